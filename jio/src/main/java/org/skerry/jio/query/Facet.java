package org.skerry.jio.query;

import org.skerry.jio.StorageException;

/**
 * Asks how many of the records that match have which value in a field; the most frequent values are told.
 *
 * <p>A value is the text that {@code =} finds: 5 and "5" are one, each of a list's elements counts once for its record, and
 * null is none. Values of more than {@link #MAX_VALUE_LENGTH} characters are not counted, nor ids.
 *
 * @param limit how many values to tell at most, 1 to {@link #MAX_LIMIT}
 * @param prefix what the values begin with, whatever the case; "" for any: what somebody has typed so far
 */
public record Facet(String field, int limit, String prefix) {

    public static final int DEFAULT_LIMIT = 10;
    public static final int MAX_LIMIT = 1_000;

    /** How many facets one request may ask for. */
    public static final int MAX_FACETS = 20;

    /** Longest value that is counted, in UTF-16 code units: longer ones are prose. */
    public static final int MAX_VALUE_LENGTH = 256;

    /** @throws StorageException.BadRequest if the limit is out of bounds */
    public Facet {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new StorageException.BadRequest("A facet's limit must be 1 to %d.".formatted(MAX_LIMIT));
        }
    }
}
