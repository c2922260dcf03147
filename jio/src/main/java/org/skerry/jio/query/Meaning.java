package org.skerry.jio.query;

import tools.jackson.databind.JsonNode;

/** What one comparison of a query comes down to, for an index; {@link QueryEvaluator} means the same. */
public sealed interface Meaning {

    /** No record matches. */
    record Nothing() implements Meaning {}

    /** Words of the record, in the sense of {@link FullText}. */
    record Words(String text) implements Meaning {}

    /** Some field that is looked at ({@link FieldView#isSearched}) has a text that matches. */
    record AnyField(LikePattern pattern) implements Meaning {}

    /** Some of the field's texts is that text. */
    record Equal(String field, String text) implements Meaning {}

    /** The field is there, and none of its texts is that text. */
    record NotEqual(String field, String text) implements Meaning {}

    /** Some of the field's texts matches. */
    record Like(String field, LikePattern pattern) implements Meaning {}

    /**
     * The field's first value is less, or greater: a number than {@code number}, anything else as a text than {@code text}.
     *
     * @param operator one of the four
     * @param number NaN where the operand is none: then no number matches
     */
    record Relation(String field, Query.Operator operator, String text, double number) implements Meaning {}

    /** As {@link Relation}, but texts are turned into numbers, too. */
    record NumberRelation(String field, Query.Operator operator, double number) implements Meaning {}

    /** Values are cast or compared by somebody's function: only the evaluator can tell. */
    record Function() implements Meaning {}

    /**
     * @param hasFullText whether {@link FullText#KEY} means words
     * @throws org.skerry.jio.StorageException.BadRequest if the comparison uses a key that the schema has wrong
     */
    static Meaning of(Query.Compare compare, KeySchema schema, boolean hasFullText) {
        JsonNode operand = compare.operand();
        return switch (compare.key()) {
            case Query.Key.None() -> new Nothing();
            case Query.Key.AnyField() ->
                operand.isMissingNode() ? new Nothing() : new AnyField(LikePattern.within(JsText.of(operand)));
            case Query.Key.Field(var name)
            when hasFullText && FullText.isMeant(name, compare.operator()) ->
                operand.isMissingNode() || operand.isNull() ? new Nothing() : new Words(JsText.of(operand));
            case Query.Key.Field key -> of(schema.resolve(key), compare);
            case Query.Key.Custom key -> of(schema.resolve(key), compare);
        };
    }

    private static Meaning of(KeySchema.Resolved key, Query.Compare compare) {
        if (key.cast() != null || key.equalMatch() != null) {
            return new Function();
        }
        JsonNode operand = compare.operand();
        if (operand.isMissingNode() || operand.isNull()) {
            return new Nothing();
        }
        String field = key.readFrom();
        String text = JsText.of(operand);
        return switch (compare.operator()) {
            case DEFAULT -> text.indexOf('%') >= 0 ? new Like(field, LikePattern.of(text)) : new Equal(field, text);
            case EQUAL -> new Equal(field, text);
            case NOT_EQUAL -> new NotEqual(field, text);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                operand.isNumber() || operand.isBoolean()
                        ? new NumberRelation(field, compare.operator(), JsText.toNumber(operand) + 0.0)
                        : new Relation(field, compare.operator(), text, JsText.toNumber(text) + 0.0);
        };
    }
}
