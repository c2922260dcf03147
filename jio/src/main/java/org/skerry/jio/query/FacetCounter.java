package org.skerry.jio.query;

import java.util.*;
import org.skerry.jio.StoredRecord;

/** Counts values for one {@link Facet}. Used by one thread. */
public final class FacetCounter {
    private final Facet facet;
    private final String prefix;
    private final Map<String, Long> counts = new HashMap<>();

    public FacetCounter(Facet facet) {
        this.facet = facet;
        this.prefix = LikePattern.fold(facet.prefix());
    }

    public void add(StoredRecord record) {
        var field = record.body().get(facet.field());
        if (field != null && !facet.field().equals(RecordMatcher.ID)) {
            new HashSet<>(FieldView.of(field).texts()).forEach(text -> add(text, 1));
        }
    }

    public void add(String text, long count) {
        if (text.length() <= Facet.MAX_VALUE_LENGTH && LikePattern.fold(text).startsWith(prefix)) {
            counts.merge(text, count, Long::sum);
        }
    }

    public FacetCounts counts() {
        return new FacetCounts(
                facet.field(),
                counts.entrySet().stream()
                        .map(e -> new FacetCounts.ValueCount(e.getKey(), e.getValue()))
                        .sorted(Comparator.comparingLong(FacetCounts.ValueCount::count)
                                .reversed()
                                .thenComparing(FacetCounts.ValueCount::value))
                        .limit(facet.limit())
                        .toList(),
                counts.size());
    }
}
