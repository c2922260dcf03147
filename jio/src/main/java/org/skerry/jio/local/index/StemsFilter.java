package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/** Folds each word and puts its {@link Stems} after it, at the same position. */
final class StemsFilter extends TokenFilter {

    /** Some hundred kilobytes for each thread that analyses. */
    private static final int MAX_KNOWN = 2_000;

    private static final int MAX_KNOWN_LENGTH = 32;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final TypeAttribute type = addAttribute(TypeAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);

    private final Stems stems = new Stems();

    /** What became of the words that came last: texts say the same words again and again. */
    private final Map<String, Folded> known = new HashMap<>();

    private Iterator<String> pending = Collections.emptyIterator();

    StemsFilter(TokenStream words) {
        super(words);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (pending.hasNext()) {
            term.setEmpty().append(pending.next()); // nothing else of the word before has been touched
            step.setPositionIncrement(0);
            return true;
        }
        if (!input.incrementToken()) {
            return false;
        }
        if (!isBigram(type.type())) {
            takeWord();
        }
        return true;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        pending = Collections.emptyIterator();
    }

    private void takeWord() {
        Folded folded = folded(term.toString());
        term.setEmpty().append(folded.word());
        pending = folded.stems().iterator();
    }

    private Folded folded(String word) {
        Folded folded = known.get(word);
        if (folded == null) {
            String composed = Folding.compose(word);
            folded = new Folded(Folding.fold(composed), stems.of(composed));
            if (known.size() == MAX_KNOWN) {
                known.clear();
            }
            if (word.length() <= MAX_KNOWN_LENGTH) {
                known.put(word, folded);
            }
        }
        return folded;
    }

    private record Folded(String word, List<String> stems) {}

    /** Whether a word of that type is one or two Chinese, Japanese or Korean characters. */
    static boolean isBigram(String type) {
        return type.equals(CJKBigramFilter.SINGLE_TYPE) || type.equals(CJKBigramFilter.DOUBLE_TYPE);
    }
}
