package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.query.Facet;
import org.skerry.jio.query.FacetCounter;
import org.skerry.jio.query.FacetCounts;
import org.skerry.jio.query.FieldView;
import org.skerry.jio.query.Interrupts;

/** Counts the values of fields in the records that match: by doc values, or by the records where a field is not own. */
final class FacetSearch {

    private final IndexSearcher searcher;
    private final FieldNames names;
    private final RecordSource records;

    FacetSearch(IndexSearcher searcher, FieldNames names, RecordSource records) {
        this.searcher = searcher;
        this.names = names;
        this.records = records;
    }

    List<FacetCounts> count(List<Facet> facets, Query query) throws IOException {
        List<FacetCounts> counts = new ArrayList<>();
        for (Facet facet : facets) {
            boolean isOwn = names.isOwn(facet.field()) && !facet.field().equals(FieldView.ID);
            counts.add(isOwn ? byValues(facet, query) : byRecords(facet, query));
        }
        return counts;
    }

    private FacetCounts byValues(Facet facet, Query query) throws IOException {
        var counted = new ByValues(facet.field());
        searcher.search(query, new OneCollector<>(counted));
        return new FacetMerge(facet, counted.segments).counts();
    }

    private FacetCounts byRecords(Facet facet, Query query) throws IOException {
        var counter = new FacetCounter(facet);
        if (!facet.field().equals(FieldView.ID)) {
            searcher.search(having(facet.field(), query), new OneCollector<>(new ByRecords(counter)));
        }
        return counter.counts();
    }

    /** Those that match and have a field, so that no others are read. */
    private static Query having(String field, Query query) {
        return new BooleanQuery.Builder()
                .add(query, Occur.FILTER)
                .add(new TermQuery(RecordDocument.has(field)), Occur.FILTER)
                .build();
    }

    /** How often each distinct value of a segment was met, by its number. */
    record Segment(SortedSetDocValues values, int[] counts) {}

    /** Counts each distinct value of a segment by its number; what it is matters at the end only. */
    private static final class ByValues extends SimpleCollector {

        private final String name;
        private final List<Segment> segments = new ArrayList<>();
        private SortedSetDocValues values = DocValues.emptySortedSet();
        private @Nullable SortedDocValues single;
        private int[] counts = new int[0];

        ByValues(String field) {
            this.name = FieldNames.values(field);
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            values = DocValues.getSortedSet(context.reader(), name);
            single = DocValues.unwrapSingleton(values);
            counts = new int[Math.toIntExact(values.getValueCount())];
            segments.add(new Segment(DocValues.getSortedSet(context.reader(), name), counts));
        }

        @Override
        public void collect(int document) throws IOException {
            if (single != null) {
                if (single.advanceExact(document)) {
                    counts[single.ordValue()]++;
                }
            } else if (values.advanceExact(document)) {
                for (int i = 0; i < values.docValueCount(); i++) {
                    counts[(int) values.nextOrd()]++;
                }
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }

    /** Reads the records. */
    private final class ByRecords extends SimpleCollector {

        private final FacetCounter counter;
        private NumericDocValues sequences = DocValues.emptyNumeric();

        ByRecords(FacetCounter counter) {
            this.counter = counter;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            sequences = context.reader().getNumericDocValues(RecordDocument.SEQUENCE);
        }

        @Override
        public void collect(int document) throws IOException {
            Interrupts.check();
            sequences.advanceExact(document);
            counter.add(records.at(sequences.longValue()));
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
