package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Jumps deep into a result: looks at some of its rows to guess a sort value a little before the wanted row, counts what
 * sorts before that value, and leaves it out. What is left to be put in order is short.
 */
final class DeepPage {

    private static final int SAMPLES = 2_000;

    /** So many samples before the wanted row: a guess that is too late would be useless. */
    private static final int MARGIN = 30;

    private final IndexSearcher searcher;
    private final Query query;
    private final SortField order;
    private final long total;

    /**
     * @param order the first sort field, by sorted doc values
     * @param total how many records match
     */
    DeepPage(IndexSearcher searcher, Query query, SortField order, long total) {
        this.searcher = searcher;
        this.query = query;
        this.order = order;
        this.total = total;
    }

    /** The query without its first rows, and how many these are. */
    record Start(Query query, long place) {}

    /** A start at or before a row; empty if none was found that is worth it. */
    Optional<Start> before(long row) throws IOException {
        if (order.getType() != SortField.Type.STRING || row >= total) {
            return Optional.empty();
        }
        Samples samples = new Samples(Math.max(1, total / SAMPLES));
        searcher.search(query, new OneCollector<>(samples));
        List<BytesRef> values = samples.values;
        Comparator<BytesRef> ascending = Comparator.nullsFirst(Comparator.naturalOrder());
        values.sort(order.getReverse() ? ascending.reversed() : ascending);
        long guess = row * values.size() / total - MARGIN;
        BytesRef value = guess <= 0 ? null : values.get((int) guess);
        if (value == null) {
            return Optional.empty();
        }
        Query rest = from(value);
        long place = total - searcher.count(rest);
        return place <= row ? Optional.of(new Start(rest, place)) : Optional.empty();
    }

    /** Those that sort at or after a value; records without a value sort before all, or after all when descending. */
    private Query from(BytesRef value) {
        String field = String.valueOf(order.getField());
        BooleanQuery.Builder rest = new BooleanQuery.Builder().add(query, Occur.FILTER);
        if (!order.getReverse()) {
            return rest.add(SortedDocValuesField.newSlowRangeQuery(field, value, null, true, true), Occur.FILTER)
                    .build();
        }
        Query without = new BooleanQuery.Builder()
                .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                .add(new FieldExistsQuery(field), Occur.MUST_NOT)
                .build();
        return rest.add(
                        new BooleanQuery.Builder()
                                .add(
                                        SortedDocValuesField.newSlowRangeQuery(field, null, value, true, true),
                                        Occur.SHOULD)
                                .add(without, Occur.SHOULD)
                                .build(),
                        Occur.FILTER)
                .build();
    }

    /** The sort value of each n-th match, null where there is none. */
    private final class Samples extends SimpleCollector {

        private final long every;
        private final List<@Nullable BytesRef> values = new ArrayList<>();
        private SortedDocValues sorted = DocValues.emptySorted();
        private long seen;

        Samples(long every) {
            this.every = every;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            sorted = DocValues.getSorted(context.reader(), order.getField());
        }

        @Override
        public void collect(int document) throws IOException {
            if (seen++ % every == 0) {
                values.add(
                        sorted.advanceExact(document)
                                ? BytesRef.deepCopyOf(sorted.lookupOrd(sorted.ordValue()))
                                : null);
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
