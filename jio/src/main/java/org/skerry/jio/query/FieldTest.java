package org.skerry.jio.query;

import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/** Compares a field's value, which may be a list, with the value of a query. */
@FunctionalInterface
interface FieldTest {

    boolean holds(JsonNode field);

    /**
     * @param isLike whether the default operator means wildcards here
     * @param operand neither missing nor null
     */
    static FieldTest of(Query.Operator operator, boolean isLike, JsonNode operand) {
        JioDate date = operand instanceof POJONode node && node.getPojo() instanceof JioDate jioDate ? jioDate : null;
        if (date != null) {
            return ofDate(operator, date);
        }
        return switch (operator) {
            case DEFAULT -> isLike ? like(LikePattern.of(JsText.of(operand))) : equal(JsText.of(operand));
            case EQUAL -> equal(JsText.of(operand));
            case NOT_EQUAL -> {
                FieldTest equal = equal(JsText.of(operand));
                yield field -> !equal.holds(field);
            }
            case LESS -> relation(operand, sign -> sign < 0);
            case LESS_OR_EQUAL -> relation(operand, sign -> sign <= 0);
            case GREATER -> relation(operand, sign -> sign > 0);
            case GREATER_OR_EQUAL -> relation(operand, sign -> sign >= 0);
        };
    }

    /** Some value matches the pattern. */
    static FieldTest like(LikePattern pattern) {
        return any(value -> {
            if (value.isNumber()) {
                return pattern.matches(JsText.ofNumber(value))
                        || JsText.exact(value).filter(pattern::matches).isPresent();
            }
            return isComparable(value) && pattern.matches(JsText.of(value));
        });
    }

    // A number that JavaScript could not hold is found by its exact text too: 9007199254740993.
    private static FieldTest equal(String text) {
        return any(value -> {
            if (value.isString()) {
                return value.stringValue().equals(text);
            }
            if (value.isNumber()) {
                return JsText.ofNumber(value).equals(text)
                        || JsText.exact(value).filter(text::equals).isPresent();
            }
            return isComparable(value) && JsText.of(value).equals(text);
        });
    }

    static boolean isComparable(JsonNode value) {
        return !value.isNull() && !value.isMissingNode() && !value.isPojo();
    }

    private static FieldTest any(FieldTest element) {
        return field -> {
            if (!field.isArray()) {
                return element.holds(content(field));
            }
            for (JsonNode item : field) {
                if (element.holds(content(item))) {
                    return true;
                }
            }
            return false;
        };
    }

    // Only the first value counts, as in jIO.
    private static FieldTest relation(JsonNode operand, IntPredicate wanted) {
        boolean isText = !operand.isNumber() && !operand.isBoolean();
        String text = JsText.of(operand);
        double number = isText ? JsText.toNumber(text) : JsText.toNumber(operand);
        return field -> {
            JsonNode value = first(field);
            if (!isComparable(value)) {
                return false;
            }
            boolean isNumeric = value.isNumber() || value.isBoolean();
            if (isText && !isNumeric) {
                return wanted.test(JsText.of(value).compareTo(text));
            }
            double left = JsText.toNumber(value);
            return !Double.isNaN(left) && !Double.isNaN(number) && wanted.test(compare(left, number));
        };
    }

    private static int compare(double left, double right) {
        return left < right ? -1 : left > right ? 1 : 0; // not Double.compare: -0 is 0
    }

    private static FieldTest ofDate(Query.Operator operator, JioDate operand) {
        IntPredicate wanted = switch (operator) {
            case DEFAULT, EQUAL -> sign -> sign == 0;
            case NOT_EQUAL -> sign -> sign != 0;
            case LESS -> sign -> sign < 0;
            case LESS_OR_EQUAL -> sign -> sign <= 0;
            case GREATER -> sign -> sign > 0;
            case GREATER_OR_EQUAL -> sign -> sign >= 0;
        };
        return field -> first(field) instanceof POJONode node
                && node.getPojo() instanceof JioDate date
                && wanted.test(date.cmp(operand));
    }

    /** What < and the like compare: of a list its first element. */
    static JsonNode first(JsonNode field) {
        return content(field.isArray() ? field.path(0) : field);
    }

    /** An object that has a content stands for it. */
    static JsonNode content(JsonNode value) {
        if (!value.isObject()) {
            return value;
        }
        JsonNode content = value.get("content");
        return content == null ? value : content;
    }
}
