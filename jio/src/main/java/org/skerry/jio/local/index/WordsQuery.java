package org.skerry.jio.local.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.FullText;
import org.skerry.jio.query.Highlight;

/**
 * Words that are looked for, as a query of Lucene: the same for an index of all records and for one record by itself, which
 * score alike.
 */
public final class WordsQuery implements FullText.Words {

    /** Nobody looks at more hits in one text. */
    private static final int MAX_MARKS = 1_000;

    private final List<SearchWord> words;
    private final Analyzer analyzer;
    private final RecordTerms terms;
    private final MemoryIndex one = new MemoryIndex();
    private @Nullable Query query;

    WordsQuery(List<SearchWord> words, Analyzer analyzer, RecordTerms terms) {
        this.terms = terms;
        this.words = List.copyOf(words);
        this.analyzer = analyzer;
    }

    /** What finds every record that {@link #score} gives more than 0, and none else. */
    public Query query(String field) {
        return all(word -> List.of(
                new BooleanClause(word.query(field), BooleanClause.Occur.MUST),
                new BooleanClause(word.frequency(field), BooleanClause.Occur.SHOULD)));
    }

    /** The records of {@link #query} that have every word as it is, in the same order: all with so much less of a score. */
    Query exactly(String field) {
        return all(word -> List.of(new BooleanClause(word.frequency(field), BooleanClause.Occur.MUST)));
    }

    /** The records of {@link #query}, not scored, which is faster. */
    Query unscored(String field) {
        return all(word -> List.of(new BooleanClause(word.unscored(field), BooleanClause.Occur.FILTER)));
    }

    private Query all(Function<SearchWord, List<BooleanClause>> clauses) {
        if (words.isEmpty()) {
            return new MatchNoDocsQuery("no word to look for");
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        words.forEach(word -> clauses.apply(word).forEach(all::add));
        return all.build();
    }

    @Override
    public int size() {
        return words.size();
    }

    @Override
    public double score(StoredRecord candidate) {
        String text = SearchedText.of(candidate);
        if (words.isEmpty() || text.isEmpty()) {
            return 0;
        }
        if (query == null) {
            query = query(LuceneWords.FIELD); // takes milliseconds, which marks do not need
        }
        one.reset(); // forgets the similarity, too
        one.setSimilarity(LuceneWords.similarity());
        one.addField(LuceneWords.FIELD, text, analyzer);
        return one.search(query);
    }

    @Override
    public boolean matches(StoredRecord candidate) {
        return !words.isEmpty() && hasAll(terms.of(candidate));
    }

    private boolean hasAll(Set<String> found) {
        for (SearchWord word : words) {
            if (!hasOne(word, found)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasOne(SearchWord word, Set<String> found) {
        for (String term : found) {
            if (word.accepts(term)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<Highlight.Mark> marks(String text) {
        List<Highlight.Mark> marks = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(LuceneWords.FIELD, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            OffsetAttribute place = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (marks.size() < MAX_MARKS && tokens.incrementToken()) {
                if (accepts(term.toString())) {
                    add(marks, place.startOffset(), place.endOffset());
                }
            }
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
        return marks;
    }

    private boolean accepts(String term) {
        for (SearchWord word : words) {
            if (word.accepts(term)) {
                return true;
            }
        }
        return false;
    }

    // Tokens come in the order of their beginnings.
    private static void add(List<Highlight.Mark> marks, int from, int to) {
        if (marks.isEmpty() || marks.getLast().to() < from) {
            marks.add(new Highlight.Mark(from, to));
        } else {
            Highlight.Mark last = marks.removeLast();
            marks.add(new Highlight.Mark(last.from(), Math.max(last.to(), to)));
        }
    }
}
