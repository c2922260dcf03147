package org.skerry.jio;

/**
 * Part of an attachment, in bytes.
 *
 * @param start 0 or more
 * @param end exclusive, {@link #END} for the end of the attachment. Past the end: shorter or empty result
 */
public record ByteRange(long start, long end) {

    public static final long END = Long.MAX_VALUE;

    public static final ByteRange ALL = new ByteRange(0, END);

    /** @throws StorageException.BadRequest with jIO's words if a bound is negative or start lies behind end */
    public ByteRange {
        if (start < 0 || end < 0) {
            throw new StorageException.BadRequest("_start and _end must be positive");
        }
        if (start > end) {
            throw new StorageException.BadRequest("_start is greater than _end");
        }
    }
}
