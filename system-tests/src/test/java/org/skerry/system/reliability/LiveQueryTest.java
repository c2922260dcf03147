package org.skerry.system.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.storage.LiveQuery;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.slave.SlaveMain;
import org.skerry.slave.link.MasterLink;

/** A slave that follows a query knows its answer, whatever becomes of the master and the connection. */
@Tag("system")
@Timeout(300)
final class LiveQueryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = 2;
    private static final AllDocs BIG =
            new AllDocs(QueryParser.parse("n:>=5"), List.of(), Limit.NONE, List.of("n"), false);

    @TempDir
    private Path folder;

    private record Follower(Storage storage, Map<String, String> rows, AtomicInteger resets)
            implements LiveQuery.Listener {

        @Override
        public void reset() {
            resets.incrementAndGet();
            Map<String, String> fresh = answer(storage);
            rows.keySet().retainAll(fresh.keySet());
            rows.putAll(fresh);
        }

        @Override
        public void happened(List<LiveRow> news) {
            for (LiveRow row : news) {
                if (row.went() == LiveRow.Went.OUT) {
                    rows.remove(row.id().text());
                } else {
                    rows.put(row.id().text(), row.value().orElseThrow().toString());
                }
            }
        }

        @Override
        public void ended(StorageException why) {
            throw why;
        }
    }

    private static Map<String, String> answer(Storage storage) {
        Map<String, String> rows = new TreeMap<>();
        storage.allDocs(BIG)
                .rows()
                .forEach(row -> rows.put(row.id().text(), row.value().toString()));
        return rows;
    }

    @Test
    void theAnswerIsKnownAgainAfterEachKillOfTheMaster() throws Exception {
        MasterProcess master = MasterProcess.start(folder.resolve("data"));
        Random random = new Random(7);
        try (Slaves slaves = new Slaves()) {
            MasterLink link = slaves.join(master.address());
            var asking = new PeerStorage(link, PATIENCE, PeerStorage.randomWriter());
            var writer = new PeerStorage(slaves.join(master.address()), PATIENCE, PeerStorage.randomWriter());
            Follower follower = new Follower(asking, new ConcurrentSkipListMap<>(), new AtomicInteger());
            LiveQuery live = LiveQuery.start(link, BIG, follower);
            for (int kill = 0; kill <= KILLS; kill++) {
                for (int i = 0; i < 100; i++) {
                    write(writer, random);
                }
                awaitAnswer(follower, writer);
                if (kill < KILLS) {
                    CompletableFuture<Void> meanwhile = CompletableFuture.runAsync(() -> {
                        Random other = new Random(random.nextLong());
                        for (int i = 0; i < 50; i++) {
                            write(writer, other);
                        }
                    });
                    master.kill();
                    master = master.restart();
                    meanwhile.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                }
            }
            assertTrue(follower.resets.get() <= KILLS + 1, "resets " + follower.resets);
            live.close();
        } finally {
            master.close();
        }
    }

    private static void write(Storage storage, Random random) {
        RecordId id = new RecordId("r" + random.nextInt(80));
        if (random.nextInt(5) == 0) {
            storage.remove(id);
        } else {
            storage.put(id, JsonText.object().put("n", random.nextInt(10)).put("at", random.nextInt()));
        }
    }

    private static void awaitAnswer(Follower follower, Storage storage) throws InterruptedException {
        Map<String, String> fresh = answer(storage);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!fresh.equals(follower.rows) && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertEquals(fresh, new TreeMap<>(follower.rows));
    }

    @Test
    void watchPrintsWhatHappensUntilItHasEnough() throws Exception {
        try (MasterProcess master = MasterProcess.start(folder.resolve("data"));
                Slaves slaves = new Slaves();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writer = new PeerStorage(slaves.join(master.address()), PATIENCE, PeerStorage.randomWriter());
            writer.put(new RecordId("a"), JsonText.object().put("n", 5));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            var status = threads.submit(() -> SlaveMain.run(
                    new SlaveMain.Streams(
                            new ByteArrayInputStream(new byte[0]),
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8)),
                    "watch",
                    master.address().toString(),
                    "n:>=5",
                    "--select",
                    "n",
                    "--json",
                    "--count",
                    "3"));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (out.size() == 0 && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }

            writer.put(new RecordId("b"), JsonText.object().put("n", 7));
            writer.put(new RecordId("c"), JsonText.object().put("n", 1));
            writer.put(new RecordId("a"), JsonText.object().put("n", 6));
            writer.remove(new RecordId("b"));
            awaitLines(out, 3, deadline);
            writer.put(new RecordId("d"), JsonText.object().put("n", 8));
            writer.remove(new RecordId("d"));

            assertEquals(0, status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), err.toString(StandardCharsets.UTF_8));
            List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
            assertEquals("{\"reset\":true,\"count\":1}", lines.getFirst());
            assertEquals(4, lines.size());
            assertTrue(lines.contains("{\"id\":\"a\",\"went\":\"changed\",\"value\":{\"n\":6}}"), lines.toString());
        }
    }

    private static void awaitLines(ByteArrayOutputStream out, int count, long deadline) throws InterruptedException {
        while (out.toString(StandardCharsets.UTF_8).lines().count() < count && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
    }
}
