package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.function.Predicate;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.Interrupts;

/**
 * Those of some candidates that the evaluator lets pass: it reads their records. For what the index alone cannot tell; slow,
 * and so asked last of all. Each query is equal to itself only.
 */
final class RecheckQuery extends Query {

    /** In the units of {@link TwoPhaseIterator#matchCost}: reading and parsing a record takes some 20 microseconds. */
    private static final float COST = 20_000;

    private final Query candidates;
    private final Predicate<StoredRecord> evaluator;
    private final RecordSource records;

    RecheckQuery(Query candidates, Predicate<StoredRecord> evaluator, RecordSource records) {
        this.candidates = candidates;
        this.evaluator = evaluator;
        this.records = records;
    }

    @Override
    public Query rewrite(IndexSearcher searcher) throws IOException {
        Query rewritten = candidates.rewrite(searcher);
        return rewritten == candidates ? this : new RecheckQuery(rewritten, evaluator, records);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) throws IOException {
        Weight weight = candidates.createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, 1);
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
                Scorer scorer = weight.scorer(context);
                if (scorer == null) {
                    return null;
                }
                return new DefaultScorerSupplier(
                        new ConstantScoreScorer(score(), scoreMode, rechecked(scorer, context.reader())));
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return false;
            }
        };
    }

    // Lucene asks about documents of removed and of older records, too: those cannot be read any more.
    private TwoPhaseIterator rechecked(Scorer scorer, LeafReader segment) throws IOException {
        NumericDocValues sequences = segment.getNumericDocValues(RecordDocument.SEQUENCE);
        Bits live = segment.getLiveDocs();
        TwoPhaseIterator twoPhase = scorer.twoPhaseIterator();
        DocIdSetIterator approximation = twoPhase == null ? scorer.iterator() : twoPhase.approximation();
        return new TwoPhaseIterator(approximation) {
            @Override
            public boolean matches() throws IOException {
                Interrupts.check();
                return (live == null || live.get(approximation.docID()))
                        && (twoPhase == null || twoPhase.matches())
                        && sequences.advanceExact(approximation.docID())
                        && evaluator.test(records.at(sequences.longValue()));
            }

            @Override
            public float matchCost() {
                return COST;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "recheck(" + candidates.toString(field) + ")";
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
