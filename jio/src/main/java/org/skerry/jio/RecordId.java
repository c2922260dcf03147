package org.skerry.jio;

import java.util.UUID;

/**
 * Names a record in a storage: a non-empty, well-formed Unicode text, compared code unit by code unit.
 *
 * @param text the id as jIO callers see it
 */
public record RecordId(String text) implements Comparable<RecordId> {

    /** Longest id that is kept, in UTF-16 code units. */
    public static final int MAX_LENGTH = 1024;

    /** @throws StorageException.BadRequest if the text is empty, too long, or holds half of a surrogate pair */
    public RecordId {
        if (text.isEmpty()) {
            throw new StorageException.BadRequest("A record id must be a non-empty text.");
        }
        if (text.length() > MAX_LENGTH) {
            throw new StorageException.BadRequest(
                    "A record id may have up to %d characters, this one has %d.".formatted(MAX_LENGTH, text.length()));
        }
        if (!JsonText.isWellFormed(text)) {
            throw new StorageException.BadRequest("A record id must be well-formed Unicode text.");
        }
    }

    /** A new id that nobody else has made: a random UUID, 8-4-4-4-12 lower-case hexadecimal as jIO's uuid storage. */
    public static RecordId random() {
        return new RecordId(UUID.randomUUID().toString());
    }

    @Override
    public int compareTo(RecordId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
