package org.skerry.jio;

/**
 * Makes a write repeatable: the storage keeps the key with the outcome, and answers a repetition with that outcome
 * instead of writing again.
 */
public sealed interface WriteKey {

    /** A write that is not repeated, or whose repetition does no harm. */
    WriteKey NONE = new None();

    record None() implements WriteKey {}

    /**
     * The nth write of one writer.
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
    }
}
