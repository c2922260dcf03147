package org.skerry.jio;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
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

    /** How deep arrays and objects may be nested. */
    public static final int MAX_DEPTH = 64;

    /** How many digits a number may have. */
    public static final int MAX_DIGITS = 1_000;

    /** How far a number's exponent may be from 0. */
    public static final int MAX_EXPONENT = 10_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS + 10) // sign, point and exponent are not digits
                            .maxStringLength(Integer.MAX_VALUE) // the whole text is bounded before it is parsed
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
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
        try (JsonParser parser = MAPPER.createParser(text)) {
            return checked(MAPPER.readTree(parser));
        } catch (StreamConstraintsException limit) {
            throw new StorageException.BadRequest(limitSentence(limit), limit);
        } catch (JacksonException malformed) {
            throw new StorageException.BadRequest(
                    "This is not JSON: "
                            + malformed.getOriginalMessage().lines().findFirst().orElse("") + ".",
                    malformed);
        }
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
                    .decode(java.nio.ByteBuffer.wrap(utf8))
                    .toString();
        } catch (java.nio.charset.CharacterCodingException notUtf8) {
            throw new StorageException.BadRequest("This is not UTF-8 text.", notUtf8);
        }
    }

    /** The shortest text of a value; half surrogate pairs are written as escapes, so that the text is well-formed. */
    public static String write(JsonNode value) {
        return escapeLoneSurrogates(MAPPER.writeValueAsString(value));
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
        for (int i = 0; i < text.length(); i++) {
            if (isLone(text, i)) {
                return false;
            }
            if (Character.isHighSurrogate(text.charAt(i))) {
                i++;
            }
        }
        return true;
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

    private static JsonNode checked(@Nullable JsonNode value) {
        if (value == null || value.isMissingNode()) {
            throw new StorageException.BadRequest("This is not JSON: it is empty.");
        }
        checkNumbers(value);
        return value;
    }

    private static void checkNumbers(JsonNode value) {
        if (value.isContainer()) {
            value.forEach(JsonText::checkNumbers);
        } else if (value.isNumber() && !value.isIntegralNumber()) {
            BigDecimal number = value.decimalValue();
            if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_EXPONENT) {
                throw new StorageException.BadRequest(numberSentence());
            }
        } else if (value.isBigInteger()
                && value.bigIntegerValue().abs().toString().length() > MAX_DIGITS) {
            throw new StorageException.BadRequest(numberSentence());
        }
    }

    private static String limitSentence(StreamConstraintsException limit) {
        return limit.getOriginalMessage().contains("depth")
                ? "This JSON is nested more than %d levels deep.".formatted(MAX_DEPTH)
                : numberSentence();
    }

    private static String numberSentence() {
        return "A number may have up to %d digits and an exponent up to %d.".formatted(MAX_DIGITS, MAX_EXPONENT);
    }

    private static String escapeLoneSurrogates(String json) {
        if (isWellFormed(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            if (isLone(json, i)) {
                escaped.append("\\u%04x".formatted((int) json.charAt(i)));
            } else if (Character.isHighSurrogate(json.charAt(i))) {
                escaped.append(json, i, i + 2);
                i++;
            } else {
                escaped.append(json.charAt(i));
            }
        }
        return escaped.toString();
    }

    private static boolean isLone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c);
    }
}
