package org.skerry.system.bench.query;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** All runs of three characters of a text, one after the other; between two texts is a gap. */
final class GramStream extends TokenStream {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final String text;
    private int at;

    GramStream(String text) {
        this.text = text;
    }

    @Override
    public boolean incrementToken() {
        if (at + PlainFields.GRAM > text.length()) {
            return false;
        }
        clearAttributes();
        step.setPositionIncrement(at == 0 ? PlainFields.GRAM : 1);
        term.append(text, at, at + PlainFields.GRAM);
        at++;
        return true;
    }

    @Override
    public void reset() {
        at = 0;
    }
}
