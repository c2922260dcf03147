package org.skerry.protocol.signal;

import java.util.Locale;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

/**
 * A complete WebRTC session description: all candidates are inside (JSEP's {@code {type, sdp}}).
 *
 * @param sdp 1 to {@link #MAX_SDP_LENGTH} characters; what it says is checked where it is used
 */
public record Description(Kind kind, String sdp) {

    /** A description of ours has about 700 characters; this is room for a PC with many addresses. */
    public static final int MAX_SDP_LENGTH = 60_000;

    public enum Kind {
        OFFER,
        ANSWER
    }

    /** @throws IllegalArgumentException if the text is empty or too long */
    public Description {
        if (sdp.isEmpty() || sdp.length() > MAX_SDP_LENGTH) {
            throw new IllegalArgumentException(
                    "The sdp of a description has 1 to %,d characters.".formatted(MAX_SDP_LENGTH));
        }
    }

    /**
     * Reads the JSON text that travels as {@code data} on the WebSocket.
     *
     * @throws IllegalArgumentException with one plain sentence if it is no description
     */
    public static Description read(String json) {
        JsonNode value;
        try {
            value = JsonText.read(json);
        } catch (StorageException.BadRequest notJson) {
            throw new IllegalArgumentException("\"data\" is the JSON text of a description.", notJson);
        }
        JsonNode type = value.get("type");
        JsonNode sdp = value.get("sdp");
        if (type == null || sdp == null || !type.isString() || !sdp.isString()) {
            throw new IllegalArgumentException("A description is {\"type\", \"sdp\"}, both texts.");
        }
        Kind kind = switch (type.stringValue()) {
            case "offer" -> Kind.OFFER;
            case "answer" -> Kind.ANSWER;
            default -> throw new IllegalArgumentException("A description is of type offer or answer.");
        };
        return new Description(kind, sdp.stringValue());
    }

    /** The JSON text that travels as {@code data}. */
    public String json() {
        return JsonText.write(JsonText.object()
                .put("type", kind.name().toLowerCase(Locale.ROOT))
                .put("sdp", sdp));
    }
}
