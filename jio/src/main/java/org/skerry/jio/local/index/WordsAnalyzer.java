package org.skerry.jio.local.index;

import java.io.Reader;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.core.LowerCaseFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * Finds the words of a text in any language: runs of letters and digits without case, accents and width; pairs of
 * characters in Chinese, Japanese and Korean; and {@link Stems}.
 *
 * <p>{@code docs/decisions/0010-full-text.md} tells why. May be used by any thread. Offsets are those of the text.
 */
public final class WordsAnalyzer extends Analyzer {

    /** Longer runs are cut into words of this many characters. */
    static final int MAX_WORD_LENGTH = 255;

    private static final int EVERY_SCRIPT =
            CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA | CJKBigramFilter.HANGUL;

    private final boolean hasSingles;

    private WordsAnalyzer(boolean hasSingles) {
        this.hasSingles = hasSingles;
    }

    /** For what is searched: besides pairs, each Chinese, Japanese or Korean character is a word. */
    public static WordsAnalyzer ofRecords() {
        return new WordsAnalyzer(true);
    }

    /** For what is looked for: such a character is a word only where it stands alone. */
    static WordsAnalyzer ofWords() {
        return new WordsAnalyzer(false);
    }

    @Override
    protected Reader initReader(String field, Reader text) {
        return new PunctuationFilter(text);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer tokenizer = new StandardTokenizer();
        tokenizer.setMaxTokenLength(MAX_WORD_LENGTH);
        return new TokenStreamComponents(tokenizer, words(tokenizer));
    }

    private TokenStream words(Tokenizer tokenizer) {
        TokenStream lower = new LowerCaseFilter(new CJKWidthFilter(tokenizer));
        return new StemsFilter(new CJKBigramFilter(lower, EVERY_SCRIPT, hasSingles));
    }
}
