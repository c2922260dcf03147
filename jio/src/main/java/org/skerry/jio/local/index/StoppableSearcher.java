package org.skerry.jio.local.index;

import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Weight;
import org.skerry.jio.query.Interrupts;

/**
 * Stops between two segments. Queries that take long within one look for themselves; Lucene's own need some ten nanoseconds a
 * document, and its way to stop them in between costs short ones more than they take.
 */
final class StoppableSearcher extends IndexSearcher {

    StoppableSearcher(IndexReader reader) {
        super(reader);
    }

    @Override
    protected void searchLeaf(
            LeafReaderContext segment, int minDocument, int maxDocument, Weight weight, Collector collector)
            throws IOException {
        Interrupts.check();
        super.searchLeaf(segment, minDocument, maxDocument, weight, collector);
    }
}
