package org.skerry.system.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.MasterLink;

/**
 * {@code kill -9} of the master under eight writing slaves: what was acknowledged is there, and nothing is there twice.
 * Three rounds; more with {@code -Dskerry.crash.rounds=20}, others with {@code -Dskerry.crash.seed=...}.
 */
@Tag("system")
@Timeout(600)
final class CrashTest {

    private static final int ROUNDS = Integer.getInteger("skerry.crash.rounds", 3);
    private static final long SEED = Long.getLong("skerry.crash.seed", System.nanoTime());

    /** Slaves that wait for the master as long as it takes: none of their calls may fail. */
    private static final int PATIENT = 6;

    private static final Duration LONG = Duration.ofSeconds(60);

    /** Slaves that give up in each outage, so that nobody knows what became of their last call. */
    private static final int HASTY = 2;

    private static final Duration SHORT = Duration.ofMillis(300);

    /** Writes acknowledged between a start and the kill, at most. */
    private static final int MAX_WRITES = 800;

    @Test
    void acknowledgedWritesSurviveKillsAndAreAppliedOnce(@TempDir Path folder) throws Exception {
        Random random = new Random(SEED);
        LongSummaryStatistics starts = new LongSummaryStatistics();
        LongSummaryStatistics returns = new LongSummaryStatistics();
        MasterProcess master = MasterProcess.start(folder.resolve("data"));
        try (Slaves slaves = new Slaves()) {
            List<Writer> writers = writers(slaves, master.address());
            for (int round = 0; round < ROUNDS; round++) {
                awaitEachWrites(writers);
                awaitWrites(writers, random.nextInt(MAX_WRITES));
                master.kill();
                long killed = System.nanoTime();
                master = master.restart();
                starts.accept((System.nanoTime() - killed) / 1_000_000);
                awaitEachWrites(writers);
                returns.accept((System.nanoTime() - killed) / 1_000_000);
            }
            for (Writer writer : writers) {
                writer.stop();
            }

            List<String> faults = faults(slaves, writers, master.address());

            assertEquals(List.of(), faults, "seed " + SEED);
            assertEquals(0, sum(writers.subList(0, PATIENT), WatchedStorage::timeouts), "seed " + SEED);
            System.out.println("%d kills, %d calls, %d writes acknowledged, %d given up by hasty slaves;"
                            .formatted(
                                    ROUNDS,
                                    sum(writers, WatchedStorage::calls),
                                    sum(writers, WatchedStorage::writes),
                                    sum(writers, WatchedStorage::timeouts))
                    + " from the kill to the master's start %s ms, to a write of each slave %s ms; longest call %d ms"
                            .formatted(
                                    text(starts),
                                    text(returns),
                                    writers.stream()
                                            .mapToLong(writer ->
                                                    writer.storage().longest().toMillis())
                                            .max()
                                            .orElse(0)));
        } finally {
            master.close();
        }
    }

    private static List<Writer> writers(Slaves slaves, MasterAddress master) {
        AtomicInteger counted = new AtomicInteger();
        CountingDuty.begin(new PeerStorage(slaves.join(master), LONG, PeerStorage.randomWriter()));
        return IntStream.range(0, PATIENT + HASTY)
                .mapToObj(number -> {
                    boolean isPatient = number < PATIENT;
                    Duration patience = isPatient ? LONG : SHORT;
                    MasterLink link = slaves.join(master);
                    link.session(LONG);
                    var storage = new PeerStorage(link, patience, PeerStorage.randomWriter());
                    List<Duty> duties = isPatient
                            ? List.of(
                                    new PostingDuty(number),
                                    new PostingDuty(number + 100),
                                    new ChainDuty(number),
                                    new CountingDuty(counted),
                                    new RemovingDuty(),
                                    new AttachingDuty(number))
                            : List.of(new PostingDuty(number));
                    return new Writer(new WatchedStorage(storage, patience), duties, SEED + number);
                })
                .toList();
    }

    /** Waits until each writer has been acknowledged something more. */
    private static void awaitEachWrites(List<Writer> writers) throws InterruptedException {
        List<Long> before =
                writers.stream().map(writer -> writer.storage().writes()).toList();
        Condition.await(
                "another write of each slave, seed " + SEED,
                LONG,
                () -> IntStream.range(0, writers.size())
                        .allMatch(i -> writers.get(i).storage().writes() > before.get(i)));
    }

    private static void awaitWrites(List<Writer> writers, int count) throws InterruptedException {
        long enough = sum(writers, WatchedStorage::writes) + count;
        Condition.await(
                "%d writes, seed %d".formatted(count, SEED),
                LONG,
                () -> sum(writers, WatchedStorage::writes) >= enough);
    }

    /** Everything that is wrong, as a slave sees it that was not there before. */
    private static List<String> faults(Slaves slaves, List<Writer> writers, MasterAddress master) {
        var storage = new WatchedStorage(new PeerStorage(slaves.join(master), LONG, PeerStorage.randomWriter()), LONG);
        List<String> faults = new ArrayList<>();
        writers.forEach(writer -> faults.addAll(writer.faults(storage)));
        return faults;
    }

    private static long sum(List<Writer> writers, ToLongFunction<WatchedStorage> figure) {
        return writers.stream()
                .mapToLong(writer -> figure.applyAsLong(writer.storage()))
                .sum();
    }

    private static String text(LongSummaryStatistics times) {
        return "%d-%d (mean %.0f)".formatted(times.getMin(), times.getMax(), times.getAverage());
    }
}
