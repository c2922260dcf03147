package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

/**
 * Writes queries as text: jIO's {@code objectToSearchText}.
 *
 * <p>The text reads back as the same query, with these exceptions, for which the JSON form ({@link QueryJson}) is there:
 * values that end in a backslash, keys that are no word of the language, keys that are objects, and complex queries without
 * parts inside others.
 */
public final class QueryWriter {

    private QueryWriter() {}

    /** The text of a query; "" for {@link Query#ALL}. */
    public static String write(Query query) {
        return write(QueryJson.write(query));
    }

    /**
     * The text of a jIO query object, its operators as they are in it.
     *
     * @throws StorageException.BadRequest if it is not a query object
     */
    public static String write(JsonNode queryObject) {
        StringBuilder text = new StringBuilder();
        append(queryObject, text, 1);
        return text.toString();
    }

    private static void append(JsonNode query, StringBuilder text, int depth) {
        if (depth > Query.MAX_DEPTH) {
            throw new StorageException.BadRequest(
                    "A query may be nested up to %d levels deep.".formatted(Query.MAX_DEPTH));
        }
        switch (query.path("type").asString("")) {
            case "simple" -> {
                JsonNode key = query.path("key");
                if (!key.isMissingNode() && !JsText.of(key).isEmpty()) {
                    text.append(JsText.of(key)).append(": ");
                }
                appendValue(query, text);
            }
            case "complex" -> appendComplex(query, text, depth);
            default -> throw new StorageException.BadRequest("This object is not a query");
        }
    }

    private static void appendValue(JsonNode simple, StringBuilder text) {
        text.append(operator(simple)).append(" \"");
        text.append(JsText.of(simple.path("value")).replace("\"", "\\\"")).append('"');
    }

    private static String operator(JsonNode query) {
        return query.path("operator").asString("");
    }

    private static void appendComplex(JsonNode complex, StringBuilder text, int depth) {
        List<JsonNode> parts = complex.path("query_list").valueStream().toList();
        if (parts.isEmpty()) {
            return;
        }
        if (operator(complex).equals("NOT")) {
            text.append("NOT ( ");
            appendJoined(parts, "AND", text, depth);
            text.append(" )");
        } else {
            appendJoined(parts, operator(complex), text, depth);
        }
    }

    private static void appendJoined(List<JsonNode> parts, String operator, StringBuilder text, int depth) {
        if (parts.size() == 1) {
            append(parts.getFirst(), text, depth + 1);
            return;
        }
        Optional<String> key = sharedKey(parts);
        key.filter(name -> !name.isEmpty()).ifPresent(name -> text.append(name).append(": "));
        List<String> texts = new ArrayList<>();
        for (JsonNode part : parts) {
            StringBuilder partText = new StringBuilder();
            if (key.isPresent()) {
                appendValue(part, partText);
            } else {
                append(part, partText, depth + 1);
            }
            texts.add(partText.toString());
        }
        text.append("( ").append(String.join(" " + operator + " ", texts)).append(" )");
    }

    /** The key that simple queries have in common. */
    private static Optional<String> sharedKey(List<JsonNode> parts) {
        JsonNode first = parts.getFirst().path("key");
        for (JsonNode part : parts) {
            if (!part.path("type").asString("").equals("simple")
                    || !part.path("key").equals(first)) {
                return Optional.empty();
            }
        }
        return Optional.of(first.isMissingNode() ? "" : JsText.of(first));
    }
}
