package org.skerry.jio;

/**
 * The latest state of one record, as the change feed tells it.
 *
 * <p>A feed holds each record once, under the sequence of its last write; older states are not kept here.
 */
public sealed interface Change {

    Sequence sequence();

    RecordId id();

    /** The record is there with this body, or its attachments changed. */
    record Stored(Sequence sequence, StoredRecord record) implements Change {
        @Override
        public RecordId id() {
            return record.id();
        }
    }

    /** The record was removed. The tombstone stays, so that a follower learns of it. */
    record Removed(Sequence sequence, RecordId id) implements Change {}
}
