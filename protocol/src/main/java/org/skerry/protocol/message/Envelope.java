package org.skerry.protocol.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * The id and type on the outside of a message, read with no regard to what is wrong with its content: repeated keys,
 * numbers or nesting beyond the limits. A repeated key counts as in JavaScript, where the last one wins.
 *
 * @param isComplete whether the text was an object from its first character to its last
 */
record Envelope(@Nullable CallId id, @Nullable String type, boolean isComplete) {

    static final Envelope NONE = new Envelope(null, null, false);

    /** How deep this second look follows, in levels: as deep as a frame of a client of 2016 can be. Costs 100 bytes each. */
    private static final int MAX_DEPTH = 131_072;

    private static final JsonFactory LENIENT = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // The table of names is shared and gives up on names that were made to collide.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    /** Looks at one object; what was seen before the text broke off stays, marked as incomplete. */
    static Envelope of(String text) {
        var look = new Look();
        try (JsonParser parser = LENIENT.createParser(ObjectReadContext.empty(), JsonText.readable(text))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            look.object(parser);
            return look.result(parser.nextToken() == null);
        } catch (JacksonException broken) {
            return look.result(false);
        }
    }

    /** Looks at an array of objects; empty if it is no array, has more than {@code max} items, or breaks off. */
    static List<Envelope> ofBatch(String text, int max) {
        List<Envelope> envelopes = new ArrayList<>();
        try (JsonParser parser = LENIENT.createParser(ObjectReadContext.empty(), JsonText.readable(text))) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return List.of();
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                var look = new Look();
                boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
                if (isObject) {
                    look.object(parser);
                } else {
                    parser.skipChildren();
                }
                envelopes.add(look.result(isObject));
                if (envelopes.size() > max) {
                    return List.of();
                }
            }
            return parser.nextToken() == null ? envelopes : List.of();
        } catch (JacksonException broken) {
            return List.of();
        }
    }

    private static final class Look {
        private @Nullable CallId id;
        private @Nullable String type;

        void object(JsonParser parser) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("id")) {
                    id = id(token, parser);
                } else if (name.equals("type")) {
                    type = token == JsonToken.VALUE_STRING ? parser.getString() : null;
                }
                parser.skipChildren();
            }
        }

        Envelope result(boolean isComplete) {
            return new Envelope(id, type, isComplete);
        }

        private static @Nullable CallId id(JsonToken token, JsonParser parser) {
            if (token == JsonToken.VALUE_STRING) {
                String text = parser.getString();
                return text.length() <= CallId.MAX_TEXT ? CallId.text(text) : null;
            }
            if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
                String number = parser.getString();
                return number.length() <= CallId.MAX_NUMBER ? new CallId(number) : null;
            }
            return null;
        }
    }
}
