package org.skerry.jio.query;

import java.util.List;

/**
 * Where a row's field holds what the query looked for.
 *
 * @param text the field's text, or the part of it around the first hits
 * @param marks the hits in that text, in order, never touching each other
 */
public record Highlight(String field, String text, List<Mark> marks) {

    public Highlight {
        marks = List.copyOf(marks);
    }

    /** One hit: from a place to before another, in UTF-16 code units. */
    public record Mark(int from, int to) {}
}
