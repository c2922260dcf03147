package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * The records that have a word in any of its kinds, not scored. Equal for equal words, so that a searcher's cache knows it; and
 * what it takes to find them is only made when that does not.
 */
final class WordMatches extends Query {

    private final SearchWord word;
    private final String field;

    WordMatches(SearchWord word, String field) {
        this.word = word;
        this.field = field;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {

            private @Nullable Weight kinds;

            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
                if (kinds == null) {
                    Query any = searcher.rewrite(word.anyKind(field));
                    kinds = any.createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, 1);
                }
                return kinds.scorerSupplier(context);
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return true;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String unused) {
        return "word(" + word + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WordMatches that && word.equals(that.word) && field.equals(that.field);
    }

    @Override
    public int hashCode() {
        return Objects.hash(word, field);
    }
}
