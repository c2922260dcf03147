package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.Row;

/** Writes, queries and the index at the same time. */
@Timeout(120)
class IndexFollowingTest {

    private static final int WRITERS = 8;
    private static final Duration SPAN = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private static AllDocs request(String query) {
        return new AllDocs(QueryParser.parse(query), List.of(), Limit.NONE, List.of(), true);
    }

    private static List<String> ids(Answer answer) {
        return answer.rows().stream().map(row -> row.id().text()).toList();
    }

    /** Runs something for each number at the same time; what fails there fails here. */
    private static void together(int count, Callable<?> one) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(threads.submit(one));
            }
            for (Future<?> future : all) {
                future.get();
            }
        }
    }

    private static void writeAndFind(LocalStorage storage, long end) {
        String writer = RecordId.random().text();
        for (int i = 0; System.nanoTime() < end; i++) {
            storage.put(
                    new RecordId(writer),
                    JsonText.object().put("writer", writer).put("i", i));

            assertEquals(
                    List.of(writer), ids(storage.allDocs(request("writer:\"%s\" AND i:\"%d\"".formatted(writer, i)))));
            assertEquals(
                    List.of(), ids(storage.allDocs(request("writer:\"%s\" AND i:\"%d\"".formatted(writer, i - 1)))));
        }
    }

    @Test
    void eachWriterFindsWhatItWrote() throws Exception {
        try (LocalStorage storage = LocalStorage.open(folder)) {
            long end = System.nanoTime() + SPAN.toNanos();

            together(WRITERS, () -> {
                writeAndFind(storage, end);
                return null;
            });
        }
    }

    @Test
    void eachWriterFindsWhatItWroteWhileTheIndexIsBuilt() throws Exception {
        try (LocalStorage storage = LocalStorage.open(folder)) {
            long end = System.nanoTime() + SPAN.toNanos();
            Thread builder = Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < end) {
                    storage.reindex();
                    storage.allDocs(request("writer:\"nobody\""));
                }
            });

            together(WRITERS / 2, () -> {
                writeAndFind(storage, end);
                return null;
            });

            builder.join();
        }
    }

    @Test
    void rowsAreNeverPartlyOfOneStateAndPartlyOfAnother() throws Exception {
        try (LocalStorage storage = LocalStorage.open(folder)) {
            List<RecordId> ids =
                    IntStream.range(0, 20).mapToObj(i -> new RecordId("r" + i)).toList();
            ids.forEach(id -> storage.put(id, JsonText.object().put("a", 0).put("b", "even0")));
            long end = System.nanoTime() + SPAN.toNanos();
            AtomicBoolean isOver = new AtomicBoolean();
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int i = 1; !isOver.get(); i++) {
                    String b = (i % 2 == 0 ? "even" : "odd") + i;
                    storage.put(
                            ids.get(i % ids.size()),
                            JsonText.object().put("a", i).put("b", b));
                }
            });

            while (System.nanoTime() < end) {
                for (Row row : storage.allDocs(request("b:\"even%\"")).rows()) {
                    assertEquals(
                            "even" + row.doc().get("a").intValue(),
                            row.doc().get("b").stringValue());
                }
            }

            isOver.set(true);
            writer.join();
        }
    }

    @Test
    void storageClosesWhileItsIndexIsBuilt() {
        for (int i = 0; i < 5; i++) {
            long begin = System.nanoTime();
            try (LocalStorage storage = LocalStorage.open(folder)) {
                for (int j = 0; j < 20; j++) {
                    storage.put(RecordId.random(), JsonText.object().put("n", j));
                }
                storage.reindex();
            }
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(5).toNanos(), "closing took too long");
        }

        try (LocalStorage storage = LocalStorage.open(folder)) {
            assertEquals(100, storage.allDocs(request("n:>=0")).totalCount());
        }
    }

    @Test
    void recordsAreFoundAndWrittenWhileThereCanBeNoIndex() throws Exception {
        Files.writeString(folder.resolve("index"), "in the way");

        try (LocalStorage storage = LocalStorage.open(folder)) {
            awaitState(storage, IndexStatus.State.FAILED);
            storage.put(new RecordId("a"), JsonText.object().put("t", "x"));
            long begin = System.nanoTime();

            assertEquals(List.of("a"), ids(storage.allDocs(request("t:\"x\""))));
            assertTrue(
                    System.nanoTime() - begin < Duration.ofSeconds(1).toNanos(),
                    "a query waits for what will not come");

            Files.delete(folder.resolve("index"));
            awaitState(storage, IndexStatus.State.READY);
            assertEquals(List.of("a"), ids(storage.askIndex(request("t:\"x\"")).orElseThrow()));
        }
    }

    @Test
    void indexOfOtherRecordsIsBuiltAgain() throws IOException {
        Path other = folder.resolve("other");
        try (LocalStorage storage = LocalStorage.open(other)) {
            storage.put(new RecordId("other"), JsonText.object().put("t", "x"));
        }
        Path own = folder.resolve("own");
        try (LocalStorage storage = LocalStorage.open(own)) {
            storage.put(new RecordId("a"), JsonText.object().put("t", "x"));
        }
        Files.move(own.resolve("index"), folder.resolve("away"));
        Files.move(other.resolve("index"), own.resolve("index"));

        try (LocalStorage storage = LocalStorage.open(own)) {
            assertEquals(List.of("a"), ids(storage.askIndex(request("t:\"x\"")).orElseThrow()));
        }
    }

    private static void awaitState(LocalStorage storage, IndexStatus.State state) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (storage.index().orElseThrow().state() != state) {
            assertTrue(
                    System.nanoTime() < deadline,
                    () -> "the index is " + storage.index().orElseThrow());
            Thread.sleep(Duration.ofMillis(5)); // nothing tells; the deadline is above
        }
    }
}
