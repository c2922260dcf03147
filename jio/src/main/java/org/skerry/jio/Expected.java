package org.skerry.jio;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a writer expects to find under an id; the write is a {@link StorageException.Conflict} where it is otherwise. */
public sealed interface Expected {

    Expected ANY = new Any();
    Expected ABSENT = new Absent();
    Expected GONE = new Gone();

    /** Whatever is there: jIO's plain {@code put} and {@code remove}. */
    record Any() implements Expected {}

    /** Nothing was ever written under this id: a tombstone counts as something, so that a delayed create cannot resurrect. */
    record Absent() implements Expected {}

    /** No record is there now, whether or not there was one: for who undoes a removal, and would not overwrite a successor. */
    record Gone() implements Expected {}

    /**
     * The record as the writer has read it.
     *
     * @param text {@link Signature} of the body the writer has seen
     * @param last the newest step that he knows of, for a write that decides about the attachments, too; empty for any. It is
     *     not compared for whoever does not see all fields, and is not told of all steps
     */
    record Signed(String text, Optional<Sequence> last) implements Expected {

        /** Whatever happened to the attachments. */
        public Signed(String text) {
            this(text, Optional.empty());
        }
    }

    /**
     * Compares the expectation with what is there.
     *
     * @param body the record, null if there is none now
     * @param wasWritten whether the record is there or was once
     * @throws StorageException.Conflict if it is otherwise
     */
    default void check(RecordId id, @Nullable ObjectNode body, boolean wasWritten) {
        switch (this) {
            case Any() -> {}
            case Absent() -> {
                if (wasWritten) {
                    throw new StorageException.Conflict(
                            body == null
                                    ? "Record " + id + " was removed before."
                                    : "Record " + id + " exists already.");
                }
            }
            case Gone() -> {
                if (body != null) {
                    throw new StorageException.Conflict("Record " + id + " exists again.");
                }
            }
            case Signed(String text, var _) -> {
                if (body == null) {
                    throw new StorageException.Conflict("Record " + id + " does not exist any more.");
                }
                if (!Signature.of(body).equals(text)) {
                    throw changed(id);
                }
            }
        }
    }

    /**
     * Compares the newest step that is expected with the one that is there, which the body does not tell.
     *
     * @throws StorageException.Conflict if it is another one
     */
    default void checkLast(RecordId id, long standing) {
        if (this instanceof Signed(var _, Optional<Sequence> last)
                && last.filter(known -> known.number() != standing).isPresent()) {
            throw changed(id);
        }
    }

    private static StorageException.Conflict changed(RecordId id) {
        return new StorageException.Conflict("Record " + id + " was changed by somebody else.");
    }
}
