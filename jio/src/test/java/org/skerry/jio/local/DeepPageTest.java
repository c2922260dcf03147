package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryEvaluator;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.Row;
import org.skerry.jio.query.SortKey;
import org.skerry.jio.query.SortKey.Direction;
import tools.jackson.databind.node.ObjectNode;

/** Pages far into results of many rows, where the index takes shortcuts: they are the evaluator's. */
final class DeepPageTest {

    private static final int RECORDS = 14_000;
    private static final int PAGE = 7;
    private static final List<Integer> PLACES = List.of(10_001, 10_008, 12_345, 13_990, 13_999, 14_000, 20_000);

    @TempDir
    private static Path folder;

    private static final List<StoredRecord> RECORDS_BY_ID = records();
    private static LocalStorage storage;

    @BeforeAll
    static void load() throws Exception {
        storage = LocalStorage.open(folder);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writes = new ArrayList<>();
            for (StoredRecord made : RECORDS_BY_ID) {
                writes.add(writers.submit(() -> storage.put(made.id(), made.body())));
            }
            for (Future<?> write : writes) {
                write.get();
            }
        }
        while (storage.index().orElseThrow().indexed().compareTo(storage.feed().last()) < 0) {
            Thread.onSpinWait();
        }
    }

    @AfterAll
    static void close() {
        storage.close();
    }

    private static List<StoredRecord> records() {
        Random random = new Random(20_161_122);
        return IntStream.range(0, RECORDS)
                .mapToObj(i -> new StoredRecord(new RecordId("r" + random.nextLong()), body(random, i)))
                .sorted(Comparator.comparing(StoredRecord::id))
                .toList();
    }

    private static ObjectNode body(Random random, int i) {
        ObjectNode body = JsonText.object().put("unique", i * 7919 % RECORDS).put("few", random.nextInt(5));
        body.put("text", "名" + random.nextInt(3_000));
        if (random.nextInt(3) == 0) {
            body.put("some", random.nextInt(1_000));
        }
        if (random.nextBoolean()) {
            body.put("mixed", random.nextInt(100));
        } else {
            body.put("mixed", "t" + random.nextInt(100));
        }
        return body;
    }

    @Test
    void theyAreTheRowsOfTheEvaluator() {
        for (String field : List.of("unique", "few", "text", "some", "mixed", "__id", "nowhere")) {
            for (Direction direction : Direction.values()) {
                assertPages("", List.of(new SortKey(field, direction)));
            }
        }
    }

    @Test
    void ofSeveralSortKeysToo() {
        assertPages("", List.of(new SortKey("few", Direction.DESCENDING), new SortKey("text", Direction.ASCENDING)));
    }

    @Test
    void withoutOrderTheyAreInTheOrderOfIds() {
        assertPages("", List.of());
    }

    @Test
    void ofAQueryToo() {
        assertPages("unique:>1500 AND NOT few:4 OR text:%99%", List.of(new SortKey("text", Direction.DESCENDING)));
    }

    @Test
    void theNextPageFollowsOnTheLast() {
        List<SortKey> sortOn = List.of(new SortKey("text", Direction.ASCENDING));
        for (int from = 10_500; from < 10_500 + 5 * PAGE; from += PAGE) {
            assertPage("", sortOn, new Limit(from, PAGE));
        }
        assertPage("", sortOn, new Limit(10_503, PAGE));
        assertPage("", sortOn, new Limit(13_000, 0));
    }

    private static void assertPages(String query, List<SortKey> sortOn) {
        for (int from : PLACES) {
            assertPage(query, sortOn, new Limit(from, PAGE));
        }
    }

    private static void assertPage(String query, List<SortKey> sortOn, Limit limit) {
        AllDocs request = new AllDocs(QueryParser.parse(query), sortOn, limit, List.of(), false);
        Answer expected = new QueryEvaluator(KeySchema.NONE).evaluate(request, RECORDS_BY_ID);
        Answer answer = storage.allDocs(request);
        String asked = query + sortOn + limit;
        assertEquals(ids(expected), ids(answer), asked);
        assertEquals(expected.totalCount(), answer.totalCount(), asked);
    }

    private static List<RecordId> ids(Answer answer) {
        return answer.rows().stream().map(Row::id).toList();
    }
}
