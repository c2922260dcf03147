package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;

/**
 * The options of jIO's {@code allDocs}.
 *
 * @param selectList the fields that fill a row's value
 * @param highlight whether rows tell where they hold what was looked for
 * @param facets what to count besides
 * @param view of whoever asks: nothing of what he does not see shows in the answer, by no count and no order
 */
public record AllDocs(
        Query query,
        List<SortKey> sortOn,
        Limit limit,
        List<String> selectList,
        boolean includeDocs,
        boolean highlight,
        List<Facet> facets,
        RecordView view) {

    /** Every record, in the storage's own order. */
    public static final AllDocs EVERYTHING = new AllDocs(Query.ALL, List.of(), Limit.NONE, List.of(), false);

    public AllDocs {
        sortOn = List.copyOf(sortOn);
        selectList = List.copyOf(selectList);
        facets = List.copyOf(facets);
    }

    /** jIO's own options. */
    public AllDocs(Query query, List<SortKey> sortOn, Limit limit, List<String> selectList, boolean includeDocs) {
        this(query, sortOn, limit, selectList, includeDocs, false, List.of());
    }

    /** Of somebody who sees everything. */
    public AllDocs(
            Query query,
            List<SortKey> sortOn,
            Limit limit,
            List<String> selectList,
            boolean includeDocs,
            boolean highlight,
            List<Facet> facets) {
        this(query, sortOn, limit, selectList, includeDocs, highlight, facets, RecordView.WHOLE);
    }

    /** The same, asked by somebody who sees the records like that. */
    public AllDocs seenBy(RecordView view) {
        return new AllDocs(query, sortOn, limit, selectList, includeDocs, highlight, facets, view);
    }

    /** What a record has to match: the query, and to be seen. */
    public Query filter() {
        if (view.visible().equals(Query.ALL)) {
            return query;
        }
        List<Query> all = new ArrayList<>(List.of(view.visible()));
        all.addAll(query instanceof Query.And(var parts) ? parts : List.of(query));
        return new Query.And(all);
    }
}
