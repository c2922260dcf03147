package org.skerry.jio.query;

import java.util.List;
import org.skerry.jio.JsonText;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;

/** A query compiled once to be asked of many records. */
@FunctionalInterface
interface RecordMatcher {

    /** The key under which a record's id can be queried and sorted. */
    String ID = "__id";

    boolean matches(StoredRecord candidate);

    /**
     * @param words gets the parts that are full text
     * @throws org.skerry.jio.StorageException.BadRequest if the query uses a key that the schema has wrong
     */
    static RecordMatcher of(Query query, KeySchema schema, FullTextParts words) {
        return switch (query) {
            case Query.All() -> candidate -> true;
            case Query.And(var parts) -> {
                List<RecordMatcher> matchers = all(parts, schema, words);
                yield candidate -> {
                    for (RecordMatcher matcher : matchers) {
                        if (!matcher.matches(candidate)) {
                            return false;
                        }
                    }
                    return true;
                };
            }
            case Query.Or(var parts) -> {
                List<RecordMatcher> matchers = all(parts, schema, words);
                yield candidate -> {
                    for (RecordMatcher matcher : matchers) {
                        if (matcher.matches(candidate)) {
                            return true;
                        }
                    }
                    return false;
                };
            }
            case Query.Not(var part) -> {
                RecordMatcher matcher = of(part, schema, words.unscored());
                yield candidate -> !matcher.matches(candidate);
            }
            case Query.Compare compare -> words.add(compare).orElseGet(() -> comparison(compare, schema));
        };
    }

    private static List<RecordMatcher> all(List<Query> parts, KeySchema schema, FullTextParts words) {
        return parts.stream().map(part -> of(part, schema, words)).toList();
    }

    private static RecordMatcher comparison(Query.Compare compare, KeySchema schema) {
        return switch (compare.key()) {
            case Query.Key.None() -> candidate -> false;
            case Query.Key.AnyField() -> anyField(compare.operand());
            case Query.Key.Field key -> field(schema.resolve(key), compare);
            case Query.Key.Custom key -> field(schema.resolve(key), compare);
        };
    }

    // jIO ignores the operator here, and looks at no field whose value JavaScript takes for false.
    private static RecordMatcher anyField(JsonNode operand) {
        if (operand.isMissingNode()) {
            return candidate -> false;
        }
        FieldTest like = FieldTest.like(LikePattern.within(JsText.of(operand)));
        return candidate -> {
            for (var field : candidate.body().properties()) {
                Interrupts.check();
                if (isTruthy(field.getValue()) && !field.getKey().equals(ID) && like.holds(field.getValue())) {
                    return true;
                }
            }
            return false;
        };
    }

    static boolean isTruthy(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> !value.stringValue().isEmpty();
            case NUMBER -> JsText.toNumber(value) != 0;
            case BOOLEAN -> value.booleanValue();
            case NULL, MISSING -> false;
            case ARRAY, OBJECT, BINARY, POJO -> true;
        };
    }

    private static RecordMatcher field(KeySchema.Resolved key, Query.Compare compare) {
        KeySchema.Cast cast = key.cast();
        JsonNode operand = cast == null ? compare.operand() : castOrMissing(cast, compare.operand());
        if (operand.isMissingNode() || operand.isNull()) {
            return candidate -> false;
        }
        FieldTest test = test(key, compare, operand);
        String readFrom = key.readFrom();
        if (readFrom.equals(ID)) {
            return candidate ->
                    test.holds(JsonText.nodes().stringNode(candidate.id().text()));
        }
        if (cast == null) {
            return candidate -> {
                JsonNode value = candidate.body().get(readFrom);
                return value != null && test.holds(value);
            };
        }
        return candidate -> {
            JsonNode value = castOrMissing(cast, candidate.body().path(readFrom));
            return !value.isMissingNode() && test.holds(value);
        };
    }

    private static FieldTest test(KeySchema.Resolved key, Query.Compare compare, JsonNode operand) {
        // Whether it is like or = is a matter of the text before the cast.
        boolean isLike = compare.operator() == Query.Operator.DEFAULT
                && JsText.of(compare.operand()).indexOf('%') >= 0;
        boolean isEqual = compare.operator() == Query.Operator.DEFAULT || compare.operator() == Query.Operator.EQUAL;
        KeySchema.EqualMatch match = key.equalMatch();
        if (match != null && isEqual) {
            return value -> matchesOrFails(match, value, operand);
        }
        return FieldTest.of(compare.operator(), isLike, operand);
    }

    // What somebody's function cannot cast or compare does not match; jIO does the same for casts.
    private static boolean matchesOrFails(KeySchema.EqualMatch match, JsonNode value, JsonNode operand) {
        try {
            return match.matches(value, operand);
        } catch (RuntimeException incomparable) {
            return false;
        }
    }

    /** The cast value, missing where it cannot be cast. */
    static JsonNode castOrMissing(KeySchema.Cast cast, JsonNode value) {
        try {
            return cast.cast(value);
        } catch (RuntimeException notCast) {
            return JsonText.nodes().missingNode();
        }
    }
}
