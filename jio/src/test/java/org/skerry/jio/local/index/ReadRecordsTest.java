package org.skerry.jio.local.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
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
import org.skerry.jio.query.Row;
import tools.jackson.databind.node.ObjectNode;

/** Which records are read for an answer: as few as can be, and none that is no more. */
class ReadRecordsTest {

    private static final String LONG = "x".repeat(300);

    @TempDir
    Path folder;

    private IndexedRecords records;

    @BeforeEach
    void open() throws Exception {
        records = new IndexedRecords(folder, KeySchema.NONE);
    }

    @AfterEach
    void close() throws Exception {
        records.close();
    }

    private void put(String id, String json) {
        records.put(new StoredRecord(new RecordId(id), (ObjectNode) JsonText.read(json)));
    }

    private List<String> found(String options) throws Exception {
        AllDocs request = AllDocsJson.read(JsonText.read(options));
        return records.answer(request).rows().stream()
                .map(Row::id)
                .map(RecordId::text)
                .toList();
    }

    @Test
    void recordsThatAreNoMoreAreNotRead() throws Exception {
        put("a", "{\"t\": \"%s1\"}".formatted(LONG));
        put("b", "{\"t\": \"%s2\"}".formatted(LONG));
        put("c", "{}");
        records.index();
        put("a", "{\"t\": \"%s3\"}".formatted(LONG));
        records.remove(new RecordId("b"));
        records.index();

        assertEquals(List.of("a"), found("{\"query\": \"t:\\\"%x3\\\"\"}"));
        assertEquals(List.of("c"), found("{\"query\": \"NOT t:\\\"%x3\\\"\"}"));
    }

    @Test
    void longTextsThatDifferInHalfACharacterAreNotEqual() throws Exception {
        put("a", "{\"t\": \"%s\\ud800\"}".formatted(LONG));
        put("b", "{\"t\": \"%s\\ud801\"}".formatted(LONG));
        records.index();

        assertEquals(
                List.of("b"),
                found("{\"query\": {\"type\": \"simple\", \"key\": \"t\", \"value\": \"%s\\ud801\"}}".formatted(LONG)));
    }

    @Test
    void noRecordIsReadToCompareIdsOrToCountWhatNobodyHas() throws Exception {
        put("a", "{\"t\": 1}");
        put("b", "{\"t\": 2}");
        records.index();

        assertEquals(List.of("b"), found("{\"query\": \"__id:!=\\\"a\\\"\", \"facets\": [\"__id\", \"unknown\"]}"));
        assertEquals(0, records.reads());
    }

    @Test
    void aFalseValueIsPassedOverWithoutAKeyAlsoWhereItHasTheGram() throws Exception {
        for (int i = 0; i < 30; i++) {
            put("x" + i, "{\"t\": \"value %d\"}".formatted(i)); // so many that grams are looked at
        }
        put("a", "{\"t\": false}");
        put("b", "{\"t\": [false]}");
        records.index();

        assertEquals(List.of("b"), found("{\"query\": \"als\"}"));
        assertEquals(List.of("a", "b"), found("{\"query\": \"t:%als%\"}"));
    }

    @Test
    void longValueThatWasReplacedLeavesTheOrder() throws Exception {
        put("a", "{\"t\": \"%s1\"}".formatted("x".repeat(2_000)));
        put("b", "{\"t\": \"b\"}");
        records.index();
        put("a", "{\"t\": \"%s2\"}".formatted("x".repeat(2_000)));
        records.index();

        assertEquals(List.of("a", "b"), found("{\"sort_on\": [[\"t\", \"descending\"]]}"));
    }
}
