package org.skerry.slave.ui.entry;

import java.util.Iterator;
import java.util.Map;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A record as JSON that people read and write: indented, with mistakes told by their place. */
final class RecordJson {

    private static final String INDENT = "  ";

    /** Finds the place of a key that occurs twice, which {@link JsonText} refuses without one. */
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private RecordJson() {}

    /** One line for each field and each element; what is empty or plain stays in its line. */
    static String write(ObjectNode record) {
        StringBuilder text = new StringBuilder();
        write(text, record, "\n");
        return text.toString();
    }

    /** A whole record. */
    static Reading readRecord(String text) {
        return switch (readValue(text)) {
            case Reading.Value(ObjectNode record) -> Reading.value(record);
            case Reading.Value another -> Reading.mistake("entry.json.noObject");
            case Reading.Nothing nothing -> Reading.mistake("entry.json.noObject");
            case Reading.Mistake mistake -> mistake;
        };
    }

    static Reading readValue(String text) {
        if (text.isBlank()) {
            return Reading.NOTHING;
        }
        try {
            return Reading.value(JsonText.read(text));
        } catch (StorageException.BadRequest refused) {
            return new Reading.Mistake(why(text, refused));
        }
    }

    private static Sentence why(String text, StorageException.BadRequest refused) {
        if (refused.getCause() instanceof JacksonException malformed) {
            return at(
                    malformed instanceof UnexpectedEndOfInputException ? "entry.json.end" : "entry.json.mistake",
                    malformed.getLocation());
        }
        try (JsonParser parser = STRICT.createParser(JsonText.readable(text))) {
            while (parser.nextToken() != null) {
                // only the exception counts
            }
        } catch (JacksonException doubled) {
            return at("entry.json.twice", doubled.getLocation());
        }
        return Sentence.of("entry.json.refused");
    }

    private static Sentence at(String key, TokenStreamLocation place) {
        return Sentence.of(key, place.getLineNr(), place.getColumnNr());
    }

    private static void write(StringBuilder text, JsonNode value, String lineStart) {
        if (value.isEmpty() || !value.isContainer()) {
            text.append(JsonText.write(value).replace("\u007f", "\\u007f")); // text areas drop this one
        } else if (value.isObject()) {
            writeObject(text, value, lineStart);
        } else {
            writeArray(text, value, lineStart);
        }
    }

    private static void writeObject(StringBuilder text, JsonNode object, String lineStart) {
        text.append('{');
        Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            text.append(lineStart).append(INDENT);
            text.append(JsonText.write(JsonText.nodes().stringNode(field.getKey())))
                    .append(": ");
            write(text, field.getValue(), lineStart + INDENT);
            text.append(fields.hasNext() ? "," : "");
        }
        text.append(lineStart).append('}');
    }

    private static void writeArray(StringBuilder text, JsonNode array, String lineStart) {
        text.append('[');
        Iterator<JsonNode> items = array.iterator();
        while (items.hasNext()) {
            text.append(lineStart).append(INDENT);
            write(text, items.next(), lineStart + INDENT);
            text.append(items.hasNext() ? "," : "");
        }
        text.append(lineStart).append(']');
    }
}
