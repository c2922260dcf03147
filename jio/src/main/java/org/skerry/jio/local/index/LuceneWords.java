package org.skerry.jio.local.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.similarities.Similarity;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.FullText;

/**
 * Full text with Lucene's analysis and queries. A record matches if every word is in it, as it is or by its stem; the last
 * word may go on; spelling mistakes are forgiven in longer words. Text without any word matches no record.
 *
 * <p>Whether and how well a record matches depends on that record only. An index gives each document {@link #field} and the
 * writer and the searcher {@link #similarity}; {@link WordsQuery#query} then finds and scores as {@link WordsQuery#score}
 * does.
 */
public final class LuceneWords implements FullText {

    /** The name of the field in Lucene. */
    public static final String FIELD = "_text";

    private static final FieldType TYPE = type();

    /**
     * Articles and endings that an apostrophe joins to a word, in French and English: who looks for l'hôpital wants hôpital.
     */
    private static final Pattern JOINED = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:[cdjlmnst]|qu)['\u2019\u02bc\uff07](?=\\p{L})|['\u2019\u02bc\uff07]s(?![\\p{L}\\p{N}])",
            Pattern.CASE_INSENSITIVE);

    private final Analyzer ofRecords = WordsAnalyzer.ofRecords();
    private final Analyzer ofWords = WordsAnalyzer.ofWords();
    private final RecordTerms terms = new RecordTerms(ofRecords);

    private static FieldType type() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }

    /** What an index scores {@link #FIELD} by, at writing and at searching. */
    public static Similarity similarity() {
        return new WordsSimilarity();
    }

    /** What of a record is searched: all its texts and numbers, one a line. */
    public static String textOf(StoredRecord searched) {
        return SearchedText.of(searched);
    }

    /** What an index analyses {@link #FIELD} with. */
    public static Analyzer analyzer() {
        return WordsAnalyzer.ofRecords();
    }

    /** A document's field for a record. */
    public static Field field(StoredRecord searched) {
        return new Field(FIELD, textOf(searched), TYPE);
    }

    @Override
    public WordsQuery words(String text) {
        List<SearchWord.Token> tokens = tokens(JOINED.matcher(text).replaceAll(" "));
        Set<SearchWord.Token> different = new LinkedHashSet<>(tokens.reversed());
        List<SearchWord> words = new ArrayList<>();
        for (SearchWord.Token token : different) {
            words.add(new SearchWord(token, words.isEmpty())); // the last one is first here
        }
        return new WordsQuery(words, ofRecords, terms);
    }

    private List<SearchWord.Token> tokens(String text) {
        List<SearchWord.Token> found = new ArrayList<>();
        try (TokenStream tokens = ofWords.tokenStream(FIELD, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            TypeAttribute type = tokens.addAttribute(TypeAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                if (Stems.isStem(term)) {
                    found.getLast().stems().add(term.toString());
                } else if (found.size() == MAX_WORDS) {
                    throw FullText.tooManyWords();
                } else {
                    found.add(new SearchWord.Token(
                            term.toString(), StemsFilter.isBigram(type.type()), new ArrayList<>()));
                }
            }
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
        return found;
    }
}
