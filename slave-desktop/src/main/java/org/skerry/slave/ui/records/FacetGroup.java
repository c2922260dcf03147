package org.skerry.slave.ui.records;

import java.util.List;

/**
 * A field whose values can be chosen.
 *
 * @param more how many values there are besides
 * @param isOpen whether somebody has asked for more of them
 */
public record FacetGroup(String field, List<Value> values, long more, boolean isOpen) {

    public FacetGroup {
        values = List.copyOf(values);
    }

    /** @param isChosen whether only records with this value are shown */
    public record Value(FacetFilter filter, long count, boolean isChosen) {}
}
