package org.skerry.jio;

/** What a writer expects to find under an id; the write is a {@link StorageException.Conflict} where it is otherwise. */
public sealed interface Expected {

    Expected ANY = new Any();
    Expected ABSENT = new Absent();

    /** Whatever is there: jIO's plain {@code put} and {@code remove}. */
    record Any() implements Expected {}

    /** Nothing was ever written under this id: a tombstone counts as something, so that a delayed create cannot resurrect. */
    record Absent() implements Expected {}

    /**
     * The record as the writer has read it.
     *
     * @param text {@link Signature} of the body the writer has seen
     */
    record Signed(String text) implements Expected {}
}
