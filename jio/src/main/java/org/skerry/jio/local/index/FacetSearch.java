package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
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
            FacetCounter counter = new FacetCounter(facet);
            if (!facet.field().equals(FieldView.ID)) {
                count(facet.field(), counter, query);
            }
            counts.add(counter.counts());
        }
        return counts;
    }

    private void count(String field, FacetCounter counter, Query query) throws IOException {
        boolean isOwn = names.isOwn(field);
        Collector collector = isOwn ? new ByValues(field, counter) : new ByRecords(counter);
        searcher.search(isOwn ? query : having(field, query), new Only(collector));
        collector.finishSegment();
    }

    /** Those that match and have a field, so that no others are read. */
    private static Query having(String field, Query query) {
        return new BooleanQuery.Builder()
                .add(query, Occur.FILTER)
                .add(new TermQuery(RecordDocument.has(field)), Occur.FILTER)
                .build();
    }

    /** One collector for all segments: the searcher has one thread. */
    private record Only(Collector collector) implements CollectorManager<Collector, Collector> {
        @Override
        public Collector newCollector() {
            return collector;
        }

        @Override
        public Collector reduce(Collection<Collector> same) {
            return collector;
        }
    }

    /** Told each document that matches; {@link #finishSegment} before the next segment and at the end. */
    private abstract static class Collector extends SimpleCollector {

        void finishSegment() throws IOException {}

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            finishSegment();
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }

    /** Counts each distinct value of a segment by its number, and looks at what it is at the end. */
    private static final class ByValues extends Collector {

        private final String name;
        private final FacetCounter counter;
        private SortedSetDocValues values = DocValues.emptySortedSet();
        private int[] counts = new int[0];

        ByValues(String field, FacetCounter counter) {
            this.name = FieldNames.values(field);
            this.counter = counter;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            super.doSetNextReader(context);
            values = DocValues.getSortedSet(context.reader(), name);
            counts = new int[Math.toIntExact(values.getValueCount())];
        }

        @Override
        public void collect(int document) throws IOException {
            if (values.advanceExact(document)) {
                for (int i = 0; i < values.docValueCount(); i++) {
                    counts[(int) values.nextOrd()]++;
                }
            }
        }

        @Override
        void finishSegment() throws IOException {
            for (int ord = 0; ord < counts.length; ord++) {
                if (counts[ord] > 0) {
                    Interrupts.check();
                    BytesRef term = values.lookupOrd(ord);
                    if (ValueTerm.tag(term) != ValueTerm.LONG) {
                        counter.add(ValueTerm.text(term), counts[ord]);
                    }
                }
            }
            counts = new int[0];
        }
    }

    /** Reads the records. */
    private final class ByRecords extends Collector {

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
    }
}
