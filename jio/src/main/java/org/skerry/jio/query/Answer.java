package org.skerry.jio.query;

import java.util.List;

/**
 * The result of {@code allDocs}.
 *
 * @param rows the rows asked for; jIO's {@code total_rows} is their number
 * @param totalCount how many records match, whatever the limit
 * @param facets what the request's facets count, in its order
 */
public record Answer(List<Row> rows, long totalCount, List<FacetCounts> facets) {
    public Answer {
        rows = List.copyOf(rows);
        facets = List.copyOf(facets);
    }

    public Answer(List<Row> rows, long totalCount) {
        this(rows, totalCount, List.of());
    }
}
