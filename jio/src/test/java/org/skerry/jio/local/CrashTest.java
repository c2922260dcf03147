package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.ByteRange;
import org.skerry.jio.RecordId;

/** Kills a writing program hard: what it acknowledged is there, and nothing is applied twice. */
@Tag("system")
@Timeout(600)
class CrashTest {

    private static final int ROUNDS = Integer.getInteger("skerry.crash.rounds", 3);

    @TempDir
    Path folder;

    @Test
    void killedWriterLosesNothingAndRepeatsNothing() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] next = new int[CrashWriter.WRITERS];
        long sequence = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int first = Arrays.stream(next).max().orElseThrow();
            int[] acknowledged = killedAfter(200 + random.nextInt(3_000), first);
            try (LocalStorage storage = LocalStorage.open(folder)) {
                for (int writer = 0; writer < CrashWriter.WRITERS; writer++) {
                    checkAcknowledged(storage, writer, first, acknowledged[writer], "seed " + seed);
                    // The write after the last acknowledged one may have happened: repeated, it has happened once.
                    for (int i = first; i <= acknowledged[writer] + 1; i++) {
                        storage.apply(CrashWriter.write(writer, i), CrashWriter.key(writer, i));
                    }
                    next[writer] = ((acknowledged[writer] + 1) / 10 + 1) * 10;
                    sequence += acknowledged[writer] + 2 - first;
                }
                assertEquals(sequence, storage.feed().last().number(), "seed " + seed);
            }
        }
    }

    /** @return the last acknowledged write of each writer, {@code first - 1} for none */
    private int[] killedAfter(int acknowledgements, int first) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashWriter.class.getName(),
                        folder.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int[] last = new int[CrashWriter.WRITERS];
        Arrays.fill(last, first - 1);
        int count = 0;
        try (BufferedReader output = writer.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] parts = line.split(" ");
                if (parts.length == 3) {
                    last[Integer.parseInt(parts[0])] = Integer.parseInt(parts[1]);
                }
                if (++count == acknowledgements) {
                    writer.toHandle().destroyForcibly(); // Process itself would close the output, too
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        assertTrue(count >= acknowledgements, "the writer ended by itself after " + count);
        return last;
    }

    private static void checkAcknowledged(LocalStorage storage, int writer, int first, int last, String message) {
        for (int i = first; i <= last; i += 10) {
            int newest = Math.min(i + 9, last);
            RecordId id = new RecordId(writer + "-" + i);
            int stored = storage.get(id).get("i").intValue();
            int expected = newest == i + 5 ? i + 4 : newest;
            assertTrue(
                    stored == expected || newest == last && stored == last + 1,
                    message + ": record " + id + " has " + stored + ", expected " + expected);
            if (newest >= i + 5) {
                assertEquals(
                        writer + " " + (i + 5),
                        new String(storage.getAttachment(id, "n", ByteRange.ALL).bytes(), StandardCharsets.UTF_8),
                        message);
            }
        }
    }
}
