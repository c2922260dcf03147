package org.skerry.jio.local.index;

import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.skerry.jio.StoredRecord;

/** Stand-in. */
public final class LuceneWords implements org.skerry.jio.query.FullText {
    public Words words(String t) {
        throw new UnsupportedOperationException();
    }

    static final String FIELD = "_text";

    static org.apache.lucene.analysis.Analyzer analyzer() {
        return new org.apache.lucene.analysis.standard.StandardAnalyzer();
    }

    static org.apache.lucene.search.similarities.Similarity similarity() {
        return new org.apache.lucene.search.similarities.BM25Similarity();
    }

    static Field field(StoredRecord record) {
        return new TextField(FIELD, "", Field.Store.NO);
    }

    Query query(String words) {
        return MatchNoDocsQuery.INSTANCE;
    }
}
