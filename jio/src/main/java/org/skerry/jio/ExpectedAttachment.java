package org.skerry.jio;

import java.util.Optional;

/**
 * What a writer expects to find under an attachment's name; the write is a {@link StorageException.Conflict} where it is
 * otherwise.
 */
public sealed interface ExpectedAttachment {

    ExpectedAttachment ANY = new Any();
    ExpectedAttachment ABSENT = new Absent();

    /** Whatever is there: jIO's plain {@code putAttachment} and {@code removeAttachment}. */
    record Any() implements ExpectedAttachment {}

    /** The record has no attachment of this name now. */
    record Absent() implements ExpectedAttachment {}

    /**
     * The content that the writer has seen.
     *
     * @param sha256 64 lower-case hexadecimal digits
     */
    record Content(String sha256) implements ExpectedAttachment {}

    /**
     * Compares the expectation with what is there.
     *
     * @param there the content's SHA-256, empty if there is no such attachment
     * @throws StorageException.Conflict if it is otherwise
     */
    default void check(RecordId id, String name, Optional<String> there) {
        switch (this) {
            case Any() -> {}
            case Absent() -> {
                if (there.isPresent()) {
                    throw new StorageException.Conflict("Attachment %s of %s exists already.".formatted(name, id));
                }
            }
            case Content(String sha256) -> {
                if (there.isEmpty()) {
                    throw new StorageException.Conflict(
                            "Attachment %s of %s does not exist any more.".formatted(name, id));
                }
                if (!there.get().equals(sha256)) {
                    throw new StorageException.Conflict(
                            "Attachment %s of %s was replaced by somebody else.".formatted(name, id));
                }
            }
        }
    }
}
