package org.skerry.jio.local.index;

import java.io.IOException;
import java.io.Reader;
import org.apache.lucene.analysis.CharFilter;

/**
 * Makes punctuation spaces, so that it never joins two words: l'hôpital, marie.curie@example.org, 01.23.45, first_name.
 *
 * <p>Character for character, hence offsets stay.
 */
final class PunctuationFilter extends CharFilter {

    /** Unicode has it for a letter; it is written for an apostrophe. */
    private static final char MODIFIER_APOSTROPHE = '\u02bc';

    PunctuationFilter(Reader text) {
        super(text);
    }

    @Override
    public int read(char[] buffer, int from, int count) throws IOException {
        int got = input.read(buffer, from, count);
        for (int i = from; i < from + got; i++) {
            buffer[i] = isPunctuation(buffer[i]) ? ' ' : buffer[i];
        }
        return got;
    }

    @Override
    protected int correct(int offset) {
        return offset;
    }

    private static boolean isPunctuation(char c) {
        return switch (Character.getType(c)) {
            case Character.OTHER_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.SPACE_SEPARATOR -> // the narrow no-break space would join, too
                true;
            default -> c == MODIFIER_APOSTROPHE;
        };
    }
}
