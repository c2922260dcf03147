package org.skerry.system.bench.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.FullText;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.Query.Compare;
import org.skerry.jio.query.Query.Key;
import org.skerry.jio.query.Query.Operator;
import org.skerry.jio.query.SortKey;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A question in the words of pouchdb-find; {@code $pattern} stands for a regular expression, which JSON does not have. */
final class Mango {

    private static final List<String> TEXT_FIELDS = List.of(
            "name", "alt_name", "country", "code", "street", "area", "city", "province", "feature_code", "portal_type");

    private final boolean usesIndexes;

    private Mango(boolean usesIndexes) {
        this.usesIndexes = usesIndexes;
    }

    /** For a database without indexes; empty if it cannot be asked: full text, facets, order. */
    static Optional<ObjectNode> plain(AllDocs request) {
        return request.sortOn().isEmpty() ? new Mango(false).request(request) : Optional.empty();
    }

    /** For one that has the indexes of {@code engines.js}: put so that they serve where they can. */
    static Optional<ObjectNode> indexed(AllDocs request) {
        return new Mango(true).request(request);
    }

    private Optional<ObjectNode> request(AllDocs request) {
        if (request.highlight() || !request.facets().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode json = JsonText.object();
        ArrayNode all = json.putObject("selector").putArray("$and");
        all.add(selector(request.query()));
        ArrayNode sort = JsonText.nodes().arrayNode();
        for (SortKey key : request.sortOn()) {
            String direction = key.direction() == SortKey.Direction.ASCENDING ? "asc" : "desc";
            // An index on two fields serves only if the order names both.
            if (request.query() instanceof Compare(Key.Field(var field), var _, var _) && field.equals("country")) {
                sort.addObject().put(field, direction);
            }
            sort.addObject().put(key.field(), direction);
            all.add(JsonText.object().set(key.field(), isThere(key.field())));
        }
        if (!sort.isEmpty()) {
            json.set("sort", sort);
        }
        json.put("skip", request.limit().from()).put("limit", request.limit().count());
        return Optional.of(json);
    }

    /** An index is used for an order only if its field is asked for. Not by "greater than null": pouchdb-find 9.0.0 may throw. */
    private static ObjectNode isThere(String field) {
        return field.equals("population")
                ? JsonText.object().put("$gte", 0)
                : JsonText.object().put("$gte", "");
    }

    private ObjectNode selector(Query query) {
        return switch (query) {
            case Query.All() -> JsonText.object().set("_id", JsonText.object().putNull("$gt"));
            case Query.And(var parts) -> list("$and", parts);
            case Query.Or(var parts) -> list("$or", parts);
            case Query.Not(var part) -> JsonText.object().set("$not", selector(part));
            case Compare(Key.AnyField(), var _, var operand) -> anyField(operand.asString(""));
            case Compare(Key.Field(var name), var operator, var operand)
            when !name.equals(FullText.KEY) -> JsonText.object().set(name, condition(operator, operand.asString("")));
            case Compare other -> throw new IllegalArgumentException("nobody asks for " + other);
        };
    }

    private ObjectNode list(String operator, List<Query> parts) {
        ArrayNode all = JsonText.nodes().arrayNode();
        parts.forEach(part -> all.add(selector(part)));
        return JsonText.object().set(operator, all);
    }

    private static ObjectNode anyField(String text) {
        ArrayNode any = JsonText.nodes().arrayNode();
        TEXT_FIELDS.forEach(field -> any.addObject().set(field, pattern(quoted(text))));
        return JsonText.object().set("$or", any);
    }

    private ObjectNode condition(Operator operator, String value) {
        return switch (operator) {
            case DEFAULT -> like(value);
            case EQUAL -> JsonText.object().put("$eq", value);
            case NOT_EQUAL -> JsonText.object().put("$ne", value);
            case LESS -> JsonText.object().put("$lt", Double.parseDouble(value));
            case LESS_OR_EQUAL -> JsonText.object().put("$lte", Double.parseDouble(value));
            case GREATER -> JsonText.object().put("$gt", Double.parseDouble(value));
            case GREATER_OR_EQUAL -> JsonText.object().put("$gte", Double.parseDouble(value));
        };
    }

    private ObjectNode like(String value) {
        String part = value.replace("%", "");
        if (value.startsWith("%")) {
            return pattern(quoted(part));
        }
        if (!usesIndexes) {
            return pattern("^" + quoted(part));
        }
        // Names begin with a capital; an index cannot look away from that.
        String begin = part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
        return JsonText.object().put("$gte", begin).put("$lt", begin + '\uffff');
    }

    private static ObjectNode pattern(String regex) {
        return JsonText.object().put("$pattern", regex);
    }

    /** What is asked for is letters and blanks, but this should not depend on it. */
    private static String quoted(String text) {
        return Pattern.compile("[.*+?^${}()|\\[\\]\\\\]").matcher(text).replaceAll("\\\\$0");
    }
}
