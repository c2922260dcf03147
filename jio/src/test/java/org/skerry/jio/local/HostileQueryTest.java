package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.Answer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Queries that are made to hurt are answered or refused, and nothing of them stays. With
 * {@code -Dskerry.hostile.records=100000} the times and the memory count, too.
 */
@Timeout(1_200)
class HostileQueryTest {

    private static final int WRITERS = 64;
    private static final int FEW = 300;
    private static final int RECORDS = Integer.getInteger("skerry.hostile.records", FEW);

    /** How long a query may take; half a second for a machine that is busy with other things. */
    private static final long MAX_MILLIS = 2_500;

    private static final long MAX_GROWTH = 64L * 1024 * 1024;

    @TempDir
    Path folder;

    // Many writers share one commit.
    private static void fill(LocalStorage storage) throws InterruptedException {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < RECORDS; i++) {
                int number = i;
                writers.submit(() -> storage.put(new RecordId("r" + number), body(number)));
            }
        }
        while (storage.index().orElseThrow().state() != IndexStatus.State.READY) {
            Thread.sleep(10); // nothing tells
        }
    }

    private static ObjectNode body(int i) {
        Random random = new Random(i);
        ObjectNode body = JsonText.object()
                .put("title", "Item " + i + " aaaa 测试" + i % 97)
                .put("n", i)
                .put("kind", "k" + i % 7)
                .put("b", i % 2 == 0);
        for (int j = 0; j < 20; j++) {
            body.put("u" + j, Integer.toString(random.nextInt(), 36));
        }
        if (i % 100 == 0) {
            body.put("long", "ab".repeat(1_500) + i);
        }
        body.putArray("list").add("x" + i % 11).add(i % 13).addNull();
        return body;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void hostileQueriesAreAnsweredOrRefusedInTime() throws Exception {
        boolean isMeasured = RECORDS > FEW;
        try (LocalStorage storage = LocalStorage.open(folder)) {
            fill(storage);
            HostileQueries.all().forEach((name, request) -> ask(storage, request)); // warm, and all caches are filled
            long before = heap();
            TreeMap<Long, String> slowest = new TreeMap<>();
            for (var query : HostileQueries.all().entrySet()) {
                long begin = System.nanoTime();
                String answer = ask(storage, query.getValue());
                long millis = (System.nanoTime() - begin) / 1_000_000;
                if (isMeasured) {
                    System.out.printf("%6d ms  %-50s %s%n", millis, query.getKey(), answer);
                }
                slowest.put(millis, query.getKey());
            }
            long growth = heap() - before;

            assertTrue(
                    HostileQueries.all().size() >= 200,
                    "there are " + HostileQueries.all().size());
            assertEquals(RECORDS, storage.count());
            if (isMeasured) {
                System.out.printf(
                        "%d queries of %,d records, slowest %s, heap %+d KiB%n",
                        HostileQueries.all().size(), RECORDS, slowest.lastEntry(), growth / 1024);
                assertTrue(slowest.lastKey() <= MAX_MILLIS, () -> "too slow: " + slowest.lastEntry());
                assertTrue(growth <= MAX_GROWTH, "the heap grew by " + growth);
            }
        }
    }

    private static String ask(LocalStorage storage, HostileQueries.Asked request) {
        try {
            Answer answer = storage.allDocs(request.read());
            return "%,d of %,d".formatted(answer.rows().size(), answer.totalCount());
        } catch (StorageException refused) {
            return refused.statusCode() + " " + refused.getMessage();
        }
    }
}
