package org.skerry.jio.query;

/** One entry of jIO's {@code sort_on}. */
public record SortKey(String field, Direction direction) {

    public enum Direction {
        ASCENDING,
        DESCENDING
    }
}
