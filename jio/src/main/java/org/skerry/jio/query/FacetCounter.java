package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;

/** Counts what facets ask for, record by record. */
final class FacetCounter {

    /** How many different values the facets of a request may have together: far more than anybody looks at. */
    static final int MAX_DISTINCT = 1_000_000;

    /** How much these may weigh, in bytes of memory. */
    private static final long MAX_WEIGHT = RowWeight.MAX;

    private static final int ENTRY = 100;

    private static final Comparator<FacetCounts.ValueCount> MOST_FREQUENT = Comparator.comparingLong(
                    FacetCounts.ValueCount::count)
            .reversed()
            .thenComparing(FacetCounts.ValueCount::value);

    private final List<Column> columns;
    private long distinct;
    private long weight;

    private record Column(Facet facet, String foldedPrefix, Map<String, Long> counts) {}

    FacetCounter(List<Facet> facets) {
        columns = facets.stream()
                .map(facet -> new Column(facet, LikePattern.fold(facet.prefix()), new HashMap<>()))
                .toList();
    }

    /**
     * Counts a record that matches.
     *
     * @throws StorageException.TooLarge if there are too many different values
     */
    void add(StoredRecord matching) {
        for (Column column : columns) {
            for (String value : values(column.facet().field(), matching)) {
                if (value.length() <= Facet.MAX_VALUE_LENGTH
                        && LikePattern.fold(value).startsWith(column.foldedPrefix())) {
                    count(column, value);
                }
            }
        }
    }

    private static Set<String> values(String field, StoredRecord matching) {
        if (field.equals(FieldView.ID)) {
            return Set.of(matching.id().text());
        }
        JsonNode value = matching.body().path(field);
        return value.isMissingNode()
                ? Set.of()
                : new LinkedHashSet<>(FieldView.of(value).texts());
    }

    private void count(Column column, String value) {
        if (column.counts().merge(value, 1L, Long::sum) == 1) {
            distinct++;
            weight += ENTRY + RowWeight.text(value);
            if (distinct > MAX_DISTINCT || weight > MAX_WEIGHT) {
                throw new StorageException.TooLarge("The facets have too many different values to count;"
                        + " ask for fewer facets, or for fewer records with a query.");
            }
        }
    }

    /** In the order of the facets. */
    List<FacetCounts> counts() {
        return columns.stream().map(FacetCounter::counts).toList();
    }

    private static FacetCounts counts(Column column) {
        List<FacetCounts.ValueCount> values = new ArrayList<>(column.counts().size());
        column.counts().forEach((value, count) -> values.add(new FacetCounts.ValueCount(value, count)));
        values.sort(MOST_FREQUENT);
        int told = Math.min(column.facet().limit(), values.size());
        return new FacetCounts(column.facet().field(), values.subList(0, told), values.size());
    }
}
