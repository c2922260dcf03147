package org.skerry.jio.query;

import java.util.List;

/**
 * The result of {@code allDocs}.
 *
 * @param rows the rows asked for; jIO's {@code total_rows} is their number
 * @param totalCount how many records match, whatever the limit
 * @param facets what the request's facets count, in its order
 * @param unread the ids of records that are damaged on the disk, empty ones where they cannot be read: nobody knows whether
 *     they match. Only for whoever sees all records
 */
public record Answer(List<Row> rows, long totalCount, List<FacetCounts> facets, List<String> unread) {
    public Answer {
        unread = List.copyOf(unread);
        rows = List.copyOf(rows);
        facets = List.copyOf(facets);
    }

    public Answer(List<Row> rows, long totalCount) {
        this(rows, totalCount, List.of());
    }

    public Answer(List<Row> rows, long totalCount, List<FacetCounts> facets) {
        this(rows, totalCount, facets, List.of());
    }

    /** The same where some records could not be read. */
    public Answer without(List<String> damaged) {
        return new Answer(rows, totalCount, facets, damaged);
    }
}
