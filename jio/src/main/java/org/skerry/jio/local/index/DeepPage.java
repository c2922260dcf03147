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
import org.skerry.jio.query.Interrupts;

/**
 * Jumps deep into a result: counts, by sort value, what matches, finds the last value that stands at or before the wanted row,
 * and leaves out what sorts before it. What is left to be put in order is short.
 */
final class DeepPage {

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
        Places places = new Places();
        searcher.search(query, new OneCollector<>(places));
        return places.lastBefore(row);
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

    /** How many matches have which value, segment by segment. */
    private static final class Segment {

        private final SortedDocValues values;

        /** First for each place among the values, then for all before it; at 0 those without a value. */
        private final int[] counts;

        Segment(SortedDocValues values) {
            this.values = values;
            counts = new int[values.getValueCount() + 1];
        }

        void add(int document) throws IOException {
            counts[values.advanceExact(document) ? values.ordValue() + 1 : 0]++;
        }

        void sumUp() {
            for (int i = 1; i < counts.length; i++) {
                counts[i] += counts[i - 1];
            }
        }

        /** How many have no value, or one before this. */
        int before(BytesRef value) throws IOException {
            int place = values.lookupTerm(value);
            return counts[place < 0 ? -place - 1 : place];
        }

        /** How many have a value after this. */
        int after(BytesRef value) throws IOException {
            int place = values.lookupTerm(value);
            return counts[counts.length - 1] - counts[place < 0 ? -place - 1 : place + 1];
        }
    }

    private final class Places extends SimpleCollector {

        private final List<Segment> segments = new ArrayList<>();
        private Segment current = new Segment(DocValues.emptySorted());

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            Interrupts.check();
            current = new Segment(DocValues.getSorted(context.reader(), order.getField()));
            segments.add(current);
        }

        @Override
        public void collect(int document) throws IOException {
            current.add(document);
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        /** Where a value begins in the result. */
        private long place(BytesRef value) throws IOException {
            long place = 0;
            for (Segment segment : segments) {
                place += order.getReverse() ? segment.after(value) : segment.before(value);
            }
            return place;
        }

        /** A copy: what is looked up lies where the next one will be. */
        private static BytesRef value(SortedDocValues values, int place) throws IOException {
            return BytesRef.deepCopyOf(values.lookupOrd(place));
        }

        /** Of the values of the largest segment: the others lie between them. */
        Optional<Start> lastBefore(long row) throws IOException {
            segments.forEach(Segment::sumUp);
            Optional<Segment> largest = segments.stream().max(Comparator.comparingInt(each -> each.counts.length));
            if (largest.isEmpty()) {
                return Optional.empty();
            }
            SortedDocValues values = largest.get().values;
            int count = values.getValueCount();
            int low = 0; // so many of the first values, in the order of the result, begin at or before the row
            int high = count;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (place(value(values, order.getReverse() ? count - 1 - middle : middle)) <= row) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            if (low == 0) {
                return Optional.empty();
            }
            BytesRef value = value(values, order.getReverse() ? count - low : low - 1);
            return Optional.of(new Start(from(value), place(value)));
        }
    }
}
