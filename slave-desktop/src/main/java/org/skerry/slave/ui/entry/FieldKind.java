package org.skerry.slave.ui.entry;

import java.util.stream.StreamSupport;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.text.Language;
import tools.jackson.databind.JsonNode;

/** How a field is shown and typed. */
public enum FieldKind {
    /** One line. */
    TEXT,
    /** Several lines. */
    LONG_TEXT,
    /** Whole or not: the digits are kept as they are. */
    NUMBER,
    /** A day; in the record as ISO 8601 writes it. */
    DATE,
    YES_NO,
    /** Texts, one in each line. */
    LIST,
    /** Whatever else a record may hold, as JSON in one line. */
    JSON;

    /** What still fits into a field of one line. */
    private static final int MAX_LINE = 60;

    /** The kind that shows a value without losing any of it. */
    static FieldKind of(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> ofText(value.stringValue());
            case NUMBER -> NUMBER;
            case BOOLEAN -> YES_NO;
            case ARRAY -> isListOfLines(value) ? LIST : JSON;
            case OBJECT, NULL, BINARY, POJO, MISSING -> JSON;
        };
    }

    private static FieldKind ofText(String text) {
        if (!isTypeable(text)) {
            return JSON;
        }
        if (DateText.isIso(text)) {
            return DATE;
        }
        return isLine(text) && text.length() <= MAX_LINE ? TEXT : LONG_TEXT;
    }

    private static boolean isListOfLines(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .allMatch(item -> item.isString()
                        && !item.stringValue().isEmpty()
                        && isTypeable(item.stringValue())
                        && isLine(item.stringValue()));
    }

    private static boolean isLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\t') < 0;
    }

    /** Text fields of JavaFX drop control characters, and lines that end with a carriage return lose it. */
    private static boolean isTypeable(String text) {
        String lines = text.replace("\r\n", "\n");
        boolean hasMixedEnds = lines.length() < text.length()
                && lines.chars().filter(c -> c == '\n').count() != text.length() - lines.length();
        return !hasMixedEnds
                && JsonText.isWellFormed(text)
                && lines.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t' || c == 0x7f);
    }

    /** Whether languages write it differently. */
    boolean isLocalized() {
        return this == NUMBER || this == DATE;
    }

    /** A value as users see it. */
    String write(JsonNode value, Language language) {
        return switch (this) {
            case TEXT, LONG_TEXT -> value.stringValue().replace("\r\n", "\n");
            case NUMBER -> NumberText.write(value, language);
            case DATE -> DateText.write(value.stringValue(), language);
            case YES_NO -> value.booleanValue() ? "true" : "false";
            case LIST ->
                String.join(
                        "\n",
                        StreamSupport.stream(value.spliterator(), false)
                                .map(JsonNode::stringValue)
                                .toList());
            case JSON -> JsonText.write(value);
        };
    }

    /** What users typed as a value. */
    Reading read(String text, Language language) {
        if (this == TEXT || this == LONG_TEXT ? text.isEmpty() : text.isBlank()) {
            return Reading.NOTHING;
        }
        return switch (this) {
            case TEXT, LONG_TEXT -> Reading.value(JsonText.nodes().stringNode(text));
            case NUMBER -> NumberText.read(text, language);
            case DATE -> DateText.read(text, language);
            case YES_NO -> Reading.value(JsonText.nodes().booleanNode(Boolean.parseBoolean(text)));
            case LIST -> {
                var items = JsonText.nodes().arrayNode();
                text.lines().filter(line -> !line.isBlank()).forEach(items::add);
                yield Reading.value(items);
            }
            case JSON -> RecordJson.readValue(text);
        };
    }
}
