package org.skerry.protocol.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The inputs that a fuzzer kept, and changes of them, by a random generator that is always the same. */
@Timeout(300)
class FuzzTest {

    private static final int CHANGES = Integer.getInteger("skerry.fuzz.changes", 4_000);
    private static final int MOST_BYTES = 100_000;
    private static final long SEED = 20_161_122;
    private static final long HANG_NANOS = 1_000_000_000; // of the processor, not by the clock

    private static final List<String> WORDS = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "1e999",
            "-0",
            "9007199254740993",
            "\\ud800",
            "\\u0000",
            "%",
            "_",
            "\"",
            "\\",
            "(",
            ")",
            " AND ",
            " OR ",
            "NOT ",
            ":",
            "<=",
            "!=",
            "a=fingerprint:sha-256 ",
            "\r\n",
            "m=application ",
            "{\"id\":1,\"type\":\"jio_query\",\"method_name\":\"",
            "\"argument_list\":[",
            "\u202e",
            "李",
            "\uD83D\uDE00");

    @ParameterizedTest
    @EnumSource
    void whateverComesIsReadOrRefused(FuzzTarget target) throws IOException {
        List<byte[]> corpus = target.corpus();
        assertTrue(corpus.size() >= 5, "the corpus of " + target + " is missing");
        for (byte[] input : corpus) {
            run(target, input);
        }
        Random random = new Random(SEED);
        for (int i = 0; i < CHANGES; i++) {
            run(target, changed(corpus, random));
        }
    }

    private static void run(FuzzTarget target, byte[] input) {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        try {
            target.run(input);
        } catch (RuntimeException | Error crash) {
            throw new AssertionError("input " + HexFormat.of().formatHex(input), crash);
        }
        long took = threads.getCurrentThreadCpuTime() - begin;
        assertTrue(
                took < HANG_NANOS,
                () -> "it took %,d ns: %s".formatted(took, HexFormat.of().formatHex(input)));
    }

    private static byte[] changed(List<byte[]> corpus, Random random) {
        byte[] input = corpus.get(random.nextInt(corpus.size()));
        for (int times = 1 + random.nextInt(6); times > 0; times--) {
            input = changedOnce(input, corpus, random);
        }
        return input;
    }

    private static byte[] changedOnce(byte[] input, List<byte[]> corpus, Random random) {
        int at = random.nextInt(input.length + 1);
        int to = at + random.nextInt(input.length - at + 1);
        return switch (random.nextInt(6)) {
            case 0 -> spliced(input, at, WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8), at);
            case 1 -> spliced(input, at, new byte[0], to);
            case 2 -> spliced(input, at, Arrays.copyOfRange(input, at, to), at);
            case 3 -> {
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                yield spliced(input, at, Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length), to);
            }
            case 4 -> {
                byte[] some = new byte[1 + random.nextInt(4)];
                random.nextBytes(some);
                yield spliced(input, at, some, Math.min(input.length, at + some.length));
            }
            default -> {
                byte[] flipped = input.clone();
                if (flipped.length > 0) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
        };
    }

    /** What is between two places is replaced. */
    private static byte[] spliced(byte[] input, int from, byte[] middle, int to) {
        byte[] whole = Arrays.copyOf(input, from + middle.length + input.length - to);
        System.arraycopy(middle, 0, whole, from, middle.length);
        System.arraycopy(input, to, whole, from + middle.length, input.length - to);
        return whole.length <= MOST_BYTES ? whole : input;
    }
}
