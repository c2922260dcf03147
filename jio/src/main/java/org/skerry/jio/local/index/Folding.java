package org.skerry.jio.local.index;

import java.text.Normalizer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/** Words without what people leave out when they type: accents, joined letters, invisible characters. */
final class Folding {

    /** One character becomes up to four: ⒇ is (20). */
    private static final int MAX_GROWTH = 4;

    private static final char FIRST_COMBINING = '\u0300';

    private Folding() {}

    /** Latin letters as ASCII; other letters stay. */
    static String fold(String word) {
        char[] folded = new char[word.length() * MAX_GROWTH];
        int length = ASCIIFoldingFilter.foldToASCII(word.toCharArray(), 0, folded, 0, word.length());
        return new String(folded, 0, length);
    }

    /** A letter and its accent as one character, soft hyphens and the like left out. */
    static String compose(String word) {
        if (word.chars().noneMatch(c -> c >= FIRST_COMBINING || Character.getType(c) == Character.FORMAT)) {
            return word;
        }
        StringBuilder visible = new StringBuilder(word.length());
        word.codePoints().filter(c -> Character.getType(c) != Character.FORMAT).forEach(visible::appendCodePoint);
        return Normalizer.normalize(visible, Normalizer.Form.NFC);
    }
}
