package org.skerry.protocol.signal;

import java.util.Locale;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A complete WebRTC session description: all candidates are inside (JSEP's {@code {type, sdp}}). What the text says is
 * checked by the one who hands it to WebRTC.
 *
 * @param sdp not blank, at most {@link #MAX_CHARS} characters, none of them NUL
 */
public record Description(Kind kind, String sdp) {

    /** The longest text taken; with JSON's escapes it fits a frame of the signalling WebSocket. */
    public static final int MAX_CHARS = 60_000;

    public enum Kind {
        OFFER,
        ANSWER
    }

    /** @throws IllegalArgumentException if the text is blank, is too long or holds a NUL */
    public Description {
        if (sdp.isBlank()) {
            throw new IllegalArgumentException("A description may not be empty.");
        }
        if (sdp.length() > MAX_CHARS) {
            throw new IllegalArgumentException("A description may have up to %d characters.".formatted(MAX_CHARS));
        }
        if (sdp.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A description may not hold a NUL character.");
        }
    }

    /**
     * Reads {@code {"type":"offer","sdp":"v=0..."}}; other keys are ignored.
     *
     * @throws IllegalArgumentException with one plain sentence, if it is something else
     */
    public static Description read(String json) {
        JsonNode object = object(json);
        Kind kind = switch (text(object, "type")) {
            case "offer" -> Kind.OFFER;
            case "answer" -> Kind.ANSWER;
            default -> throw new IllegalArgumentException("A description's type is offer or answer.");
        };
        return new Description(kind, text(object, "sdp"));
    }

    /** The text that {@link #read} reads. */
    public String json() {
        ObjectNode object = JsonText.object();
        object.put("type", kind.name().toLowerCase(Locale.ROOT));
        object.put("sdp", sdp);
        return JsonText.write(object);
    }

    private static JsonNode object(String json) {
        try {
            JsonNode value = JsonText.read(json);
            if (value.isObject()) {
                return value;
            }
        } catch (StorageException.BadRequest notJson) {
            throw new IllegalArgumentException("A description is JSON text. " + notJson.getMessage(), notJson);
        }
        throw new IllegalArgumentException("A description is a JSON object with the keys type and sdp.");
    }

    private static String text(JsonNode object, String key) {
        JsonNode value = object.get(key);
        if (value == null || !value.isString()) {
            throw new IllegalArgumentException("A description's %s is a text.".formatted(key));
        }
        return value.stringValue();
    }
}
