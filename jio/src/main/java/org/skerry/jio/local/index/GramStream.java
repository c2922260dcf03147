package org.skerry.jio.local.index;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;

/**
 * The {@link Grams} of a field's texts as terms, each once. They are made while Lucene takes them: those of a record of a
 * million characters would fill the memory of a small PC if all its fields had theirs at the same time.
 */
final class GramStream extends TokenStream {

    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final List<String> texts;
    private Iterator<String> grams = List.<String>of().iterator();

    /** @param texts folded */
    GramStream(List<String> texts) {
        this.texts = texts;
    }

    @Override
    public void reset() {
        Set<String> all = new HashSet<>();
        texts.forEach(text -> Grams.add(text, all));
        grams = all.iterator();
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        if (!grams.hasNext()) {
            grams = List.<String>of().iterator(); // the texts before these can go
            return false;
        }
        term.setBytesRef(Utf16Bytes.of(grams.next()));
        return true;
    }
}
