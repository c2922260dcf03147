package org.skerry.jio;

import java.util.Arrays;
import java.util.Objects;

/** Bytes with a media type, as jIO's blobs. Small enough to be held in memory. */
public final class Attachment {

    /** The largest attachment a storage takes in one piece, in bytes: in base64 it fits a message of 8 MiB. */
    public static final int MAX_BYTES = 6 * 1024 * 1024 - 64 * 1024;

    /** jIO's type for an attachment that came as text without a type. */
    public static final String TEXT = "text/plain;charset=utf-8";

    /** jIO's type for a part of an attachment. */
    public static final String PART = "application/octet-stream";

    private final String type;
    private final byte[] bytes;

    /** @param bytes not copied; nobody changes them afterwards */
    public Attachment(String type, byte[] bytes) {
        this.type = Objects.requireNonNull(type);
        this.bytes = Objects.requireNonNull(bytes);
    }

    /** The media type; may be empty, as in the browser. */
    public String type() {
        return type;
    }

    /** The content; callers do not change it. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attachment that && type.equals(that.type) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Attachment[" + type + ", " + bytes.length + " bytes]";
    }
}
