package org.skerry.slave.ui.records;

import org.skerry.jio.query.Query;

/** Only records that have a value in a field. */
public record FacetFilter(String field, String value) {

    Query query() {
        return new Query.Compare(field, Query.Operator.EQUAL, value);
    }
}
