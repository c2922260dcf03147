package org.skerry.jio;

import java.math.BigDecimal;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds a tree from a parser's tokens, within the limits of {@link JsonText}.
 *
 * <p>Jackson's own tree builder sees numbers only as values; the limit on an exponent and the sign of a zero need their
 * text, and that limit has to be checked before a value is made of it.
 */
final class JsonReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;

    JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    JsonNode readOnly() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new StorageException.BadRequest("This is not JSON: it is empty.");
        }
        JsonNode value = value(first, 1);
        if (parser.nextToken() != null) {
            throw new StorageException.BadRequest("This is not JSON: more text follows after the value.");
        }
        return value;
    }

    private JsonNode value(JsonToken token, int depth) {
        return switch (token) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> fraction();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new StorageException.BadRequest("This is not JSON.");
        };
    }

    private ObjectNode object(int depth) {
        checkDepth(depth);
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonNode value = value(parser.nextToken(), depth + 1);
            if (object.replace(name, value) != null) {
                throw new StorageException.BadRequest("The key %s occurs twice in one object.".formatted(quoted(name)));
            }
        }
        return object;
    }

    private ArrayNode array(int depth) {
        checkDepth(depth);
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token, depth + 1));
        }
        return array;
    }

    private JsonNode integer() {
        if (parser.getString().equals("-0")) {
            return NODES.numberNode(-0.0);
        }
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> JsonNumbers.checked(NODES.numberNode(parser.getBigIntegerValue()));
        };
    }

    private JsonNode fraction() {
        String text = parser.getString();
        JsonNumbers.checkExponent(text);
        BigDecimal number = parser.getDecimalValue();
        if (number.signum() == 0 && text.startsWith("-")) {
            return NODES.numberNode(-0.0); // a BigDecimal has no negative zero
        }
        return JsonNumbers.checked(NODES.numberNode(number));
    }

    private static void checkDepth(int depth) {
        if (depth > JsonText.MAX_TEXT_DEPTH) {
            throw JsonText.tooDeep();
        }
    }

    private static String quoted(String name) {
        return JsonText.write(NODES.stringNode(name.length() > 100 ? name.substring(0, 100) + "..." : name));
    }
}
