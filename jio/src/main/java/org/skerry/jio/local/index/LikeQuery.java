package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
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
import org.apache.lucene.util.DocIdSetBuilder;
import org.skerry.jio.query.LikePattern;

/**
 * The records where one of some fields has a text, no {@link ValueTerm#LONG} one, that matches a pattern.
 *
 * <p>Beside a part of a query that selects few records, only those are looked at; else all that match are gathered
 * ({@link LikeMatches}).
 */
final class LikeQuery extends Query {

    /** With fewer candidates than one in so many records, each is looked at by itself. */
    private static final int FEW = 64;

    private static final float COST = 500;

    private final List<String> fields;
    private final LikePattern pattern;
    private final boolean searchedOnly;

    /** @param searchedOnly whether values that JavaScript takes for false are left out */
    LikeQuery(Collection<String> fields, LikePattern pattern, boolean searchedOnly) {
        this.fields = fields.stream().sorted().toList();
        this.pattern = pattern;
        this.searchedOnly = searchedOnly;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
                LikeMatches matches = new LikeMatches(context.reader(), fields, pattern, searchedOnly);
                return matches.isImpossible() ? null : new Supplier(context, matches, score(), scoreMode);
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return true; // doc values are never updated here
            }
        };
    }

    private static final class Supplier extends ScorerSupplier {

        private final LeafReaderContext context;
        private final LikeMatches matches;
        private final float score;
        private final ScoreMode scoreMode;

        Supplier(LeafReaderContext context, LikeMatches matches, float score, ScoreMode scoreMode) {
            this.context = context;
            this.matches = matches;
            this.score = score;
            this.scoreMode = scoreMode;
        }

        @Override
        public Scorer get(long leadCost) throws IOException {
            int size = context.reader().maxDoc();
            if (leadCost < size / FEW) {
                return new ConstantScoreScorer(score, scoreMode, oneByOne(size));
            }
            DocIdSetBuilder found = new DocIdSetBuilder(size);
            matches.gather(found);
            DocIdSetIterator all = found.build().iterator();
            return new ConstantScoreScorer(score, scoreMode, all == null ? DocIdSetIterator.empty() : all);
        }

        private TwoPhaseIterator oneByOne(int size) {
            DocIdSetIterator all = DocIdSetIterator.all(size);
            return new TwoPhaseIterator(all) {
                @Override
                public boolean matches() throws IOException {
                    return matches.test(all.docID());
                }

                @Override
                public float matchCost() {
                    return COST;
                }
            };
        }

        @Override
        public long cost() {
            return context.reader().maxDoc();
        }
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "like(" + fields + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LikeQuery that
                && fields.equals(that.fields)
                && pattern.equals(that.pattern)
                && searchedOnly == that.searchedOnly;
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields, pattern, searchedOnly);
    }
}
