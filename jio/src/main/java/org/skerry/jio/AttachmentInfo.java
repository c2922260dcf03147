package org.skerry.jio;

import java.util.regex.Pattern;

/**
 * An attachment without its content.
 *
 * @param sha256 of the content, 64 lower-case hexadecimal digits
 * @param size in bytes, up to {@link #MAX_SIZE}
 * @param type the media type; may be empty
 */
public record AttachmentInfo(String sha256, long size, String type) {

    /** The largest content that an upload brings, in bytes. */
    public static final long MAX_SIZE = 2L * 1024 * 1024 * 1024;

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * @throws StorageException.BadRequest for what is no SHA-256, a negative size, or a type that is not kept
     * @throws StorageException.TooLarge if it has too many bytes
     */
    public AttachmentInfo {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new StorageException.BadRequest("An attachment's SHA-256 has 64 hexadecimal digits in lower case.");
        }
        if (size < 0) {
            throw new StorageException.BadRequest("An attachment's size is a number of bytes from 0.");
        }
        if (size > MAX_SIZE) {
            throw new StorageException.TooLarge(
                    "An attachment may have up to %d bytes, this one has %d.".formatted(MAX_SIZE, size));
        }
        RecordLimits.checkType(type);
    }
}
