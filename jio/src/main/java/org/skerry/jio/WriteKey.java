package org.skerry.jio;

/**
 * Makes a write repeatable: the storage keeps the key with the outcome, and answers a repetition with that outcome
 * instead of writing again.
 */
public sealed interface WriteKey {

    /**
     * How many outcomes are kept per writer, the newest by counter. A writer repeats what it has no answer for, and has
     * fewer than this many such writes; an older one is refused, as nobody can tell any more whether it was applied.
     */
    int KEPT_PER_WRITER = 4_096;

    /** How many outcomes are kept in all, the newest by time of arrival: some 200 bytes each. */
    int KEPT = 1_000_000;

    /** A write that is not repeated, or whose repetition does no harm. */
    WriteKey NONE = new None();

    record None() implements WriteKey {}

    /**
     * The nth write of one writer. What another PC asks under the same key is another write.
     *
     * @param writer 1 to 64 characters, unique to the writer across restarts
     * @param counter 1 or more, never used twice by that writer
     */
    record Numbered(String writer, long counter) implements WriteKey {
        public Numbered {
            if (writer.isEmpty() || writer.length() > 64 || !JsonText.isWellFormed(writer) || counter < 1) {
                throw new StorageException.BadRequest(
                        "A write key is a writer of 1 to 64 characters and a counter from 1.");
            }
        }

        /** Why a write is refused under the key of another one. */
        public StorageException.Conflict usedBefore() {
            return new StorageException.Conflict(
                    "Write %d of this writer was another one; nothing was written, a new write takes a new number."
                            .formatted(counter));
        }

        /** Why a write is refused whose outcome may have been dropped. */
        public StorageException.Conflict tooOld() {
            return new StorageException.Conflict(
                    "Write %d of this writer is too old to be repeated, its outcome is no longer known."
                            .formatted(counter));
        }
    }
}
