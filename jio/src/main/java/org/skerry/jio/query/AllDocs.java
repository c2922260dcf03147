package org.skerry.jio.query;

import java.util.List;

/**
 * The options of jIO's {@code allDocs}.
 *
 * @param selectList the fields that fill a row's value
 * @param highlight whether rows tell where they hold what was looked for
 * @param facets what to count besides
 */
public record AllDocs(
        Query query,
        List<SortKey> sortOn,
        Limit limit,
        List<String> selectList,
        boolean includeDocs,
        boolean highlight,
        List<Facet> facets) {

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
}
