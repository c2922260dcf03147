package org.skerry.protocol.signal;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.signal.SignalMessage.Entry;
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

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern BASE64 = Pattern.compile("[0-9A-Za-z_-]+");

    /** Longest name of a slave that is kept; what is longer is cut. */
    private static final int MAX_NAME_LENGTH = 100;

    /** Longest sentence of a refusal that is shown. */
    private static final int MAX_SENTENCE_LENGTH = 300;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

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
        return sender == Side.SLAVE ? ofSlave(action, json, known) : ofMaster(action, json, known);
    }

    private static SignalMessage ofSlave(String action, JsonNode json, PeerId peer) throws Malformed {
        return switch (action) {
            case "request" -> new SignalMessage.Request(peer, version(json, peer), name(json, peer), entry(json, peer));
            case "pair" ->
                new SignalMessage.PairingProof(peer, bytes(json, "round2", peer), bytes(json, "confirm", peer));
            case "proof" -> new SignalMessage.Proof(peer, bytes(json, "proof", peer));
            case "offer" -> new SignalMessage.Offer(peer, description(json, peer, Description.Kind.OFFER));
            case "answer" ->
                json.has("sealed")
                        ? new SignalMessage.SealedAnswer(peer, bytes(json, "sealed", peer))
                        : new SignalMessage.Answer(peer, description(json, peer, Description.Kind.ANSWER));
            default -> throw new Malformed("\"action\" is request, pair, proof, offer, answer or refused.", peer);
        };
    }

    private static SignalMessage ofMaster(String action, JsonNode json, PeerId peer) throws Malformed {
        return switch (action) {
            case "pair" ->
                new SignalMessage.PairingRounds(
                        peer,
                        key(json, peer),
                        bytes(json, "nonce", peer),
                        bytes(json, "round1", peer),
                        bytes(json, "round2", peer));
            case "challenge" ->
                new SignalMessage.Challenge(
                        peer, key(json, peer), bytes(json, "nonce", peer), bytes(json, "proof", peer));
            case "offer" ->
                json.has("sealed")
                        ? new SignalMessage.SealedOffer(peer, bytes(json, "confirm", peer), bytes(json, "sealed", peer))
                        : new SignalMessage.Offer(peer, description(json, peer, Description.Kind.OFFER));
            case "answer" -> new SignalMessage.Answer(peer, description(json, peer, Description.Kind.ANSWER));
            default -> throw new Malformed("\"action\" is pair, challenge, offer, answer or refused.", peer);
        };
    }

    /** The frame of a message. */
    public static String write(SignalMessage message, Side sender) {
        ObjectNode json = JsonText.object();
        switch (message) {
            case SignalMessage.Request(var from, var version, var name, var entry) -> {
                json.put("action", "request").put(sender.key, from.text()).put("version", version);
                write(entry, name, json);
            }
            case SignalMessage.PairingRounds(var peer, var key, var nonce, var round1, var round2) ->
                json.put("action", "pair")
                        .put(sender.key, peer.text())
                        .put("key", key)
                        .put("nonce", nonce)
                        .put("round1", round1)
                        .put("round2", round2);
            case SignalMessage.PairingProof(var peer, var round2, var confirm) ->
                json.put("action", "pair")
                        .put(sender.key, peer.text())
                        .put("round2", round2)
                        .put("confirm", confirm);
            case SignalMessage.Challenge(var peer, var key, var nonce, var proof) ->
                json.put("action", "challenge")
                        .put(sender.key, peer.text())
                        .put("key", key)
                        .put("nonce", nonce)
                        .put("proof", proof);
            case SignalMessage.Proof(var peer, var proof) ->
                json.put("action", "proof").put(sender.key, peer.text()).put("proof", proof);
            case SignalMessage.SealedOffer(var peer, var confirm, var sealed) ->
                json.put("action", "offer")
                        .put(sender.key, peer.text())
                        .put("confirm", confirm)
                        .put("sealed", sealed);
            case SignalMessage.SealedAnswer(var peer, var sealed) ->
                json.put("action", "answer").put(sender.key, peer.text()).put("sealed", sealed);
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

    /** The name of a slave that proves who it is travels sealed, or is known. */
    private static void write(Entry entry, String name, ObjectNode json) {
        switch (entry) {
            case Entry.Open() -> json.put("name", name);
            case Entry.Known(var key, var nonce) -> json.put("key", key).put("nonce", nonce);
            case Entry.Pairing(var key, var nonce, var round1) ->
                json.put("key", key).put("nonce", nonce).put("round1", round1);
        }
    }

    private static Entry entry(JsonNode json, PeerId peer) throws Malformed {
        if (!json.has("key")) {
            return new Entry.Open();
        }
        String key = key(json, peer);
        String nonce = bytes(json, "nonce", peer);
        return json.has("round1")
                ? new Entry.Pairing(key, nonce, bytes(json, "round1", peer))
                : new Entry.Known(key, nonce);
    }

    private static String key(JsonNode json, PeerId peer) throws Malformed {
        String key = text(json, "key");
        if (!KEY.matcher(key).matches()) {
            throw new Malformed("\"key\" is a SHA-256 in hexadecimal digits, in lower case.", peer);
        }
        return key;
    }

    private static String bytes(JsonNode json, String name, PeerId peer) throws Malformed {
        String text = text(json, name);
        if (!BASE64.matcher(text).matches()) {
            throw new Malformed("\"%s\" is base64url without padding.".formatted(name), peer);
        }
        return text;
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
        return new SignalMessage.Refused(
                peer, reason, printable(text(json, "message"), MAX_SENTENCE_LENGTH), retryAfter);
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
        return printable(name.stringValue(), MAX_NAME_LENGTH);
    }

    /** A text from outside for people: nothing that a terminal would obey or that turns the line around, and not too long. */
    public static String printable(String text, int maxLength) {
        String plain = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        int end = Math.min(maxLength, plain.length());
        return plain.substring(0, end > 0 && Character.isHighSurrogate(plain.charAt(end - 1)) ? end - 1 : end);
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
