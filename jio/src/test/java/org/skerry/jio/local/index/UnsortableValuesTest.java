package org.skerry.jio.local.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.RecordView;
import tools.jackson.databind.node.ObjectNode;

/** What somebody keeps that the index cannot sort is in the way of nobody who does not ask for it. */
class UnsortableValuesTest {

    /** More than the evaluator sorts beside the index. */
    private static final int MANY = 1_100;

    private static final String LONG = "x".repeat(5_000);

    @TempDir
    Path folder;

    private IndexedRecords records;

    @BeforeEach
    void open() throws Exception {
        records = new IndexedRecords(folder, KeySchema.NONE);
        ObjectNode invented = JsonText.object().put("type", "spoiler").put("title", LONG + "b");
        for (int i = 0; i < 1_500; i++) {
            invented.put("invented" + i, i);
        }
        put("spoiler1", invented);
        put("spoiler2", JsonText.object().put("type", "spoiler").put("title", LONG + "a"));
        for (int i = 0; i < MANY; i++) {
            put("r" + i, JsonText.object().put("type", "report").put("title", "t" + i * 37 % MANY));
        }
        records.index();
    }

    @AfterEach
    void close() throws Exception {
        records.close();
    }

    private void put(String id, ObjectNode body) {
        records.put(new StoredRecord(new RecordId(id), body));
    }

    private static AllDocs request(String query, String field) {
        return AllDocsJson.read(JsonText.read(
                "{\"query\":\"%s\",\"limit\":[0,5],\"sort_on\":[[\"%s\",\"descending\"]]}".formatted(query, field)));
    }

    private void assertIndexed(AllDocs request) throws Exception {
        assertEquals(records.specified(request), records.answer(request));
    }

    @Test
    void longValuesOfOthersDoNotMatter() throws Exception {
        assertIndexed(request("type:report", "title"));
        assertIndexed(request("title:t1", "title"));
        assertThrows(SearchOrder.NotIndexed.class, () -> records.answer(request("", "title")));
    }

    @Test
    void fieldsThatOthersInventedDoNotMatter() throws Exception {
        assertIndexed(request("type:report", "invented1499"));
        assertThrows(SearchOrder.NotIndexed.class, () -> records.answer(request("", "invented1499")));
    }

    @Test
    void whatIsNotSeenDoesNotMatter() throws Exception {
        RecordView reports = new RecordView(
                new Query.Compare("type", Query.Operator.EQUAL, "report"), Query.ALL, Set.of(), Optional.empty());

        for (String field : List.of("title", "invented1499")) {
            AllDocs request = request("", field);
            assertEquals(
                    records.specified(request("type:report", field)), records.answer(request.seenBy(reports)), field);
        }
    }

    @Test
    void fewAreSortedWhateverTheyHold() throws Exception {
        assertIndexed(request("type:spoiler", "title"));
        assertIndexed(request("type:spoiler", "invented1499"));
    }
}
