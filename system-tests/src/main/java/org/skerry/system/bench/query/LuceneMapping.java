package org.skerry.system.bench.query;

import java.io.IOException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.skerry.jio.query.AllDocs;

/** How a request looks to Lucene, for one index. */
public interface LuceneMapping {

    Query query(AllDocs request) throws IOException;

    /** @param matches how many there are */
    Sort sort(AllDocs request, int matches) throws IOException;

    /** Reads the ids of hits. */
    void readIds(IndexSearcher searcher, ScoreDoc[] hits) throws IOException;

    /** The doc values, sorted or sorted sets, by which a field's values are counted. */
    String valuesOf(String field);
}
