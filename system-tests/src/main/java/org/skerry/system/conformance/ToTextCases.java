package org.skerry.system.conformance;

import org.skerry.jio.StorageException;
import org.skerry.jio.query.QueryWriter;
import tools.jackson.databind.JsonNode;

/** Query object to query text. */
final class ToTextCases implements CaseRunner {

    @Override
    public String defaultLevel() {
        return "must";
    }

    @Override
    public Outcome run(JsonNode testCase) {
        try {
            String text = QueryWriter.write(testCase.path("query"));
            return testCase.has("error")
                    ? new Outcome.Failed(testCase.path("error").toString(), text)
                    : Outcome.equal(testCase.path("text").stringValue(), text);
        } catch (StorageException.BadRequest refusal) {
            return Outcome.of(testCase.has("error"), () -> testCase.path("text").toString(), refusal::getMessage);
        }
    }
}
