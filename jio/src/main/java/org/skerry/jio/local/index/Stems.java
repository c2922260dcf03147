package org.skerry.jio.local.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * A word's stem in each language that is spoken here, marked with the language: nobody tells which one a text is in.
 *
 * <p>May be used by one thread.
 */
final class Stems {

    /** Shorter words have no endings worth cutting. */
    private static final int MIN_LENGTH = 3;

    private final Stemmer english = new Stemmer('\u0001', word -> new SnowballFilter(word, new EnglishStemmer()));
    private final Stemmer french = new Stemmer('\u0002', FrenchLightStemFilter::new);
    private final Stemmer german = new Stemmer('\u0003', GermanLightStemFilter::new);

    /**
     * @param word in lower case, with its accents
     * @return none for what is no word in Latin letters; else each begins with a character that no word contains
     */
    List<String> of(String word) {
        if (word.length() < MIN_LENGTH || !isLatin(word)) {
            return List.of();
        }
        List<String> stems = new ArrayList<>();
        for (Stemmer stemmer : List.of(english, french, german)) {
            stems.add(stemmer.stem(word));
        }
        return stems;
    }

    /** Whether a term is one of these and no word. */
    static boolean isStem(CharSequence term) {
        return term.charAt(0) <= '\u0003';
    }

    private static boolean isLatin(String word) {
        return word.chars()
                .allMatch(c -> Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
    }

    /** Lucene's stemmers are filters of streams; this is a stream of one word at a time. */
    private static final class Stemmer {

        private final char mark;
        private final OneWord word = new OneWord();
        private final TokenStream stemmed;

        Stemmer(char mark, UnaryOperator<TokenStream> filter) {
            this.mark = mark;
            stemmed = filter.apply(word);
        }

        String stem(String text) {
            word.term.setEmpty().append(text);
            try {
                stemmed.incrementToken();
            } catch (IOException unexpected) {
                throw new UncheckedIOException(unexpected);
            }
            return mark + Folding.fold(word.term.toString());
        }
    }

    private static final class OneWord extends TokenStream {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

        @Override
        public boolean incrementToken() {
            return true;
        }
    }
}
