package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.jspecify.annotations.Nullable;

/** Folds each word and puts its {@link Stems} after it, at the same position. */
final class StemsFilter extends TokenFilter {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final TypeAttribute type = addAttribute(TypeAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);

    private final Stems stems = new Stems();
    private final Queue<String> pending = new ArrayDeque<>();
    private @Nullable State word;

    StemsFilter(TokenStream words) {
        super(words);
    }

    @Override
    public boolean incrementToken() throws IOException {
        String stem = pending.poll();
        if (stem != null) {
            restoreState(word);
            term.setEmpty().append(stem);
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
        pending.clear();
    }

    private void takeWord() {
        String composed = Folding.compose(term.toString());
        term.setEmpty().append(Folding.fold(composed));
        pending.addAll(stems.of(composed));
        if (!pending.isEmpty()) {
            word = captureState();
        }
    }

    /** Whether a word of that type is one or two Chinese, Japanese or Korean characters. */
    static boolean isBigram(String type) {
        return type.equals(CJKBigramFilter.SINGLE_TYPE) || type.equals(CJKBigramFilter.DOUBLE_TYPE);
    }
}
