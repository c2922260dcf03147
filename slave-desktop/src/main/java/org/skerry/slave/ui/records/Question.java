package org.skerry.slave.ui.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Facet;
import org.skerry.jio.query.FacetCounts;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.Row;
import org.skerry.jio.query.SortKey;

/**
 * What is asked of the master: which records, in which order, which of their fields.
 *
 * @param fields those of the shown columns
 */
record Question(
        TypeChoice type, SearchReading search, List<FacetFilter> filters, List<SortKey> sortOn, List<String> fields) {

    /** How many records of a type its fields are learnt from. */
    private static final int SAMPLE = 50;

    /** How many of another type, beside the sample of all. */
    private static final int FEW = 15;

    /** How many types are looked at to know the fields of all. */
    private static final int FREQUENT_TYPES = 5;

    /** How many values of a facet are told. */
    static final int FACET_VALUES = 8;

    /** How many are told to who asks for more. */
    static final int MORE_FACET_VALUES = 50;

    Question {
        filters = List.copyOf(filters);
        sortOn = List.copyOf(sortOn);
        fields = List.copyOf(fields);
    }

    /** Rows from a place on. */
    AllDocs rows(long from, int count) {
        boolean isSearch = search.kind() != SearchReading.Kind.NOTHING;
        return new AllDocs(query(), sortOn, new Limit(from, count), fields, false, isSearch, List.of());
    }

    /** How often the values of some fields occur among the records. */
    AllDocs counts(List<Facet> facets) {
        return new AllDocs(query(), List.of(), new Limit(0, 1), List.of(), false, false, facets);
    }

    /** A few records of the type, whatever is searched, with all that is in them; and which types the most are of. */
    static AllDocs sample(TypeChoice type) {
        List<Facet> types = List.of(new Facet(TypeChoice.FIELD, FREQUENT_TYPES, ""));
        return new AllDocs(type.query(), List.of(), new Limit(0, SAMPLE), List.of(), true, false, types);
    }

    /** Frequent types of which the sample has no record: those that come first may all be of one type. */
    static List<TypeChoice> missing(Answer sample) {
        Set<String> present = sample.rows().stream()
                .map(Row::doc)
                .filter(Objects::nonNull)
                .map(doc -> doc.path(TypeChoice.FIELD).asString(""))
                .collect(Collectors.toSet());
        return sample.facets().stream()
                .flatMap(counts -> counts.values().stream())
                .map(FacetCounts.ValueCount::value)
                .filter(type -> !present.contains(type))
                .<TypeChoice>map(TypeChoice.Named::new)
                .toList();
    }

    /** Fewer records of a type, with all that is in them. */
    static AllDocs few(TypeChoice type) {
        return new AllDocs(type.query(), List.of(), new Limit(0, FEW), List.of(), true);
    }

    /** How many different values some fields have among the records of the type. */
    static AllDocs variety(TypeChoice type, List<String> facets) {
        return new AllDocs(type.query(), List.of(), new Limit(0, 1), List.of(), false, false, facets(facets, 1));
    }

    /** Which records. */
    Query query() {
        List<Query> parts = new ArrayList<>();
        if (!type.equals(TypeChoice.ALL)) {
            parts.add(type.query());
        }
        if (search.kind() != SearchReading.Kind.NOTHING) {
            parts.add(search.query());
        }
        filters.forEach(filter -> parts.add(filter.query()));
        return switch (parts.size()) {
            case 0 -> Query.ALL;
            case 1 -> parts.getFirst();
            default -> new Query.And(parts);
        };
    }

    private static List<Facet> facets(List<String> fields, int values) {
        return fields.stream().map(field -> new Facet(field, values, "")).toList();
    }
}
