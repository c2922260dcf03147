package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.function.Predicate;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.LongBitSet;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.Interrupts;

/** The records whose id the evaluator lets pass: all ids of a segment are looked at in their order. */
final class IdQuery extends Query {

    private static final int STEPS_BETWEEN_CHECKS = 1 << 10;
    private static final float COST = 20;

    private final Predicate<StoredRecord> evaluator;

    /** @param evaluator looks at nothing but ids */
    IdQuery(Predicate<StoredRecord> evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
                SortedDocValues ids = DocValues.getSorted(context.reader(), RecordDocument.ID);
                return new DefaultScorerSupplier(new ConstantScoreScorer(score(), scoreMode, matching(ids)));
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return false;
            }
        };
    }

    private TwoPhaseIterator matching(SortedDocValues ids) throws IOException {
        LongBitSet passed = passed(ids);
        return new TwoPhaseIterator(ids) {
            @Override
            public boolean matches() throws IOException {
                return passed.get(ids.ordValue());
            }

            @Override
            public float matchCost() {
                return COST;
            }
        };
    }

    private LongBitSet passed(SortedDocValues ids) throws IOException {
        LongBitSet passed = new LongBitSet(ids.getValueCount());
        TermsEnum all = ids.termsEnum();
        for (BytesRef id = all.next(); id != null; id = all.next()) {
            if (all.ord() % STEPS_BETWEEN_CHECKS == 0) {
                Interrupts.check();
            }
            if (evaluator.test(new StoredRecord(new RecordId(Utf16Bytes.text(id, 0, id.length)), JsonText.object()))) {
                passed.set(all.ord());
            }
        }
        return passed;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "ids";
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
