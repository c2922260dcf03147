package org.skerry.system.reliability;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.slave.link.MasterLink;

/**
 * Many slaves at once: all get in, none of their calls fails, and neither side has a platform thread for each. More with
 * {@code -Dskerry.crowd.slaves=100 -Dskerry.crowd.calls=20000}.
 */
@Tag("system")
@Timeout(600)
final class CrowdTest {

    private static final int SLAVES = Integer.getInteger("skerry.crowd.slaves", 30);
    private static final int CALLS = Integer.getInteger("skerry.crowd.calls", 3_000);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** By when a master has forgotten slaves that left. */
    private static final Duration LEAVING = Duration.ofSeconds(30);

    private static final int RECORDS = 100;

    /** How many platform threads may come with all the slaves together: of pools that grow with work. */
    private static final int MORE_THREADS = 12;

    /** What a slave may cost the master, in MiB: ten times what was measured for a bare connection. */
    private static final int MEBIBYTES_PER_SLAVE = 4;

    @Test
    void manySlavesWorkAtOnce(@TempDir Path folder) throws Exception {
        try (MasterProcess master = MasterProcess.start(folder.resolve("data"));
                Slaves slaves = new Slaves()) {
            ProcessFigures started = master.figures();
            List<RecordId> ids = prepare(new PeerStorage(slaves.join(master.address()), PATIENCE, "first"));
            ProcessFigures before = master.figures();
            ProcessFigures clientBefore = ProcessFigures.ofThisProcess();

            long start = System.nanoTime();
            List<MasterLink> links = IntStream.range(0, SLAVES)
                    .mapToObj(_ -> slaves.join(master.address()))
                    .toList();
            links.forEach(link -> link.session(PATIENCE));
            Duration joined = Duration.ofNanos(System.nanoTime() - start);
            int peers = master.peers();
            ProcessFigures connected = master.figures();
            ProcessFigures clientConnected = ProcessFigures.ofThisProcess();

            start = System.nanoTime();
            List<ProcessFigures> during = work(links, ids, master);
            Duration worked = Duration.ofNanos(System.nanoTime() - start);
            ProcessFigures clientWorked = ProcessFigures.ofThisProcess();
            int records = master.status().get("storage").get("records").asInt();

            links.forEach(MasterLink::close);
            Duration left = Condition.await("the slaves are forgotten", LEAVING, () -> master.peers() == 1);
            ProcessFigures after = master.figures();

            int threads =
                    during.stream().mapToInt(ProcessFigures::threads).max().orElse(0);
            int memory = during.stream()
                    .mapToInt(ProcessFigures::residentMebibytes)
                    .max()
                    .orElse(0);
            System.out.printf(
                    "%d slaves joined in %d ms, made %d calls in %d ms, were forgotten after %d ms%n",
                    SLAVES, joined.toMillis(), CALLS, worked.toMillis(), left.toMillis());
            System.out.printf(
                    "master: memory %d MiB started, %d with one slave, %d connected, %d at work, %d afterwards (peak %d);"
                            + " threads %d, %d, %d, %d, %d%n",
                    started.residentMebibytes(),
                    before.residentMebibytes(),
                    connected.residentMebibytes(),
                    memory,
                    after.residentMebibytes(),
                    after.peakMebibytes(),
                    started.threads(),
                    before.threads(),
                    connected.threads(),
                    threads,
                    after.threads());
            System.out.printf(
                    "the slaves' process: memory %d MiB with one slave, %d connected, %d after the work; threads %d, %d, %d%n",
                    clientBefore.residentMebibytes(),
                    clientConnected.residentMebibytes(),
                    clientWorked.residentMebibytes(),
                    clientBefore.threads(),
                    clientConnected.threads(),
                    clientWorked.threads());
            assertAll(
                    () -> assertEquals(SLAVES + 1, peers),
                    () -> assertEquals(RECORDS + posts(), records),
                    () -> assertTrue(threads <= before.threads() + MORE_THREADS, "the master's threads: " + threads),
                    () -> assertTrue(
                            clientWorked.threads() <= clientBefore.threads() + MORE_THREADS,
                            "the slaves' threads: " + clientWorked.threads()),
                    () -> assertTrue(
                            connected.residentMebibytes() <= before.residentMebibytes() + MEBIBYTES_PER_SLAVE * SLAVES,
                            "the master's memory: " + connected.residentMebibytes()));
        }
    }

    private static List<RecordId> prepare(Storage storage) {
        return IntStream.range(0, RECORDS)
                .mapToObj(number -> storage.post(JsonText.object()
                        .put("portal_type", "Person")
                        .put("number", number)
                        .put("name", "person " + number)))
                .toList();
    }

    /** All calls, each slave one after the other; returns what the master looked like meanwhile. */
    private static List<ProcessFigures> work(List<MasterLink> links, List<RecordId> ids, MasterProcess master)
            throws Exception {
        List<ProcessFigures> during = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> slaves = new ArrayList<>();
            for (int slave = 0; slave < SLAVES; slave++) {
                int number = slave;
                var storage = new PeerStorage(links.get(slave), PATIENCE, PeerStorage.randomWriter());
                slaves.add(executor.submit(() -> calls(storage, number, ids)));
            }
            Condition.await("all calls", Duration.ofMinutes(5), () -> {
                during.add(figures(master));
                return slaves.stream().allMatch(Future::isDone);
            });
            for (Future<?> slave : slaves) {
                slave.get(); // throws what a call has thrown
            }
        }
        return during;
    }

    /** The calls of one slave: seven gets, two posts, one query in ten. */
    private static void calls(Storage storage, int slave, List<RecordId> ids) {
        Random random = new Random(slave);
        for (int call = slave; call < CALLS; call += SLAVES) {
            int number = random.nextInt(ids.size());
            switch (kind(call)) {
                case 0, 1 ->
                    storage.post(JsonText.object().put("portal_type", "Visit").put("call", call));
                case 2 ->
                    assertEquals(
                            List.of(ids.get(number)),
                            storage
                                    .allDocs(new AllDocs(
                                            QueryParser.parse("portal_type:Person AND number:=" + number),
                                            List.of(),
                                            new Limit(0, 5),
                                            List.of("name"),
                                            false))
                                    .rows()
                                    .stream()
                                    .map(row -> row.id())
                                    .toList());
                default ->
                    assertEquals(
                            number, storage.get(ids.get(number)).get("number").asInt());
            }
        }
    }

    /** Spread so that each slave does all kinds. */
    private static int kind(int call) {
        return call / SLAVES % 10;
    }

    private static long posts() {
        return IntStream.range(0, CALLS).filter(call -> kind(call) < 2).count();
    }

    private static ProcessFigures figures(MasterProcess master) {
        try {
            return master.figures();
        } catch (IOException gone) {
            throw new AssertionError("the master is gone", gone);
        }
    }
}
