package org.skerry.jio;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record as it was at a time.
 *
 * @param sequence of the version
 * @param body treated as immutable by everybody who holds it
 * @param attachments it had, by name in code unit order
 */
public record PastRecord(Sequence sequence, ObjectNode body, List<PastAttachment> attachments) {

    public PastRecord {
        attachments = List.copyOf(attachments);
    }

    /**
     * An attachment as it was.
     *
     * @param sha256 of its content, in 64 lower-case hexadecimal digits
     * @param size in bytes
     */
    public record PastAttachment(String name, String type, long size, String sha256) {}

    /** The same with another body. */
    public PastRecord with(ObjectNode other) {
        return new PastRecord(sequence, other, attachments);
    }

    /** There is no such version, or it is no longer kept. */
    public static StorageException.NotFound missing(RecordId id, Sequence version) {
        return new StorageException.NotFound(
                "The version %s of document %s is not kept, or there never was one.".formatted(version, id));
    }
}
