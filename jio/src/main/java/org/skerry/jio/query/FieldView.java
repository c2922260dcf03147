package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * A record's field as the evaluator compares it: what an index has to keep to answer alike.
 *
 * @param texts what {@code =} and wildcards look at, of each element of a list in its order; null has none, a number that
 *     JavaScript cannot hold has two
 * @param isSearched whether a query without a key looks at it: not at a value that JavaScript takes for false
 * @param number the number that {@code <} and the like compare, where the (first) value is a number or a boolean
 * @param hasComparedText whether they compare a text: where the (first) value is anything else but null
 * @param order what it is sorted by
 */
public record FieldView(
        List<String> texts, boolean isSearched, OptionalDouble number, boolean hasComparedText, SortValue order) {

    /** The key under which a record's id can be queried and sorted; a field of that name cannot. */
    public static final String ID = RecordMatcher.ID;

    /** Some field's value; not a missing node. */
    public static FieldView of(JsonNode field) {
        List<String> texts = new ArrayList<>();
        if (field.isArray()) {
            field.forEach(item -> addTexts(texts, FieldTest.content(item)));
        } else {
            addTexts(texts, FieldTest.content(field));
        }
        JsonNode first = FieldTest.first(field);
        boolean isNumeric = first.isNumber() || first.isBoolean();
        return new FieldView(
                texts,
                RecordMatcher.isTruthy(field),
                isNumeric ? OptionalDouble.of(JsText.toNumber(first) + 0.0) : OptionalDouble.empty(),
                !isNumeric && FieldTest.isComparable(first),
                SortValue.of(field));
    }

    private static void addTexts(List<String> texts, JsonNode value) {
        if (FieldTest.isComparable(value)) {
            texts.add(JsText.of(value));
            if (value.isNumber()) {
                JsText.exact(value).ifPresent(texts::add);
            }
        }
    }
}
