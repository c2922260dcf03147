package org.skerry.system.bench.query;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.FullText;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.Query.Compare;
import org.skerry.jio.query.Query.Key;
import org.skerry.jio.query.Query.Operator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What pouchdb-find is to look for; {@code $pattern} stands for a regular expression, which JSON does not have.
 *
 * <p>All conditions are in one object, not in a list under {@code $and}: pouchdb-find 9.0.0 would overlook a pattern under
 * {@code $not} there.
 */
final class MangoSelector {

    static final String POPULATION = "population";
    static final String NAME = "name";

    private static final List<String> TEXT_FIELDS = List.of(
            NAME, "alt_name", "country", "code", "street", "area", "city", "province", "feature_code", "portal_type");

    private final ObjectNode json = JsonText.object();

    ObjectNode json() {
        return json;
    }

    MangoSelector with(Query query) {
        if (query instanceof Query.And(var parts)) {
            parts.forEach(part -> put(selector(part)));
        } else {
            put(selector(query));
        }
        return this;
    }

    /** The beginning of a text as an index finds it: names begin with a capital, and it cannot look away from that. */
    MangoSelector withBeginning(Query query) {
        if (!(query instanceof Compare(Key.Field(var field), var operator, var operand))
                || operator != Operator.DEFAULT
                || !operand.asString("").endsWith("%")) {
            return with(query);
        }
        String part = operand.asString("").replace("%", "");
        String begin = part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
        put(JsonText.object().set(field, JsonText.object().put("$gte", begin).put("$lt", begin + '\uffff')));
        return this;
    }

    /** That the field is there, or its index would not be used. Not "greater than null": pouchdb-find 9.0.0 may throw. */
    MangoSelector withAny(String field) {
        ObjectNode least = field.equals(POPULATION)
                ? JsonText.object().put("$gte", 0)
                : JsonText.object().put("$gte", "");
        put(JsonText.object().set(field, least));
        return this;
    }

    MangoSelector withAnyId() {
        put(selector(new Query.All()));
        return this;
    }

    private void put(ObjectNode selector) {
        selector.forEachEntry((field, condition) -> {
            if (json.get(field) instanceof ObjectNode before && condition instanceof ObjectNode more) {
                before.setAll(more);
            } else if (json.has(field)) {
                throw new IllegalArgumentException("nobody asks for two of " + field);
            } else {
                json.set(field, condition);
            }
        });
    }

    private static ObjectNode selector(Query query) {
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

    private static ObjectNode list(String operator, List<Query> parts) {
        ArrayNode all = JsonText.nodes().arrayNode();
        parts.forEach(part -> all.add(selector(part)));
        return JsonText.object().set(operator, all);
    }

    private static ObjectNode anyField(String text) {
        ArrayNode any = JsonText.nodes().arrayNode();
        TEXT_FIELDS.forEach(field -> any.addObject().set(field, pattern(quoted(text))));
        return JsonText.object().set("$or", any);
    }

    private static ObjectNode condition(Operator operator, String value) {
        return switch (operator) {
            case DEFAULT -> pattern((value.startsWith("%") ? "" : "^") + quoted(value.replace("%", "")));
            case EQUAL -> JsonText.object().put("$eq", value);
            case NOT_EQUAL -> JsonText.object().put("$ne", value);
            case LESS -> JsonText.object().put("$lt", Double.parseDouble(value));
            case LESS_OR_EQUAL -> JsonText.object().put("$lte", Double.parseDouble(value));
            case GREATER -> JsonText.object().put("$gt", Double.parseDouble(value));
            case GREATER_OR_EQUAL -> JsonText.object().put("$gte", Double.parseDouble(value));
        };
    }

    private static ObjectNode pattern(String regex) {
        return JsonText.object().put("$pattern", regex);
    }

    /** What is asked for is letters and blanks, but this should not depend on it. */
    private static String quoted(String text) {
        return Pattern.compile("[.*+?^${}()|\\[\\]\\\\]").matcher(text).replaceAll("\\\\$0");
    }
}
