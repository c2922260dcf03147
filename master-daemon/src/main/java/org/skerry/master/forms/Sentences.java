package org.skerry.master.forms;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.skerry.jio.FieldProblem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Problems for people: the field as the form calls it, and what to do. */
final class Sentences {

    private final ObjectNode schema;

    Sentences(ObjectNode schema) {
        this.schema = schema;
    }

    String of(FieldProblem problem) {
        String title = title(problem.field());
        return (title.isEmpty() ? "This record" : title) + ": " + wish(problem.kind(), problem.expected()) + ".";
    }

    /** A field in a list goes by the name of the list and its place. */
    private String title(String field) {
        int end = field.indexOf('/');
        String name = end < 0 ? field : field.substring(0, end);
        JsonNode property = schema.path("properties").path(name);
        String title = property.path("x-title")
                .path("en")
                .stringValue(property.path("title").stringValue(""));
        return (title.isEmpty() ? name : title) + (end < 0 ? "" : field.substring(end));
    }

    private static String wish(String kind, String expected) {
        return switch (kind) {
            case "required" -> "this is needed";
            case "type" ->
                Arrays.stream(expected.split(", ")).map(Sentences::type).collect(Collectors.joining(" or "))
                        + " is needed";
            case "enum" ->
                expected.isEmpty() ? "choose one of those that the form offers" : "choose one of " + expected;
            case "const" -> expected.isEmpty() ? "this has to be as the form says" : "this has to be " + expected;
            case "minimum" -> "at least " + expected + " is needed";
            case "maximum" -> "at most " + expected + " is allowed";
            case "exclusiveMinimum" -> "more than " + expected + " is needed";
            case "exclusiveMaximum" -> "less than " + expected + " is needed";
            case "multipleOf" -> "a multiple of " + expected + " is needed";
            case "minLength" -> "at least " + expected + " characters are needed";
            case "maxLength" -> "at most " + expected + " characters are allowed";
            case "minItems" -> "at least " + expected + " entries are needed";
            case "maxItems" -> "at most " + expected + " entries are allowed";
            case "uniqueItems" -> "nothing may be there twice";
            case "pattern" -> "this is not written as the form asks, " + expected;
            case "format" -> format(expected) + " is needed";
            case "additionalProperties", "unevaluatedProperties" -> "the form has no such field";
            default -> "this does not fit the form";
        };
    }

    private static String type(String type) {
        return switch (type) {
            case "number" -> "a number";
            case "integer" -> "a whole number";
            case "string" -> "a text";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "an object";
            default -> type;
        };
    }

    private static String format(String format) {
        return switch (format) {
            case "date" -> "a day like 2026-12-24";
            case "date-time" -> "a day and a time like 2026-12-24T18:00:00Z";
            case "time" -> "a time like 18:00:00Z";
            case "email" -> "an e-mail address";
            case "uri" -> "an address like https://example.org/";
            default -> "a text of the format " + format;
        };
    }
}
