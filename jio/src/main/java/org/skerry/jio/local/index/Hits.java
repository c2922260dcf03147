package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.ScoreDoc;
import org.skerry.jio.RecordId;

/** Reads what belongs to hits; doc values want to be read in the order of documents. */
final class Hits {

    private final List<LeafReaderContext> segments;
    private final ScoreDoc[] hits;
    private final Integer[] inDocumentOrder;

    /** @param segments of the searcher that found them */
    Hits(List<LeafReaderContext> segments, ScoreDoc[] hits) {
        this.segments = segments;
        this.hits = hits;
        inDocumentOrder = new Integer[hits.length];
        Arrays.setAll(inDocumentOrder, i -> i);
        Arrays.sort(inDocumentOrder, Comparator.comparingInt(i -> hits[i].doc));
    }

    long[] sequences() throws IOException {
        long[] sequences = new long[hits.length];
        LeafReaderContext leaf = null;
        NumericDocValues values = null;
        for (int i : inDocumentOrder) {
            LeafReaderContext here = leafOf(hits[i].doc);
            if (here != leaf) {
                leaf = here;
                values = leaf.reader().getNumericDocValues(RecordDocument.SEQUENCE);
            }
            values.advanceExact(hits[i].doc - leaf.docBase);
            sequences[i] = values.longValue();
        }
        return sequences;
    }

    RecordId[] ids() throws IOException {
        RecordId[] ids = new RecordId[hits.length];
        LeafReaderContext leaf = null;
        SortedDocValues values = null;
        for (int i : inDocumentOrder) {
            LeafReaderContext here = leafOf(hits[i].doc);
            if (here != leaf) {
                leaf = here;
                values = leaf.reader().getSortedDocValues(RecordDocument.ID);
            }
            values.advanceExact(hits[i].doc - leaf.docBase);
            ids[i] = RecordDocument.id(values.lookupOrd(values.ordValue()));
        }
        return ids;
    }

    private LeafReaderContext leafOf(int document) {
        return segments.get(ReaderUtil.subIndex(document, segments));
    }
}
