package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;

/**
 * Answers a query by looking at every record: what it answers is what a query means, here and in any index.
 *
 * <p>Where full text is looked for and no order is asked for, what fits best comes first. Else semantics are jIO's (its quirks
 * in the way its users would want): filter, sort, limit, select. Immutable; may be used by any thread.
 */
public final class QueryEvaluator {

    private final KeySchema schema;
    private final Optional<FullText> fullText;

    /** Without full text: {@code SearchableText} is a field like any other. */
    public QueryEvaluator(KeySchema schema) {
        this(schema, Optional.empty());
    }

    public QueryEvaluator(KeySchema schema, FullText fullText) {
        this(schema, Optional.of(fullText));
    }

    private QueryEvaluator(KeySchema schema, Optional<FullText> fullText) {
        this.schema = schema;
        this.fullText = fullText;
    }

    /**
     * The rows that a request selects.
     *
     * @param records read once, in the storage's own order, which rows keep where the request does not sort
     * @throws StorageException.Unreachable if the thread is interrupted
     * @throws StorageException.TooLarge if the rows would hold too much memory
     */
    public Answer evaluate(AllDocs request, Iterable<StoredRecord> records) {
        return evaluate(request, records, candidate -> () -> candidate);
    }

    /**
     * The same where records are not in memory already: while they are sorted, no more of them is held than the values
     * they are sorted by.
     *
     * @param again how to read a record once more, the same as it was the first time
     */
    public Answer evaluate(
            AllDocs request, Iterable<StoredRecord> records, Function<StoredRecord, Supplier<StoredRecord>> again) {
        check(request.query());
        if (!request.view().showsAll()) {
            return evaluateSeen(request, records, again);
        }
        FullTextParts words = new FullTextParts(fullText);
        Filter filter = new Filter(RecordMatcher.of(request.query(), schema, words), FacetCounter.of(request.facets()));
        Limit limit = request.limit();
        long end = limit.count() == 0 ? Long.MAX_VALUE : saturatedSum(limit.from(), limit.count());
        List<Row> rows;
        if (!request.sortOn().isEmpty()) {
            rows = sorted(request, records, filter, again, RowSorter.by(request.sortOn(), schema, end));
        } else if (words.areRanked()) {
            rows = sorted(request, records, filter, again, RowSorter.by(words::score, end));
        } else {
            rows = inOrder(request, records, filter, end);
        }
        return new Answer(
                rows,
                filter.found,
                filter.facets.stream().map(FacetCounter::counts).toList());
    }

    private Answer evaluateSeen(
            AllDocs request, Iterable<StoredRecord> records, Function<StoredRecord, Supplier<StoredRecord>> again) {
        RecordView view = request.view();
        Iterable<StoredRecord> seen = () -> StreamSupport.stream(records.spliterator(), false)
                .peek(unused -> Interrupts.check())
                .flatMap(record -> view.of(record).stream())
                .iterator();
        return evaluate(request.seenBy(RecordView.WHOLE), seen, record -> {
            Supplier<StoredRecord> whole = again.apply(record);
            return () -> new StoredRecord(record.id(), view.shown(whole.get().body()));
        });
    }

    /**
     * What an index has to ask before it answers itself.
     *
     * @throws StorageException.BadRequest if the query looks for more than {@link FullText#MAX_WORDS}
     */
    public void check(Query query) {
        FullTextParts.check(query, fullText);
    }

    /** Whether one record matches a query. */
    public boolean matches(Query query, StoredRecord candidate) {
        return matcher(query).test(candidate);
    }

    /**
     * The same as {@link #matches} for many records, by one thread at a time.
     *
     * @throws StorageException.BadRequest if the query uses a key that the schema has wrong
     */
    public Predicate<StoredRecord> matcher(Query query) {
        return RecordMatcher.of(query, schema, new FullTextParts(fullText))::matches;
    }

    /** The same as {@link #matcher} for a query of many, all of which are asked about the same few records. */
    public Predicate<StoredRecord> matcherOfFew(Query query) {
        return RecordMatcher.of(query, schema, FullTextParts.ofFew(fullText))::matches;
    }

    /** The row of one record, whether it matches or not. */
    public Row row(AllDocs request, StoredRecord record) {
        return rows(request).row(record);
    }

    private RowMaker rows(AllDocs request) {
        return fullText.map(words -> new RowMaker(request, schema, words))
                .orElseGet(() -> new RowMaker(request, schema));
    }

    private List<Row> inOrder(AllDocs request, Iterable<StoredRecord> records, Filter filter, long end) {
        List<Row> rows = new ArrayList<>();
        RowMaker maker = rows(request);
        for (StoredRecord candidate : records) {
            if (filter.passes(candidate) && filter.found > request.limit().from() && filter.found <= end) {
                rows.add(maker.row(candidate));
            }
        }
        return rows;
    }

    private List<Row> sorted(
            AllDocs request,
            Iterable<StoredRecord> records,
            Filter filter,
            Function<StoredRecord, Supplier<StoredRecord>> again,
            RowSorter sorter) {
        for (StoredRecord candidate : records) {
            if (filter.passes(candidate)) {
                sorter.add(candidate, again);
            }
        }
        List<RowSorter.Found> chosen = sorter.sorted();
        int from = (int) Math.min(request.limit().from(), chosen.size());
        return made(rows(request), chosen.subList(from, chosen.size()));
    }

    private static List<Row> made(RowMaker maker, List<RowSorter.Found> chosen) {
        List<Row> rows = new ArrayList<>(chosen.size());
        for (RowSorter.Found found : chosen) {
            Interrupts.check();
            rows.add(maker.needsBody() ? maker.row(found.record().get()) : maker.row(found.id()));
        }
        return rows;
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /** Lets the records through that match, and counts them. */
    private static final class Filter {

        private final RecordMatcher matcher;
        private final List<FacetCounter> facets;
        private long found;

        Filter(RecordMatcher matcher, List<FacetCounter> facets) {
            this.matcher = matcher;
            this.facets = facets;
        }

        boolean passes(StoredRecord candidate) {
            Interrupts.check();
            if (!matcher.matches(candidate)) {
                return false;
            }
            facets.forEach(facet -> facet.add(candidate));
            found++;
            return true;
        }
    }
}
