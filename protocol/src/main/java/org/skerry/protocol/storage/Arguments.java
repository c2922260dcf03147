package org.skerry.protocol.storage;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ByteRange;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The arguments of one call, each read with its check; the sentences are jIO's where it has some.
 *
 * @param method for the sentences
 */
record Arguments(String method, ArrayNode list) {

    /** How many versions or removed records are told at a time, if nobody says otherwise, and at most. */
    private static final int USUAL_LIMIT = 50;

    private static final int MAX_LIMIT = 200;
    static final String LIMIT = "limit";

    private static final BigDecimal END = BigDecimal.valueOf(ByteRange.END);

    /** @throws StorageException.BadRequest if there are more; that one is missing is said by the one who reads it */
    void atMost(int count) {
        if (list.size() > count) {
            throw new StorageException.BadRequest(
                    "Too many arguments on '%s': it takes up to %d, and got %d.".formatted(method, count, list.size()));
        }
    }

    RecordId id() {
        return new RecordId(name(0, "Document"));
    }

    String attachmentName() {
        return name(1, "Attachment");
    }

    ObjectNode body(int position) {
        if (!(list.get(position) instanceof ObjectNode body)) {
            throw new StorageException.BadRequest("Document must be a JSON object on '%s'.".formatted(method));
        }
        return body;
    }

    /** Options that may be left out; a null is not the same as leaving them out. */
    ObjectNode options(int position) {
        return switch (list.get(position)) {
            case null -> JsonText.object();
            case ObjectNode options -> options;
            default ->
                throw new StorageException.BadRequest("Options must be a JSON object on '%s'.".formatted(method));
        };
    }

    /** Text with a content type among the options, or a data URL, which brings its own. */
    Attachment content() {
        JsonNode content = list.get(2);
        ObjectNode options = options(3);
        String type = DataUrl.checkedType(typeOption(options));
        if (content != null && content.isString()) {
            return new Attachment(type, utf8(content.stringValue()));
        }
        if (content instanceof ObjectNode holder && holder.get("data_url") instanceof JsonNode url && url.isString()) {
            return DataUrl.read(url.stringValue());
        }
        throw new StorageException.BadRequest(
                "Attachment content must be a text or {\"data_url\": \"data:...\"} on '%s'.".formatted(method));
    }

    /** What is known of a content that is, or was, uploaded. */
    AttachmentInfo announced() {
        AttachmentInfo info = AttachmentInfoJson.read(method, options(2));
        if (!info.type().isEmpty()) {
            DataUrl.checkedType(info.type());
        }
        return info;
    }

    StorageRequest.Format format() {
        String format = textOption(options(2), "format").orElse("blob");
        return switch (format) {
            case "text" -> StorageRequest.Format.TEXT;
            case "json" -> StorageRequest.Format.JSON;
            case "data_url" -> StorageRequest.Format.DATA_URL;
            case "blob", "array_buffer" ->
                throw new StorageException.NotOffered(
                        "%s format: '%s' cannot be sent here, ask for text, json or data_url."
                                .formatted(method, format));
            default ->
                throw new StorageException.BadRequest(
                        "%s format: '%s' is not supported".formatted(method, RequestReader.shortened(format)));
        };
    }

    ByteRange range() {
        ObjectNode options = options(2);
        return new ByteRange(bound(options, "start", 0), bound(options, "end", ByteRange.END));
    }

    /** Which versions are wanted: those before this one. */
    Optional<Sequence> before(int position) {
        return Optional.ofNullable(options(position).get("before")).map(this::sequence);
    }

    /** How many of them. */
    int limit(int position) {
        JsonNode limit = options(position).get("limit");
        if (limit == null) {
            return USUAL_LIMIT;
        }
        if (!limit.isIntegralNumber()
                || !limit.canConvertToInt()
                || limit.intValue() < 1
                || limit.intValue() > MAX_LIMIT) {
            throw new StorageException.BadRequest(
                    "Option 'limit' must be a number from 1 to %d on '%s'.".formatted(MAX_LIMIT, method));
        }
        return limit.intValue();
    }

    Sequence version(int position) {
        return sequence(list.path(position));
    }

    private Sequence sequence(JsonNode number) {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 1) {
            throw new StorageException.BadRequest("A version must be a whole number from 1 on '%s'.".formatted(method));
        }
        return new Sequence(number.longValue());
    }

    /** The place in a feed that the option {@code since} names. */
    Optional<Message.Feed> since(int position) {
        JsonNode since = options(position).path("since");
        if (since.isMissingNode() || since.isNull()) {
            return Optional.empty();
        }
        return Optional.of(Message.Feed.read(since));
    }

    int changesLimit(int position) {
        JsonNode limit = options(position).path(LIMIT);
        if (limit.isMissingNode() || limit.isNull()) {
            return ChangePages.MAX_ROWS;
        }
        if (!limit.isIntegralNumber() || !limit.canConvertToInt() || limit.intValue() < 1) {
            throw new StorageException.BadRequest(
                    "Option 'limit' must be a number from 1 to %d on '%s'.".formatted(ChangePages.MAX_ROWS, method));
        }
        return Math.min(limit.intValue(), ChangePages.MAX_ROWS);
    }

    private String name(int position, String what) {
        JsonNode name = list.get(position);
        if (name == null || !name.isString() || name.stringValue().isEmpty()) {
            throw new StorageException.BadRequest("%s id must be a non empty string on '%s'.".formatted(what, method));
        }
        return name.stringValue();
    }

    private String typeOption(ObjectNode options) {
        return textOption(options, "_content_type")
                .filter(type -> !type.isEmpty())
                .or(() -> textOption(options, "_mimetype").filter(type -> !type.isEmpty()))
                .orElse(Attachment.TEXT);
    }

    private Optional<String> textOption(ObjectNode options, String name) {
        JsonNode value = options.get(name);
        if (value != null && !value.isString()) {
            throw new StorageException.BadRequest("Option '%s' must be a text on '%s'.".formatted(name, method));
        }
        return Optional.ofNullable(value).map(JsonNode::stringValue);
    }

    private long bound(ObjectNode options, String name, long otherwise) {
        JsonNode value = options.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || value.decimalValue().stripTrailingZeros().scale() > 0) {
            throw new StorageException.BadRequest(
                    "Option '%s' must be a whole number of bytes on '%s'.".formatted(name, method));
        }
        BigDecimal number = value.decimalValue();
        if (number.signum() < 0) {
            return -1; // which ByteRange refuses in jIO's words
        }
        return number.min(END).longValue();
    }

    private static byte[] utf8(String text) {
        if (JsonText.isWellFormed(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        // A browser puts U+FFFD for half of a surrogate pair when it makes a blob of a text; Java would put a question
        // mark.
        return text.codePoints()
                .map(unit -> Character.getType(unit) == Character.SURROGATE ? 0xfffd : unit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
