package org.skerry.slave.ui.records;

import java.util.List;

/**
 * A field whose values can be chosen.
 *
 * @param more how many values there are besides
 */
public record FacetGroup(String field, List<Value> values, long more) {

    public FacetGroup {
        values = List.copyOf(values);
    }

    /** @param isChosen whether only records with this value are shown */
    public record Value(FacetFilter filter, long count, boolean isChosen) {}
}
