package org.skerry.jio;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a record and its attachments may be; every storage that keeps records asks here before it keeps one. */
public final class RecordLimits {

    /** How many keys a record may have, those of nested objects included. */
    public static final int MAX_KEYS = 2_000;

    /** How long a record may be, in bytes of its shortest UTF-8 JSON text. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** How many attachments a record may have. */
    public static final int MAX_ATTACHMENTS = 1_000;

    /** How long the name and the media type of an attachment may be, in UTF-16 code units. */
    public static final int MAX_NAME_LENGTH = 1_024;

    private int keys;

    private RecordLimits() {}

    /**
     * The record as the JSON text to keep.
     *
     * @throws StorageException.BadRequest if it has too many keys, is nested too deep, or holds what is not JSON
     * @throws StorageException.TooLarge if its text is too long
     */
    public static String text(ObjectNode body) {
        new RecordLimits().check(body, 1);
        String text = JsonText.write(body);
        if (utf8Length(text) > MAX_BYTES) {
            throw new StorageException.TooLarge(
                    "A record may have up to %d bytes, this one has %d.".formatted(MAX_BYTES, utf8Length(text)));
        }
        return text;
    }

    /**
     * Checks an attachment's name.
     *
     * @throws StorageException.BadRequest if it is empty, too long, or holds half of a surrogate pair
     */
    public static void checkName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || !JsonText.isWellFormed(name)) {
            throw new StorageException.BadRequest(
                    "An attachment's name must be a text of 1 to %d characters.".formatted(MAX_NAME_LENGTH));
        }
    }

    /**
     * Checks an attachment before it is kept.
     *
     * @throws StorageException.BadRequest if its media type is no text or too long
     * @throws StorageException.TooLarge if it has too many bytes
     */
    public static void check(Attachment attachment) {
        checkType(attachment.type());
        if (attachment.bytes().length > Attachment.MAX_BYTES) {
            throw new StorageException.TooLarge("An attachment may have up to %d bytes, this one has %d."
                    .formatted(Attachment.MAX_BYTES, attachment.bytes().length));
        }
    }

    static void checkType(String type) {
        if (type.length() > MAX_NAME_LENGTH || !JsonText.isWellFormed(type)) {
            throw new StorageException.BadRequest(
                    "An attachment's type must be a text of up to %d characters.".formatted(MAX_NAME_LENGTH));
        }
    }

    /**
     * Checks the length of a part that is to be read in one piece.
     *
     * @throws StorageException.TooLarge if it has too many bytes for that
     */
    public static void checkPart(ByteRange range, long size) {
        long bytes = Math.min(range.end(), size) - Math.min(range.start(), size);
        if (bytes > Attachment.MAX_BYTES) {
            throw new StorageException.TooLarge(
                    "%d bytes are too many for one answer, which holds up to %d; ask for a part of the attachment, with start and end."
                            .formatted(bytes, Attachment.MAX_BYTES));
        }
    }

    /** Refuses one more attachment for a record that already has as many as it may have. */
    public static void checkRoomForAttachment(RecordId id, int present) {
        if (present >= MAX_ATTACHMENTS) {
            throw new StorageException.TooLarge(
                    "Record %s has %d attachments already, more are not kept.".formatted(id, present));
        }
    }

    private void check(JsonNode value, int depth) {
        switch (value.getNodeType()) {
            case OBJECT, ARRAY -> checkContainer(value, depth);
            case NUMBER -> JsonNumbers.checked(value);
            case STRING, BOOLEAN, NULL -> {}
            case BINARY, POJO, MISSING -> throw new StorageException.BadRequest("A record holds what is not JSON.");
        }
    }

    private void checkContainer(JsonNode container, int depth) {
        if (depth > JsonText.MAX_DEPTH) {
            throw JsonText.tooDeep();
        }
        if (container.isObject()) {
            keys += container.size();
            if (keys > MAX_KEYS) {
                throw new StorageException.BadRequest("A record may have up to %d keys.".formatted(MAX_KEYS));
            }
        }
        container.forEach(item -> check(item, depth + 1));
    }

    private static long utf8Length(String wellFormed) {
        long bytes = 0;
        for (int i = 0; i < wellFormed.length(); i++) {
            char c = wellFormed.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3; // a pair is four bytes
        }
        return bytes;
    }
}
