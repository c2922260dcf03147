package org.skerry.slave.ui.forms;

import java.util.List;
import java.util.Locale;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a field of a form holds, for people; JSON Schema says the same with more words. */
public enum FormKind {
    TEXT,
    LONG_TEXT,
    NUMBER,
    WHOLE_NUMBER,
    DATE,
    DATE_TIME,
    YES_NO,
    CHOICE,
    LIST,
    REFERENCE,
    /** What only JSON Schema can say; kept as it is. */
    OTHER;

    /** The keywords that tell a kind; another one begins without them. */
    private static final List<String> KEYWORDS =
            List.of("type", "format", "enum", "items", "x-long", "x-reference", "minimum", "maximum");

    static FormKind of(JsonNode schema) {
        if (!schema.path("enum").isEmpty()) {
            return schema.path("enum").valueStream().allMatch(JsonNode::isString) ? CHOICE : OTHER;
        }
        if (schema.has("x-reference")) {
            return REFERENCE;
        }
        return switch (schema.path("type").stringValue("")) {
            case "string" -> ofText(schema);
            case "number" -> NUMBER;
            case "integer" -> WHOLE_NUMBER;
            case "boolean" -> YES_NO;
            case "array" -> schema.path("items").path("type").stringValue("").equals("string") ? LIST : OTHER;
            default -> OTHER;
        };
    }

    private static FormKind ofText(JsonNode schema) {
        return switch (schema.path("format").stringValue("")) {
            case "" -> schema.path("x-long").booleanValue(false) ? LONG_TEXT : TEXT;
            case "date" -> DATE;
            case "date-time" -> DATE_TIME;
            default -> OTHER;
        };
    }

    boolean hasLimits() {
        return this == NUMBER || this == WHOLE_NUMBER;
    }

    /** What it is called. */
    Sentence title() {
        return Sentence.of("form.kind." + name().toLowerCase(Locale.ROOT));
    }

    /** Makes a schema one of this kind; what belongs to another kind goes. */
    void describe(ObjectNode schema) {
        if (of(schema) == this) {
            return;
        }
        schema.remove(KEYWORDS);
        switch (this) {
            case TEXT, REFERENCE, CHOICE -> schema.put("type", "string");
            case LONG_TEXT -> schema.put("type", "string").put("x-long", true);
            case NUMBER -> schema.put("type", "number");
            case WHOLE_NUMBER -> schema.put("type", "integer");
            case DATE -> schema.put("type", "string").put("format", "date");
            case DATE_TIME -> schema.put("type", "string").put("format", "date-time");
            case YES_NO -> schema.put("type", "boolean");
            case LIST -> schema.put("type", "array").putObject("items").put("type", "string");
            case OTHER -> {}
        }
    }
}
