package org.skerry.protocol.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.FieldProblem;
import org.skerry.jio.JsonText;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** JSON to one message; unknown fields are those of a newer peer, and ignored. */
final class MessageReader {

    /** How many features a hello may name; far more than there are. */
    private static final int MAX_FEATURES = 256;

    /** The longest id of a feed, in UTF-16 units: it is kept as long as the session. */
    private static final int MAX_FEED_ID = 256;

    private static final String QUERY_FORM =
            "A jio_query needs a \"method_name\" (text) and an \"argument_list\" (array).";
    private static final String HELLO_FORM = "A hello needs a \"version\" (number) and \"features\" (array of texts).";
    private static final String KEY_FORM =
            "A \"write_key\" is an array of a text of 1 to 64 characters and a number from 1.";
    private static final String EXPECTED_FORM =
            "\"expected\" is \"absent\", \"gone\" or an object with a \"signature\" of 64 hexadecimal digits,"
                    + " and a \"version\" from 1 if you like.";
    private static final String EXPECTED_ATTACHMENT_FORM =
            "\"expected_attachment\" is \"absent\" or an object with a \"sha256\" of 64 hexadecimal digits.";
    private static final String TIMEOUT_FORM = "A \"timeout_ms\" is a whole number from 1.";

    private MessageReader() {}

    /**
     * @param envelope the second look at the text, for an id whose characters the JSON tree does not keep
     * @param active as in {@link MessageCodec#readFrame}
     */
    static Reading read(JsonNode json, Supplier<Envelope> envelope, Set<Feature> active) {
        if (!json.isObject()) {
            return new Reading.Unreadable(null, null, bad("A message must be a JSON object."));
        }
        CallId id = id(json.get("id"), envelope);
        JsonNode typeNode = json.get("type");
        String type = typeNode != null && typeNode.isString() ? typeNode.stringValue() : null;
        try {
            return new Reading.Understood(message(json, type, id, active), id);
        } catch (StorageException.BadRequest bad) {
            return new Reading.Unreadable(id, type, bad);
        }
    }

    private static Message message(JsonNode json, @Nullable String type, @Nullable CallId id, Set<Feature> active) {
        return switch (type) {
            case null -> throw bad("A message needs a \"type\" (text).");
            case "jio_query" -> query(json, needed(id), active);
            case "jio_response" -> new Message.JioResponse(needed(id), json.get("result"));
            case "error" -> error(json, id);
            case "hello" -> hello(json);
            case "notice" -> notice(json, active);
            case "ping" -> announced(Feature.HEARTBEAT, active, new Message.Ping());
            case "pong" -> announced(Feature.HEARTBEAT, active, new Message.Pong());
            case "cancel" -> announced(Feature.CANCEL, active, new Message.Cancel(needed(id)));
            default -> throw bad("This type of message is unknown.");
        };
    }

    private static Message announced(Feature feature, Set<Feature> active, Message message) {
        if (!active.contains(feature)) {
            throw bad("Messages of this type need the feature \"%s\", which no hello announced."
                    .formatted(feature.word()));
        }
        return message;
    }

    private static @Nullable CallId id(@Nullable JsonNode node, Supplier<Envelope> envelope) {
        if (node == null) {
            return null;
        }
        if (node.isString()) {
            String text = node.stringValue();
            return text.length() <= CallId.MAX_TEXT ? CallId.text(text) : null;
        }
        if (node.isIntegralNumber()) {
            String digits = node.asString();
            // -0 is a JSON number, and the tree has forgotten its sign.
            return digits.equals("0") ? envelope.get().id() : new CallId(digits);
        }
        return node.isNumber() ? envelope.get().id() : null;
    }

    private static CallId needed(@Nullable CallId id) {
        if (id == null) {
            throw bad("A message of this type needs an \"id\": a number, or a text of up to %d characters."
                    .formatted(CallId.MAX_TEXT));
        }
        return id;
    }

    private static Message query(JsonNode json, CallId id, Set<Feature> active) {
        JsonNode method = json.get("method_name");
        if (method == null || !method.isString() || !(json.get("argument_list") instanceof ArrayNode arguments)) {
            throw bad(QUERY_FORM);
        }
        for (JsonNode argument : arguments) {
            if (depth(argument) > JsonText.MAX_DEPTH) {
                throw bad("JSON may be nested up to %d levels deep.".formatted(JsonText.MAX_DEPTH));
            }
        }
        JsonNode key = active.contains(Feature.WRITE_KEY) ? json.get("write_key") : null;
        JsonNode expected = active.contains(Feature.EXPECTED) ? json.get("expected") : null;
        JsonNode attachment = active.contains(Feature.EXPECTED) ? json.get("expected_attachment") : null;
        JsonNode timeout = active.contains(Feature.DEADLINE) ? json.get("timeout_ms") : null;
        return new Message.JioQuery(
                id,
                method.stringValue(),
                arguments,
                key == null ? WriteKey.NONE : key(key),
                expected == null ? Expected.ANY : expected(expected),
                attachment == null ? ExpectedAttachment.ANY : expectedAttachment(attachment),
                timeout == null ? null : timeout(timeout));
    }

    private static int depth(JsonNode value) {
        int deepest = 0;
        if (value.isContainer()) {
            for (JsonNode item : value) {
                deepest = Math.max(deepest, depth(item));
            }
            deepest++;
        }
        return deepest;
    }

    private static WriteKey key(JsonNode json) {
        if (!json.isArray()
                || json.size() != 2
                || !json.get(0).isString()
                || !json.get(1).isIntegralNumber()
                || !json.get(1).canConvertToLong()) {
            throw bad(KEY_FORM);
        }
        return new WriteKey.Numbered(json.get(0).stringValue(), json.get(1).longValue());
    }

    private static Expected expected(JsonNode json) {
        if (json.isString() && json.stringValue().equals("absent")) {
            return Expected.ABSENT;
        }
        if (json.isString() && json.stringValue().equals("gone")) {
            return Expected.GONE;
        }
        String signature = digest(json, "signature").orElseThrow(() -> bad(EXPECTED_FORM));
        JsonNode last = json.get("version");
        if (last == null) {
            return new Expected.Signed(signature);
        }
        if (!last.isIntegralNumber() || !last.canConvertToLong() || last.longValue() < 1) {
            throw bad(EXPECTED_FORM);
        }
        return new Expected.Signed(signature, Optional.of(new Sequence(last.longValue())));
    }

    private static ExpectedAttachment expectedAttachment(JsonNode json) {
        if (json.isString() && json.stringValue().equals("absent")) {
            return ExpectedAttachment.ABSENT;
        }
        return digest(json, "sha256")
                .map(ExpectedAttachment.Content::new)
                .orElseThrow(() -> bad(EXPECTED_ATTACHMENT_FORM));
    }

    private static Optional<String> digest(JsonNode json, String name) {
        JsonNode digits = json.isObject() ? json.get(name) : null;
        return digits != null && digits.isString() && digits.stringValue().matches("[0-9a-f]{64}")
                ? Optional.of(digits.stringValue())
                : Optional.empty();
    }

    private static Duration timeout(JsonNode json) {
        if (!json.isIntegralNumber() || json.decimalValue().signum() <= 0) {
            throw bad(TIMEOUT_FORM);
        }
        return Duration.ofMillis(json.canConvertToInt() ? json.intValue() : Integer.MAX_VALUE);
    }

    /** A master of 2016 puts any JavaScript error here, most of which have no message left. */
    private static Message error(JsonNode json, @Nullable CallId id) {
        JsonNode result = json.get("result");
        JsonNode message = result == null ? null : result.get("message");
        JsonNode status = result == null ? null : result.get("status_code");
        JsonNode column = result == null ? null : result.get("column");
        return new Message.JioError(
                id,
                message != null && message.isString() ? message.stringValue() : "The other side gave no reason.",
                status != null && status.isIntegralNumber() && status.canConvertToInt() ? status.intValue() : 500,
                column == null ? 0 : Math.max(0, column.asInt(0)),
                problems(result == null ? null : result.get("problems")),
                retryAfter(result == null ? null : result.get("retry_after_ms")));
    }

    private static Duration retryAfter(@Nullable JsonNode millis) {
        return millis != null && millis.isIntegralNumber() && millis.canConvertToInt() && millis.intValue() > 0
                ? Duration.ofMillis(millis.intValue())
                : Duration.ZERO;
    }

    /** As far as they can be read: the sentence says the same. */
    private static List<FieldProblem> problems(@Nullable JsonNode list) {
        List<FieldProblem> problems = new ArrayList<>();
        if (list instanceof ArrayNode items) {
            for (JsonNode problem : items) {
                String field = problem.path("field").asString("");
                String kind = problem.path("kind").asString("");
                if (!field.isEmpty() && !kind.isEmpty() && problems.size() < Message.JioError.MAX_PROBLEMS) {
                    problems.add(new FieldProblem(
                            field, kind, problem.path("expected").asString("")));
                }
            }
        }
        return problems;
    }

    private static Message notice(JsonNode json, Set<Feature> active) {
        JsonNode event = json.get("event");
        if (event == null || !event.isString()) {
            throw bad("A notice needs an \"event\" (text).");
        }
        if (event.stringValue().equals(Message.Changed.EVENT) && active.contains(Feature.CHANGED)) {
            return changed(json);
        }
        if (event.stringValue().equals(Message.Live.EVENT) && active.contains(Feature.LIVE)) {
            return live(json);
        }
        JsonNode message = json.get("message");
        JsonNode retry = json.get("retry_after_ms");
        return new Message.Notice(
                event.stringValue(),
                message != null && message.isString() ? message.stringValue() : "",
                retry != null && retry.isIntegralNumber() && retry.canConvertToInt()
                        ? Duration.ofMillis(retry.intValue())
                        : null);
    }

    private static Message changed(JsonNode json) {
        Message.Feed feed = feed(json.get("feed"));
        if (feed == null) {
            throw bad("A notice of changes needs a \"feed\" with an \"id\" (text) and a \"sequence\" (number).");
        }
        return new Message.Changed(feed);
    }

    private static Message live(JsonNode json) {
        Message.Feed feed = feed(json.get("feed"));
        JsonNode number = json.get("subscription");
        JsonNode rows = json.get("rows");
        if (feed == null
                || number == null
                || !number.isIntegralNumber()
                || !number.canConvertToLong()
                || rows != null && !rows.isArray()) {
            throw bad("A notice of a live query needs a \"subscription\" (number), a \"feed\" and \"rows\" (array).");
        }
        List<LiveRow> read = new ArrayList<>();
        if (rows != null) {
            rows.forEach(row -> read.add(LiveRow.read(row)));
        }
        return new Message.Live(number.longValue(), feed, json.path("reset").asBoolean(false), read);
    }

    private static Message hello(JsonNode json) {
        JsonNode version = json.get("version");
        JsonNode features = json.get("features");
        if (version == null
                || !version.isIntegralNumber()
                || features == null
                || !features.isArray()
                || features.size() > MAX_FEATURES) {
            throw bad(HELLO_FORM);
        }
        if (!version.canConvertToInt() || version.intValue() != Message.Hello.VERSION) {
            throw bad("This side speaks version %d of the protocol.".formatted(Message.Hello.VERSION));
        }
        Set<String> words = new LinkedHashSet<>();
        for (JsonNode feature : features) {
            if (!feature.isString()) {
                throw bad(HELLO_FORM);
            }
            words.add(feature.stringValue());
        }
        JsonNode name = json.get("name");
        JsonNode open = json.get("open");
        return new Message.Hello(
                Message.Hello.VERSION,
                words,
                name != null && name.isString() ? name.stringValue() : null,
                feed(json.get("feed")),
                open != null && open.isBoolean() && open.booleanValue(),
                maxMessageBytes(json.get("limits")));
    }

    /** Null where it cannot be read: a hello without feed is one, too. */
    static Message.@Nullable Feed feed(@Nullable JsonNode json) {
        JsonNode id = json == null ? null : json.get("id");
        JsonNode sequence = json == null ? null : json.get("sequence");
        return id != null
                        && id.isString()
                        && id.stringValue().length() <= MAX_FEED_ID
                        && sequence != null
                        && sequence.isIntegralNumber()
                        && sequence.canConvertToLong()
                        && sequence.longValue() >= 0
                ? new Message.Feed(id.stringValue(), sequence.longValue())
                : null;
    }

    private static @Nullable Integer maxMessageBytes(@Nullable JsonNode limits) {
        JsonNode bytes = limits == null ? null : limits.get("message_bytes");
        return bytes != null && bytes.isIntegralNumber() && bytes.canConvertToInt() && bytes.intValue() > 0
                ? bytes.intValue()
                : null;
    }

    private static StorageException.BadRequest bad(String sentence) {
        return new StorageException.BadRequest(sentence);
    }
}
