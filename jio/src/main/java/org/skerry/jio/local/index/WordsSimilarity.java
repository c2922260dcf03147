package org.skerry.jio.local.index;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * BM25 of a record by itself: how often it has a word, measured by its length. How rare words are elsewhere counts
 * nothing, so that scores do not depend on other records, and tell nobody about those hidden from them.
 */
final class WordsSimilarity extends BM25Similarity {

    /** Words of a common record. */
    private static final float COMMON_LENGTH = 50;

    @Override
    protected float idf(long withTerm, long all) {
        return 1;
    }

    @Override
    protected float avgFieldLength(CollectionStatistics ignored) {
        return COMMON_LENGTH;
    }
}
