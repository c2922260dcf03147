package org.skerry.protocol.signal;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.signal.SignalMessage.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link SignalMessage} as text frames, in the envelope of the 2016 prototype. Stateless.
 *
 * <p>Unknown keys are ignored, so that a newer peer may say more.
 */
public final class SignalCodec {

    /** The largest frame either side accepts, in bytes: many times what a description with all candidates needs. */
    public static final int MAX_FRAME_BYTES = 64 * 1024;

    /** The version of the signalling that we speak. */
    public static final int VERSION = 1;

    /** Longest name of a slave that is kept; what is longer is cut. */
    private static final int MAX_NAME_LENGTH = 100;

    /** Who wrote a frame: a slave's frames carry {@code from}, a master's {@code to}. */
    public enum Side {
        SLAVE("from"),
        MASTER("to");

        private final String key;

        Side(String key) {
            this.key = key;
        }
    }

    /** A frame that is no message; says which peer sent it, where that could be read. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient @Nullable PeerId peer;

        private Malformed(String message, @Nullable PeerId peer) {
            super(message);
            this.peer = peer;
        }

        public Optional<PeerId> peer() {
            return Optional.ofNullable(peer);
        }
    }

    private SignalCodec() {}

    /**
     * Reads a frame.
     *
     * @param sender who wrote it
     * @throws Malformed with one plain sentence if it is no message of that side
     */
    public static SignalMessage read(String frame, Side sender) throws Malformed {
        JsonNode json;
        try {
            json = JsonText.read(frame);
        } catch (StorageException.BadRequest notJson) {
            throw new Malformed(notJson.getMessage(), null);
        }
        if (!json.isObject()) {
            throw new Malformed("A frame is one JSON object.", null);
        }
        Optional<PeerId> peer = peer(json.get(sender.key));
        String action = text(json, "action");
        if (action.equals("refused")) {
            return refused(json, peer.orElse(null));
        }
        PeerId known = peer.orElseThrow(() ->
                new Malformed("\"%s\" is an identifier of 8-4-4-4-12 hexadecimal digits.".formatted(sender.key), null));
        return switch (action) {
            case "request" -> new SignalMessage.Request(known, version(json, known), name(json, known));
            case "offer" -> new SignalMessage.Offer(known, description(json, known, Description.Kind.OFFER));
            case "answer" -> new SignalMessage.Answer(known, description(json, known, Description.Kind.ANSWER));
            default -> throw new Malformed("\"action\" is request, offer, answer or refused.", known);
        };
    }

    /** The frame of a message. */
    public static String write(SignalMessage message, Side sender) {
        ObjectNode json = JsonText.object();
        switch (message) {
            case SignalMessage.Request(var from, var version, var name) -> {
                json.put("action", "request").put(sender.key, from.text()).put("version", version);
                json.put("name", name);
            }
            case SignalMessage.Offer(var peer, var description) ->
                json.put("action", "offer").put(sender.key, peer.text()).put("data", description.json());
            case SignalMessage.Answer(var peer, var description) ->
                json.put("action", "answer").put(sender.key, peer.text()).put("data", description.json());
            case SignalMessage.Refused(var peer, var reason, var sentence, var retryAfter) -> {
                json.put("action", "refused");
                if (peer != null) {
                    json.put(sender.key, peer.text());
                }
                json.put("reason", reason.name().toLowerCase(Locale.ROOT)).put("message", sentence);
                if (retryAfter != null) {
                    json.put("retry_after_ms", retryAfter.toMillis());
                }
            }
        }
        return JsonText.write(json);
    }

    private static SignalMessage refused(JsonNode json, @Nullable PeerId peer) throws Malformed {
        Reason reason;
        try {
            reason = Reason.valueOf(text(json, "reason").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new Malformed("\"reason\" is none of the known words.", peer);
        }
        JsonNode wait = json.get("retry_after_ms");
        Duration retryAfter =
                wait != null && wait.canConvertToLong() && wait.asLong() >= 0 ? Duration.ofMillis(wait.asLong()) : null;
        return new SignalMessage.Refused(peer, reason, text(json, "message"), retryAfter);
    }

    private static Optional<PeerId> peer(@Nullable JsonNode value) {
        try {
            return value != null && value.isString() ? Optional.of(new PeerId(value.stringValue())) : Optional.empty();
        } catch (IllegalArgumentException noIdentifier) {
            return Optional.empty();
        }
    }

    private static int version(JsonNode json, PeerId peer) throws Malformed {
        JsonNode version = json.get("version");
        if (version == null) {
            return VERSION;
        }
        if (!version.isNumber() || !version.canConvertToExactIntegral()) {
            throw new Malformed("\"version\" is a whole number.", peer);
        }
        // Any other number is a version that nobody speaks, however long.
        return version.canConvertToInt() ? version.asInt() : Integer.MAX_VALUE;
    }

    private static String name(JsonNode json, PeerId peer) throws Malformed {
        JsonNode name = json.get("name");
        if (name == null || name.isNull()) {
            return "";
        }
        if (!name.isString()) {
            throw new Malformed("\"name\" is a text.", peer);
        }
        String printable = name.stringValue().replaceAll("\\p{Cntrl}", " ").strip();
        return printable.substring(0, Math.min(MAX_NAME_LENGTH, printable.length()));
    }

    private static Description description(JsonNode json, PeerId peer, Description.Kind wanted) throws Malformed {
        JsonNode data = json.get("data");
        if (data == null || !data.isString()) {
            throw new Malformed("\"data\" is a text: the JSON of a description.", peer);
        }
        Description description;
        try {
            description = Description.read(data.stringValue());
        } catch (IllegalArgumentException unusable) {
            throw new Malformed(unusable.getMessage(), peer);
        }
        if (description.kind() != wanted) {
            throw new Malformed(
                    "\"data\" is a description of type %s."
                            .formatted(wanted.name().toLowerCase(Locale.ROOT)),
                    peer);
        }
        return description;
    }

    private static String text(JsonNode json, String key) {
        JsonNode value = json.get(key);
        return value != null && value.isString() ? value.stringValue() : "";
    }
}
