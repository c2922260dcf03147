package org.skerry.jio.local.index;

import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;

/** Where the index reads whole records. Used by the thread of one query. */
@FunctionalInterface
public interface RecordSource {

    /**
     * The record whose last change has that sequence.
     *
     * @throws Changed if it was changed since
     * @throws Unreadable if it is damaged
     */
    StoredRecord at(long sequence);

    /** A record is damaged: it has to go from the index, then the query can be asked again. */
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long sequence;

        /** @param cause its sentence */
        public Unreadable(long sequence, StorageException cause) {
            super(cause.getMessage(), cause);
            this.sequence = sequence;
        }

        /** Of the last change of the record. */
        public long sequence() {
            return sequence;
        }
    }

    /** A record was changed after the index was looked at: the query must be asked again. */
    final class Changed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Changed() {
            super("a record was changed during the query", null, false, false);
        }
    }
}
