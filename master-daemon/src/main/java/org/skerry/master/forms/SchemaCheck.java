package org.skerry.master.forms;

import com.networknt.schema.Error;
import com.networknt.schema.ValidationLimitExceededException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a schema is one that a form may have: valid, not large, of itself only. */
final class SchemaCheck {

    static final int MAX_BYTES = 64 * 1024;

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    /** Formats whose check takes a time in proportion to the text. */
    private static final Set<String> FORMATS = Set.of("date", "date-time", "time", "email", "uri", "uuid");

    /** They change what other parts of a schema refer to; a form has no need of that. */
    private static final List<String> REFUSED = List.of(
            "$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$vocabulary");

    private static final List<String> MAPS_OF_SCHEMAS =
            List.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    private static final String DEFINITIONS = "#/$defs/";

    private SchemaCheck() {}

    /** @throws StorageException.BadRequest with one plain sentence */
    static void check(ObjectNode schema) {
        int bytes = JsonText.writeUtf8(schema).length;
        if (bytes > MAX_BYTES) {
            throw bad("A schema may have up to %d bytes, this one has %d.".formatted(MAX_BYTES, bytes));
        }
        checkValid(schema);
        checkPart(schema, schema);
    }

    private static void checkValid(ObjectNode schema) {
        List<Error> mistakes;
        try {
            mistakes = Schemas.mistakes(schema);
        } catch (ValidationLimitExceededException endless) {
            throw bad("This schema is too much; make it simpler.");
        }
        if (!mistakes.isEmpty()) {
            Error first = mistakes.getFirst();
            throw bad("This is no valid JSON Schema, at %s: %s."
                    .formatted(first.getInstanceLocation(), first.getMessage()));
        }
    }

    /** Constants, examples and the like are no schemas; what lies under an unknown keyword is never looked at. */
    private static void checkPart(JsonNode part, ObjectNode root) {
        if (!(part instanceof ObjectNode schema)) {
            return; // true and false are schemas, too
        }
        checkKeywords(schema, root);
        for (String keyword : MAPS_OF_SCHEMAS) {
            for (Map.Entry<String, JsonNode> entry : schema.path(keyword).properties()) {
                checkPart(entry.getValue(), root);
            }
        }
        schema.path("patternProperties").propertyNames().forEach(BoundedPattern::of);
        for (String keyword : List.of("allOf", "anyOf", "oneOf", "prefixItems")) {
            schema.path(keyword).forEach(one -> checkPart(one, root));
        }
        for (String keyword : List.of(
                "items",
                "contains",
                "not",
                "if",
                "then",
                "else",
                "additionalProperties",
                "propertyNames",
                "unevaluatedItems",
                "unevaluatedProperties",
                "contentSchema")) {
            checkPart(schema.path(keyword), root);
        }
    }

    private static void checkKeywords(ObjectNode schema, ObjectNode root) {
        for (String keyword : REFUSED) {
            if (schema.has(keyword)) {
                throw bad("A form's schema may not use \"%s\".".formatted(keyword));
            }
        }
        if (schema.has("$schema") && !schema.path("$schema").stringValue("").equals(DIALECT)) {
            throw bad("A form's schema is one of JSON Schema 2020-12: " + DIALECT);
        }
        if (schema.has("$ref")) {
            checkReference(schema.path("$ref").stringValue(""), root);
        }
        if (schema.has("pattern")) {
            BoundedPattern.of(schema.path("pattern").stringValue(""));
        }
        if (schema.has("format") && !FORMATS.contains(schema.path("format").stringValue(""))) {
            throw bad("A form knows the formats date, date-time, time, email, uri and uuid.");
        }
        checkOwn(schema);
    }

    private static void checkReference(String reference, ObjectNode root) {
        String name = reference.startsWith(DEFINITIONS) ? reference.substring(DEFINITIONS.length()) : "";
        if (!name.matches("[A-Za-z0-9_-]+") || !root.path("$defs").has(name)) {
            throw bad("A \"$ref\" in a form's schema is \"#/$defs/NAME\", and that name is there.");
        }
    }

    private static void checkOwn(ObjectNode schema) {
        for (String keyword : List.of("x-title", "x-description")) {
            JsonNode texts = schema.get(keyword);
            if (texts != null && !(texts.isObject() && texts.valueStream().allMatch(JsonNode::isString))) {
                throw bad("\"%s\" is an object of texts, one for each language: en, zh, fr.".formatted(keyword));
            }
        }
        if (schema.has("x-reference")
                && schema.path("x-reference").stringValue("").isEmpty()) {
            throw bad("\"x-reference\" is the type of the records that may be chosen.");
        }
        if (schema.has("x-long") && !schema.path("x-long").isBoolean()) {
            throw bad("\"x-long\" is true or false.");
        }
    }

    private static StorageException.BadRequest bad(String sentence) {
        return new StorageException.BadRequest(sentence);
    }
}
