package org.skerry.jio.local.index;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.util.SmallFloat;

/**
 * BM25 of a record by itself: how often it has a word, measured by its length; from 0 to below 1. How rare words are
 * elsewhere counts nothing, so that scores do not depend on other records, and tell nobody about those hidden from them.
 *
 * <p>Scores are whole multiples of 1/1024: added up in any order they give the same sum, in an index and by themselves.
 */
final class WordsSimilarity extends Similarity {

    /** Words of a common record. */
    private static final double COMMON_LENGTH = 50;

    /** BM25's usual parameters: how soon more of the same word counts little, and how much the length counts. */
    private static final double SATURATION = 1.2;

    private static final double LENGTH_SHARE = 0.75;

    private static final double STEPS = 1024;

    @Override
    public SimScorer scorer(float boost, CollectionStatistics ignored, TermStatistics... alsoIgnored) {
        return new SimScorer() {
            @Override
            public float score(float frequency, long norm) {
                double length = SmallFloat.byte4ToInt((byte) norm);
                double half = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / COMMON_LENGTH);
                return (float) (boost * Math.floor(frequency / (frequency + half) * STEPS) / STEPS);
            }
        };
    }
}
