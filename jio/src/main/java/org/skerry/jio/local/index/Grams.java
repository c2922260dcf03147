package org.skerry.jio.local.index;

import java.util.HashSet;
import java.util.Set;
import org.skerry.jio.query.LikePattern;

/**
 * The small pieces of texts by which a part in the middle is found: three characters of scripts with letters; of scripts
 * with very many characters, where words are short, one and two.
 */
final class Grams {

    /** Longest text whose pieces are kept, in UTF-16 code units. */
    static final int MAX_TEXT_LENGTH = 2_000;

    private static final int LETTERS = 3;

    private Grams() {}

    /** Adds the pieces of a folded text. */
    static void add(String folded, Set<String> grams) {
        for (int i = 0; i < folded.length(); i++) {
            boolean isDense = isDense(folded.charAt(i));
            if (isDense) {
                grams.add(folded.substring(i, i + 1));
            }
            if (i + 1 < folded.length() && (isDense || isDense(folded.charAt(i + 1)))) {
                grams.add(folded.substring(i, i + 2));
            }
            if (i + LETTERS <= folded.length() && isSparse(folded, i)) {
                grams.add(folded.substring(i, i + LETTERS));
            }
        }
    }

    /** Pieces that every text has which matches; none where the pattern's runs are too short. */
    static Set<String> of(LikePattern pattern) {
        Set<String> grams = new HashSet<>();
        for (String run : pattern.runs()) {
            add(run, grams);
        }
        Set<String> pairs = new HashSet<>(grams);
        pairs.removeIf(gram -> gram.length() != 2);
        grams.removeIf(gram -> gram.length() == 1 && pairs.stream().anyMatch(pair -> pair.contains(gram)));
        return grams;
    }

    /** Whether a text contains a run exactly when it has that run as a piece. */
    static boolean isOne(String run) {
        Set<String> grams = new HashSet<>();
        add(run, grams);
        return grams.contains(run);
    }

    private static boolean isSparse(String text, int at) {
        for (int i = at; i < at + LETTERS; i++) {
            if (isDense(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Chinese, Japanese, Korean; and halves of surrogate pairs. */
    private static boolean isDense(char c) {
        return c >= 0x2e80 && c <= 0x9fff || c >= 0xac00 && c <= 0xdfff || c >= 0xf900 && c <= 0xfaff;
    }
}
