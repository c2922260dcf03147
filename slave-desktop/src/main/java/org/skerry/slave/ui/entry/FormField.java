package org.skerry.slave.ui.entry;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.FieldProblem;
import org.skerry.slave.ui.text.Language;
import tools.jackson.databind.JsonNode;

/**
 * One field as the form of its type wants it.
 *
 * @param schema of the field, in the words of JSON Schema
 */
public record FormField(String name, FieldKind kind, boolean isRequired, JsonNode schema) {

    /** Texts that may be longer are typed in several lines. */
    private static final int LONG_TEXT = 200;

    static FormField of(String name, JsonNode schema, boolean isRequired) {
        return new FormField(name, kind(schema), isRequired, schema);
    }

    private static FieldKind kind(JsonNode schema) {
        if (isChoice(schema)) {
            return FieldKind.CHOICE;
        }
        return switch (schema.path("type").stringValue("")) {
            case "string" -> ofText(schema);
            case "number", "integer" -> FieldKind.NUMBER;
            case "boolean" -> FieldKind.YES_NO;
            case "array" ->
                schema.path("items").path("type").stringValue("").equals("string") ? FieldKind.LIST : FieldKind.JSON;
            case "" -> schema.has("x-reference") ? FieldKind.REFERENCE : FieldKind.TEXT;
            default -> FieldKind.JSON;
        };
    }

    private static boolean isChoice(JsonNode schema) {
        return !schema.path("enum").isEmpty()
                && schema.path("enum")
                        .valueStream()
                        .allMatch(one -> FieldKind.CHOICE.shows(one)
                                && !one.stringValue().isEmpty());
    }

    private static FieldKind ofText(JsonNode schema) {
        if (schema.has("x-reference")) {
            return FieldKind.REFERENCE;
        }
        return switch (schema.path("format").stringValue("")) {
            case "date" -> FieldKind.DATE;
            case "date-time" -> FieldKind.DATE_TIME;
            default ->
                schema.path("x-long").booleanValue(false)
                                || schema.path("maxLength").intValue(0) > LONG_TEXT
                        ? FieldKind.LONG_TEXT
                        : FieldKind.TEXT;
        };
    }

    /** What people call it. */
    String title(Language language) {
        String own = schema.path("x-title").path(language.code()).stringValue("");
        String plain = schema.path("title").stringValue("");
        return !own.isBlank() ? own : !plain.isBlank() ? plain : name;
    }

    /** What else there is to say about it; "" for nothing. */
    String description(Language language) {
        String own = schema.path("x-description").path(language.code()).stringValue("");
        return own.isBlank() ? schema.path("description").stringValue("") : own;
    }

    List<String> choices() {
        return schema.path("enum").valueStream().map(one -> one.stringValue("")).toList();
    }

    /** The type of the records that may be chosen. */
    String reference() {
        return schema.path("x-reference").stringValue("");
    }

    /** What is wrong with a value, as far as one can know here; what JSON itself cannot be is a mistake before. */
    Optional<FieldProblem> check(Reading reading) {
        return switch (reading) {
            case Reading.Value(JsonNode value) -> check(value);
            case Reading.Nothing() -> isRequired ? problem("required", "") : Optional.empty();
            case Reading.Mistake mistake -> Optional.empty();
        };
    }

    private Optional<FieldProblem> check(JsonNode value) {
        String type = schema.path("type").stringValue("");
        if (!type.isEmpty() && !isOf(type, value)) {
            return problem("type", type);
        }
        if (schema.has("enum")
                && schema.path("enum").valueStream().noneMatch(value::equals)
                && kind == FieldKind.CHOICE) {
            return problem("enum", String.join(", ", choices()));
        }
        if (value.isNumber()) {
            return checkNumber(value.decimalValue());
        }
        if (value.isString()) {
            String text = value.stringValue();
            return checkCount(text.codePointCount(0, text.length()), "minLength", "maxLength");
        }
        return value.isArray() ? checkCount(value.size(), "minItems", "maxItems") : Optional.empty();
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
    }

    private Optional<FieldProblem> checkNumber(BigDecimal number) {
        Map<String, Boolean> broken = new HashMap<>();
        limit("minimum").ifPresent(limit -> broken.put("minimum", number.compareTo(limit) < 0));
        limit("maximum").ifPresent(limit -> broken.put("maximum", number.compareTo(limit) > 0));
        return broken.entrySet().stream()
                .filter(Map.Entry::getValue)
                .findFirst()
                .flatMap(one -> problem(one.getKey(), schema.path(one.getKey()).asString()));
    }

    private Optional<FieldProblem> checkCount(int count, String least, String most) {
        if (limit(least)
                .filter(limit -> BigDecimal.valueOf(count).compareTo(limit) < 0)
                .isPresent()) {
            return problem(least, schema.path(least).asString());
        }
        return limit(most)
                        .filter(limit -> BigDecimal.valueOf(count).compareTo(limit) > 0)
                        .isPresent()
                ? problem(most, schema.path(most).asString())
                : Optional.empty();
    }

    private Optional<BigDecimal> limit(String keyword) {
        JsonNode limit = schema.path(keyword);
        return limit.isNumber() ? Optional.of(limit.decimalValue()) : Optional.empty();
    }

    private Optional<FieldProblem> problem(String kind, String expected) {
        return Optional.of(new FieldProblem(name, kind, expected));
    }
}
