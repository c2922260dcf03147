package org.skerry.jio;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as text: read within limits, written so that every text and number comes back as it was.
 *
 * <p>Limits (see {@code MAX_...}) hold for whatever comes from outside. Duplicate keys are refused. All methods may be
 * called from any thread.
 */
public final class JsonText {

    /** How deep arrays and objects may be nested in a record, which itself is level 1. */
    public static final int MAX_DEPTH = 64;

    /** How deep in a text: around a record there are up to five levels of a message, and some to spare. */
    static final int MAX_TEXT_DEPTH = MAX_DEPTH + 8;

    /** How many digits a number may have. */
    public static final int MAX_DIGITS = 1_000;

    /** How far a number's exponent may be from 0. */
    public static final int MAX_EXPONENT = 10_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_TEXT_DEPTH + 1) // one more, so that our own check speaks first
                            .maxNumberLength(MAX_DIGITS + 20) // sign, point, leading zeroes, exponent
                            .maxStringLength(Integer.MAX_VALUE) // the whole text is bounded before it is parsed
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    // The table of names is shared and gives up on names that were made to collide.
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .build();

    private JsonText() {}

    /** The node factory to build JSON with. */
    public static JsonNodeFactory nodes() {
        return MAPPER.getNodeFactory();
    }

    /** An empty object to fill before it is handed on. */
    public static ObjectNode object() {
        return nodes().objectNode();
    }

    /**
     * Reads one JSON value.
     *
     * @throws StorageException.BadRequest with a sentence that says what is wrong with the text
     */
    public static JsonNode read(String text) {
        try (JsonParser parser = MAPPER.createParser(readable(text))) {
            return new JsonReader(parser).readOnly();
        } catch (StreamConstraintsException longNumber) {
            throw JsonNumbers.outOfRange();
        } catch (JacksonException malformed) {
            throw new StorageException.BadRequest("This is not JSON: " + reason(malformed) + ".", malformed);
        }
    }

    /**
     * JSON text as Jackson can read it: it refuses escapes of halves of surrogate pairs in names, but takes the halves
     * themselves.
     */
    public static String readable(String json) {
        return Surrogates.unescape(json);
    }

    /** In our own words: Jackson's speak of its settings. */
    private static String reason(JacksonException malformed) {
        TokenStreamLocation where = malformed.getLocation();
        return "something else was expected near line %d, column %d".formatted(where.getLineNr(), where.getColumnNr());
    }

    /** Reads one message around values; {@link #read} leaves room for it. */
    public static JsonNode readEnvelope(String text) {
        return read(text);
    }

    /** Reads one JSON value from UTF-8; bytes that are not UTF-8 are refused. */
    public static JsonNode read(byte[] utf8) {
        return read(utf8Text(utf8));
    }

    /**
     * Text from UTF-8.
     *
     * @throws StorageException.BadRequest if the bytes are not UTF-8
     */
    public static String utf8Text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new StorageException.BadRequest("This is not UTF-8 text.", notUtf8);
        }
    }

    /** The shortest text of a value; half surrogate pairs are written as escapes, so that the text is well-formed. */
    public static String write(JsonNode value) {
        return Surrogates.escapeLone(MAPPER.writeValueAsString(value));
    }

    /** {@link #write} as UTF-8. */
    public static byte[] writeUtf8(JsonNode value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    /** A text of the value that equal values share: keys sorted by code unit, numbers without superfluous zeroes. */
    public static String canonical(JsonNode value) {
        return write(canonicalNode(value));
    }

    /** Whether a text holds no half of a surrogate pair. */
    public static boolean isWellFormed(String text) {
        return Surrogates.isWellFormed(text);
    }

    private static JsonNode canonicalNode(JsonNode value) {
        if (value.isObject()) {
            ObjectNode sorted = object();
            List<String> names = new ArrayList<>(value.propertyNames());
            names.sort(null);
            names.forEach(name -> sorted.set(name, canonicalNode(value.get(name))));
            return sorted;
        }
        if (value.isArray()) {
            var items = nodes().arrayNode();
            value.forEach(item -> items.add(canonicalNode(item)));
            return items;
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return nodes().numberNode(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
        }
        return value;
    }

    static StorageException.BadRequest tooDeep() {
        return new StorageException.BadRequest("JSON may be nested up to %d levels deep.".formatted(MAX_DEPTH));
    }
}
