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

    private static final long VERSION_7 = 7L << 12;

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

    /**
     * A new id that nobody else has made: a UUID, 8-4-4-4-12 lower-case hexadecimal as jIO's uuid storage. It is one of version
     * 7 (RFC 9562), the time in milliseconds before 74 random bits: ids that are made one after the other lie beside each other
     * in the database, and a write touches half as many of its pages.
     */
    public static RecordId random() {
        UUID random = UUID.randomUUID();
        long time = System.currentTimeMillis() << 16 | VERSION_7 | random.getMostSignificantBits() & 0xfff;
        return new RecordId(new UUID(time, random.getLeastSignificantBits()).toString());
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
