package org.skerry.system.conformance;

import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryJson;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.QueryWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Query text to query object, and back. */
final class ParseCases implements CaseRunner {

    @Override
    public String defaultLevel() {
        return "must";
    }

    @Override
    public Outcome run(JsonNode testCase) {
        Query query;
        try {
            query = QueryParser.parse(testCase.path("text").stringValue());
        } catch (StorageException.BadRequest refusal) {
            return Outcome.of(
                    testCase.has("error"), () -> testCase.path("query").toString(), refusal::getMessage);
        }
        if (testCase.has("error")) {
            return new Outcome.Failed(
                    testCase.path("error").stringValue(), QueryJson.write(query).toString());
        }
        if (testCase.path("query").path("matches_all").asBoolean(false)) {
            return Outcome.equal("All[]", query.toString());
        }
        return Outcome.equal(expected(testCase), actual(query));
    }

    private static JsonNode expected(JsonNode testCase) {
        return JsonText.object()
                .<ObjectNode>set("query", testCase.path("query"))
                .put("to_text", testCase.path("to_text").stringValue())
                .put("round_trip", testCase.path("round_trip").booleanValue());
    }

    private static JsonNode actual(Query query) {
        String text = QueryWriter.write(query);
        return JsonText.object()
                .<ObjectNode>set("query", QueryJson.write(query))
                .put("to_text", text)
                .put("round_trip", isRead(text, query));
    }

    private static boolean isRead(String text, Query query) {
        try {
            return QueryParser.parse(text).equals(query);
        } catch (StorageException.BadRequest unreadable) {
            return false;
        }
    }
}
