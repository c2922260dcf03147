package org.skerry.slave.ui.entry;

import java.time.ZoneId;
import java.util.List;
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
    /** One of some texts; only a form says which. */
    CHOICE,
    /** The id of another record; only a form says of which type. */
    REFERENCE,
    /** A moment; in the record as ISO 8601 writes it, with its offset. */
    DATE_TIME,
    /** Whatever else a record may hold, as JSON in one line. */
    JSON;

    /** What still fits into a field of one line. */
    private static final int MAX_LINE = 60;

    /** What anybody may add to a record. */
    static final List<FieldKind> ADDABLE = List.of(TEXT, LONG_TEXT, NUMBER, DATE, YES_NO, LIST, JSON);

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

    /** Whether a value can be shown and typed as one of this kind. */
    boolean shows(JsonNode value) {
        return switch (this) {
            case TEXT, CHOICE, REFERENCE -> isTyped(value) && isLine(value.stringValue());
            case LONG_TEXT -> isTyped(value);
            case NUMBER -> value.isNumber();
            case DATE -> value.isString() && DateText.isIso(value.stringValue());
            case DATE_TIME -> value.isString() && DateTimeText.isIso(value.stringValue());
            case YES_NO -> value.isBoolean();
            case LIST -> value.isArray() && isListOfLines(value);
            case JSON -> true;
        };
    }

    /** Whether a text field can hold it as it is. */
    static boolean isTyped(JsonNode value) {
        return value.isString() && isTypeable(value.stringValue());
    }

    /** Whether languages write it differently. */
    boolean isLocalized() {
        return this == NUMBER || this == DATE;
    }

    /** A value as users see it. */
    String write(JsonNode value, Language language) {
        return switch (this) {
            case TEXT, LONG_TEXT, CHOICE, REFERENCE -> value.stringValue().replace("\r\n", "\n");
            case NUMBER -> NumberText.write(value, language);
            case DATE -> DateText.write(value.stringValue(), language);
            case DATE_TIME -> DateTimeText.write(value.stringValue(), ZoneId.systemDefault());
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
            case TEXT, LONG_TEXT, CHOICE, REFERENCE ->
                Reading.value(JsonText.nodes().stringNode(text));
            case NUMBER -> NumberText.read(text, language);
            case DATE -> DateText.read(text, language);
            case DATE_TIME -> DateTimeText.read(text, ZoneId.systemDefault());
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
