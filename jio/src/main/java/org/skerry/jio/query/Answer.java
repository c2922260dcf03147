package org.skerry.jio.query;

import java.util.List;

/**
 * The result of {@code allDocs}.
 *
 * @param rows the rows asked for; jIO's {@code total_rows} is their number
 * @param totalCount how many records match, whatever the limit
 */
public record Answer(List<Row> rows, long totalCount) {
    public Answer {
        rows = List.copyOf(rows);
    }
}
