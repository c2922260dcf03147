package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;

/** Counts values for one {@link Facet}, record by record. Used by one thread. */
public final class FacetCounter {

    /** How many different values may be counted at a time: far more than anybody looks at. */
    static final int MAX_DISTINCT = 1_000_000;

    /** How much these may weigh, in bytes of memory. */
    private static final long MAX_WEIGHT = RowWeight.MAX;

    private static final int ENTRY = 100;

    private static final Comparator<FacetCounts.ValueCount> MOST_FREQUENT = Comparator.comparingLong(
                    FacetCounts.ValueCount::count)
            .reversed()
            .thenComparing(FacetCounts.ValueCount::value);

    private final Facet facet;
    private final String foldedPrefix;
    private final Held held;
    private final Map<String, Long> counts = new HashMap<>();

    /** What counters that are held at the same time hold together. */
    private static final class Held {
        private long distinct;
        private long weight;
    }

    public FacetCounter(Facet facet) {
        this(facet, new Held());
    }

    private FacetCounter(Facet facet, Held held) {
        this.facet = facet;
        this.foldedPrefix = LikePattern.fold(facet.prefix());
        this.held = held;
    }

    /** Counters for all facets of a request, which count at the same time. */
    static List<FacetCounter> of(List<Facet> facets) {
        Held held = new Held();
        return facets.stream().map(facet -> new FacetCounter(facet, held)).toList();
    }

    /**
     * Counts a record that matches.
     *
     * @throws StorageException.TooLarge if there are too many different values
     */
    public void add(StoredRecord matching) {
        for (String value : values(matching)) {
            add(value, 1);
        }
    }

    private Set<String> values(StoredRecord matching) {
        JsonNode value = matching.body().path(facet.field());
        return value.isMissingNode() || facet.field().equals(FieldView.ID)
                ? Set.of()
                : new HashSet<>(FieldView.of(value).texts());
    }

    /**
     * Counts a value that so many records have.
     *
     * @throws StorageException.TooLarge if there are too many different values
     */
    public void add(String value, long count) {
        boolean isCounted = value.length() <= Facet.MAX_VALUE_LENGTH
                && LikePattern.fold(value).startsWith(foldedPrefix);
        if (isCounted && counts.merge(value, count, Long::sum) == count) {
            hold(value);
        }
    }

    private void hold(String value) {
        held.distinct++;
        held.weight += ENTRY + RowWeight.text(value);
        if (held.distinct > MAX_DISTINCT || held.weight > MAX_WEIGHT) {
            throw new StorageException.TooLarge("The facets have too many different values to count;"
                    + " ask for fewer facets, or for fewer records with a query.");
        }
    }

    public FacetCounts counts() {
        List<FacetCounts.ValueCount> values = new ArrayList<>(counts.size());
        counts.forEach((value, count) -> values.add(new FacetCounts.ValueCount(value, count)));
        values.sort(MOST_FREQUENT);
        int told = Math.min(facet.limit(), values.size());
        return new FacetCounts(facet.field(), values.subList(0, told), values.size());
    }
}
