package org.skerry.system.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.QueryEvaluator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records and a request, and the rows that come.
 *
 * <p>Each case runs in our memory and local storages; those with a schema, which only a local storage takes, in the evaluator
 * and there.
 */
final class QueryCases implements CaseRunner {

    private final LocalStorages local;

    QueryCases(LocalStorages local) {
        this.local = local;
    }

    @Override
    public String defaultLevel() {
        return "must";
    }

    @Override
    public Outcome run(JsonNode testCase) {
        List<StoredRecord> records = records(testCase.path("docs"));
        if (testCase.has("schema") || testCase.has("key_schema")) {
            return withSchema(testCase, records);
        }
        Outcome inMemory = judge(testCase, records, () -> inMemory(records, request(testCase)));
        // A local storage lists by id, so that a limit without order selects other rows than in jIO's memory.
        if (inMemory instanceof Outcome.Failed || wanted(testCase).dependsOnInsertion(testCase.path("options"))) {
            return inMemory;
        }
        return judge(testCase, records, () -> local.answer(records, request(testCase)));
    }

    private Outcome withSchema(JsonNode testCase, List<StoredRecord> records) {
        Outcome inMemory = judge(
                testCase, records, () -> new QueryEvaluator(schema(testCase)).evaluate(request(testCase), records));
        if (inMemory instanceof Outcome.Failed || wanted(testCase).dependsOnInsertion(testCase.path("options"))) {
            return inMemory;
        }
        return judge(testCase, records, () -> local.answer(records, request(testCase), schema(testCase)));
    }

    private static List<StoredRecord> records(JsonNode docs) {
        List<StoredRecord> records = new ArrayList<>();
        docs.properties()
                .forEach(doc -> records.add(new StoredRecord(new RecordId(doc.getKey()), (ObjectNode) doc.getValue())));
        return records;
    }

    private static AllDocs request(JsonNode testCase) {
        return AllDocsJson.read(testCase.path("options"));
    }

    private static KeySchema schema(JsonNode testCase) {
        return testCase.has("schema")
                ? KeySchema.ofQueryStorage(testCase.path("schema"))
                : CorpusSchema.read(testCase.path("key_schema"));
    }

    private static Answer inMemory(List<StoredRecord> records, AllDocs request) {
        try (Storage storage = new MemoryStorage()) {
            records.forEach(stored -> storage.put(stored.id(), stored.body()));
            return storage.allDocs(request);
        }
    }

    // Where a plain defect of jIO decides its answer, the case says what it would be without.
    private static ExpectedRows wanted(JsonNode testCase) {
        return new ExpectedRows(testCase.has("recommended") ? testCase.path("recommended") : testCase.path("expected"));
    }

    @FunctionalInterface
    private interface Ask {
        Answer answer();
    }

    private static Outcome judge(JsonNode testCase, List<StoredRecord> records, Ask ask) {
        JsonNode error = wanted(testCase).expected().isMissingNode()
                ? testCase.path("expected_error")
                : JsonText.nodes().missingNode();
        try {
            return judgeAnswer(testCase, records, error, ask.answer());
        } catch (StorageException refusal) {
            if (!error.isMissingNode()) {
                return Outcome.of(ErrorMatch.isExpected(error, refusal), error::toString, () -> shown(refusal));
            }
            return QueryDeviations.ofRefusal(testCase.path("options"), refusal)
                    .<Outcome>map(deviation -> new Outcome.Deviated(Set.of(deviation)))
                    .orElseGet(
                            () -> new Outcome.Failed(wanted(testCase).expected().toString(), shown(refusal)));
        }
    }

    private static Outcome judgeAnswer(JsonNode testCase, List<StoredRecord> records, JsonNode error, Answer answer) {
        if (error.isMissingNode() && wanted(testCase).isMetBy(answer)) {
            return Outcome.PASSED;
        }
        JsonNode expected = error.isMissingNode() ? wanted(testCase).expected() : error;
        return QueryDeviations.ofAnswer(testCase.path("options"), records, error, answer)
                .<Outcome>map(deviation -> new Outcome.Deviated(Set.of(deviation)))
                .orElseGet(() -> new Outcome.Failed(expected.toString(), answer.toString()));
    }

    private static String shown(StorageException refusal) {
        return refusal.statusCode() + " " + refusal.getMessage();
    }
}
