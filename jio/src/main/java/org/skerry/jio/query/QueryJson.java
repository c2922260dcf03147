package org.skerry.jio.query;

import java.util.List;
import java.util.Locale;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** jIO's query objects: a {@link Query} as JSON. */
public final class QueryJson {

    private QueryJson() {}

    /**
     * The query that a text or a query object means.
     *
     * <p>The parts of a complex query may be texts too. Where jIO looks only at the first part of a NOT with several, here
     * it negates all of them together, as the text of such an object does.
     *
     * @throws StorageException.BadRequest if it is neither, is nested too deep, or holds a text that is not a query
     */
    public static Query read(JsonNode textOrObject) {
        return read(textOrObject, 1);
    }

    private static Query read(JsonNode query, int depth) {
        if (depth > Query.MAX_DEPTH) {
            throw new StorageException.BadRequest(
                    "A query may be nested up to %d levels deep.".formatted(Query.MAX_DEPTH));
        }
        if (query.isString()) {
            return QueryParser.parse(query.stringValue());
        }
        return switch (query.path("type").asString("")) {
            case "simple" -> simple(query);
            case "complex" -> complex(query, depth);
            default -> throw notAQuery();
        };
    }

    private static Query simple(JsonNode query) {
        Query.Operator operator = Query.Operator.of(query.path("operator").asString(""));
        return new Query.Compare(key(query.path("key")), operator, query.path("value"));
    }

    private static Query.Key key(JsonNode key) {
        return switch (key.getNodeType()) {
            case STRING -> Query.Key.of(key.stringValue());
            case NUMBER, BOOLEAN -> new Query.Key.Field(JsText.of(key));
            case MISSING -> Query.Key.NONE;
            case OBJECT -> KeySchema.readKey(key);
            case NULL, ARRAY, BINARY, POJO ->
                throw new StorageException.BadRequest("Custom key is missing the read_from property");
        };
    }

    private static Query complex(JsonNode query, int depth) {
        JsonNode list = query.path("query_list");
        if (!list.isArray() && !list.isMissingNode()) {
            throw notAQuery();
        }
        List<Query> parts =
                list.valueStream().map(part -> read(part, depth + 1)).toList();
        return switch (query.path("operator").asString("").toUpperCase(Locale.ROOT)) {
            case "OR" -> new Query.Or(parts);
            case "NOT" -> not(parts);
            default -> new Query.And(parts);
        };
    }

    private static Query not(List<Query> parts) {
        if (parts.isEmpty()) {
            throw new StorageException.BadRequest("A NOT needs a query to negate.");
        }
        return new Query.Not(parts.size() == 1 ? parts.getFirst() : new Query.And(parts));
    }

    private static StorageException.BadRequest notAQuery() {
        return new StorageException.BadRequest(
                "QueryFactory.create(): Argument 1 is not a search text or a parsable object");
    }

    /** The query object of a query; an AND of nothing for {@link Query#ALL}. */
    public static ObjectNode write(Query query) {
        return switch (query) {
            case Query.All() -> complex("AND", List.of());
            case Query.And(var parts) -> complex("AND", parts);
            case Query.Or(var parts) -> complex("OR", parts);
            case Query.Not(var part) -> complex("NOT", List.of(part));
            case Query.Compare compare -> simple(compare);
        };
    }

    private static ObjectNode complex(String operator, List<Query> parts) {
        ObjectNode object = JsonText.object().put("type", "complex").put("operator", operator);
        var list = object.putArray("query_list");
        parts.forEach(part -> list.add(write(part)));
        return object;
    }

    private static ObjectNode simple(Query.Compare compare) {
        ObjectNode object = JsonText.object().put("type", "simple");
        switch (compare.key()) {
            case Query.Key.AnyField() -> object.put("key", "");
            case Query.Key.None() -> {}
            case Query.Key.Field(var name) -> object.put("key", name);
            case Query.Key.Custom(var readFrom, var cast, var equalMatch) -> {
                ObjectNode key = object.putObject("key").put("read_from", readFrom);
                cast.ifPresent(name -> key.put("cast_to", name));
                equalMatch.ifPresent(name -> key.put("equal_match", name));
            }
        }
        if (!compare.operand().isMissingNode()) {
            object.set("value", compare.operand());
        }
        if (compare.operator() != Query.Operator.DEFAULT) {
            object.put("operator", compare.operator().text());
        }
        return object;
    }
}
