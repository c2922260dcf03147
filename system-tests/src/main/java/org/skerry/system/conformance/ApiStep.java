package org.skerry.system.conformance;

import java.util.HashSet;
import java.util.regex.Pattern;
import org.skerry.jio.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One call of an API case, and what it should give. */
final class ApiStep {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final JsonNode step;
    private final JioCalls calls;
    private final ArrayNode arguments;

    ApiStep(JsonNode step, JioCalls calls) {
        this.step = step;
        this.calls = calls;
        arguments = (ArrayNode) calls.resolved(step.path("args"));
    }

    String method() {
        return step.path("call").stringValue();
    }

    ArrayNode arguments() {
        return arguments;
    }

    /** An argument that is a text, "" where it is none. */
    String text(int position) {
        return arguments.path(position).asString("");
    }

    /** The result or the error that jIO gave. */
    JsonNode expected() {
        return step.has("error") ? step.path("error") : calls.resolved(step.path("result"));
    }

    boolean isErrorExpected() {
        return step.has("error");
    }

    boolean isMetBy(CallResult result) {
        return switch (result) {
            case CallResult.Error(var error) -> step.has("error") && ErrorMatch.isExpected(step.path("error"), error);
            case CallResult.Value(var value) -> !step.has("error") && isExpected(value);
        };
    }

    private boolean isExpected(JsonNode value) {
        if (step.path("result_is").asString("").equals("uuid")) {
            calls.bind(step.path("bind").stringValue(), value);
            return UUID.matcher(value.asString("")).matches();
        }
        JsonNode expected = expected();
        if (expected.has("$opaque")) {
            return true;
        }
        // jIO's removeAttachment over indexeddb gives the list of what its database said.
        if (expected.has("$undefined") || method().equals("removeAttachment")) {
            return value.isMissingNode();
        }
        return rowsAsSets(expected).equals(rowsAsSets(value));
    }

    // The order of rows counts only where the case says so; an empty doc means nothing, total_count is ours.
    private Object rowsAsSets(JsonNode result) {
        JsonNode rows = result.path("data").path("rows");
        if (!rows.isArray()) {
            return result;
        }
        ArrayNode plain = JsonText.nodes().arrayNode();
        rows.forEach(row -> plain.add(withoutEmptyDoc((ObjectNode) row)));
        if (!step.path("unordered").asBoolean(false)) {
            return plain;
        }
        return new HashSet<>(plain.valueStream().toList());
    }

    private static ObjectNode withoutEmptyDoc(ObjectNode row) {
        return row.path("doc").isObject() && row.path("doc").isEmpty()
                ? row.deepCopy().without("doc")
                : row;
    }
}
