package org.skerry.jio.query;

import java.util.List;

/**
 * What a {@link Facet} asked for.
 *
 * @param values the most frequent first, those of equal count in ascending order by code unit
 * @param distinct how many values there are, those not told included
 */
public record FacetCounts(String field, List<ValueCount> values, long distinct) {

    public FacetCounts {
        values = List.copyOf(values);
    }

    /** How many of the matching records have a value. */
    public record ValueCount(String value, long count) {}
}
