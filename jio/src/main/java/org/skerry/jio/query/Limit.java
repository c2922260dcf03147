package org.skerry.jio.query;

/**
 * jIO's {@code limit: [from, count]}.
 *
 * @param from how many rows to skip, 0 or more
 * @param count how many to return then; 0 means no limit
 */
public record Limit(long from, long count) {

    public static final Limit NONE = new Limit(0, 0);

    public Limit {
        if (from < 0 || count < 0) {
            throw new IllegalArgumentException("limit [" + from + ", " + count + "] is negative");
        }
    }
}
