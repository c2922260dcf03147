package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A text with wildcards: % for any run of characters, _ for one UTF-16 code unit that ends no line; nothing escapes them.
 *
 * <p>The whole text must match, whatever the case of its letters, folded as in a JavaScript regular expression without the
 * {@code u} flag. Pieces between % are found one after the other, each as early as possible, which is enough for a match of
 * the whole: the time is the text's length times the longest piece's at worst, and a thread that is interrupted stops.
 */
public final class LikePattern {

    private static final char ANY = '_';

    /** How many characters are compared between two looks at the thread's interrupt. */
    private static final int STEPS_BETWEEN_CHECKS = 1 << 16;

    private static final char[] FOLDED = foldedCharacters();

    private final String pattern;
    private final Piece head;
    private final List<Piece> middle;
    private final Piece tail;
    private final boolean hasPercent;

    private LikePattern(String pattern) {
        this.pattern = pattern;
        int first = pattern.indexOf('%');
        int last = pattern.lastIndexOf('%');
        hasPercent = first >= 0;
        head = new Piece(hasPercent ? pattern.substring(0, first) : pattern);
        tail = new Piece(hasPercent ? pattern.substring(last + 1) : "");
        middle = new ArrayList<>();
        for (int at = first; at < last; ) {
            int next = pattern.indexOf('%', at + 1);
            if (next > at + 1) {
                middle.add(new Piece(pattern.substring(at + 1, next)));
            }
            at = next;
        }
    }

    /** What a wildcard value means. */
    public static LikePattern of(String pattern) {
        return new LikePattern(pattern);
    }

    /** Whether a text contains a part that matches. */
    public static LikePattern within(String pattern) {
        return new LikePattern("%" + pattern + "%");
    }

    /** Whether the whole text matches; stops with an exception when the thread is interrupted. */
    public boolean matches(String text) {
        if (!hasPercent) {
            return text.length() == head.length() && head.isAt(text, 0);
        }
        int end = text.length() - tail.length();
        if (head.length() > end || !head.isAt(text, 0) || !tail.isAt(text, end)) {
            return false;
        }
        int at = head.length();
        for (Piece piece : middle) {
            int found = piece.find(text, at, end);
            if (found < 0) {
                return false;
            }
            at = found + piece.length();
        }
        return true;
    }

    /** A text as it is compared: of two texts that differ in case only, the same. The length stays. */
    public static String fold(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = FOLDED[folded[i]];
        }
        return new String(folded);
    }

    /**
     * The folded texts between %, the first and the last at the ends of the text; empty if the pattern has a _. A text
     * without % is one piece.
     */
    public Optional<List<String>> pieces() {
        List<Piece> all = new ArrayList<>();
        all.add(head);
        all.addAll(middle);
        if (hasPercent) {
            all.add(tail);
        }
        return all.stream().anyMatch(Piece::hasAny)
                ? Optional.empty()
                : Optional.of(
                        all.stream().map(piece -> new String(piece.folded)).toList());
    }

    /** The folded text that every match begins with, where the pattern is nothing else but it and a last %. */
    public Optional<String> onlyPrefix() {
        return pieces().filter(pieces -> pieces.size() == 2 && pieces.getLast().isEmpty())
                .map(List::getFirst);
    }

    /** The folded text that matching texts contain, where the pattern asks for nothing else. */
    public Optional<String> onlyPart() {
        return pieces().filter(pieces -> pieces.size() == 3
                        && pieces.getFirst().isEmpty()
                        && pieces.getLast().isEmpty())
                .map(pieces -> pieces.get(1));
    }

    /** Folded texts that stand somewhere in every match: what lies between wildcards of both kinds. */
    public List<String> runs() {
        List<String> runs = new ArrayList<>();
        head.addRuns(runs);
        middle.forEach(piece -> piece.addRuns(runs));
        tail.addRuns(runs);
        return runs;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LikePattern that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return pattern;
    }

    /** What stands between two %. */
    private static final class Piece {

        private final char[] folded;
        private final boolean[] any;

        Piece(String text) {
            folded = new char[text.length()];
            any = new boolean[text.length()];
            for (int i = 0; i < folded.length; i++) {
                folded[i] = FOLDED[text.charAt(i)];
                any[i] = text.charAt(i) == ANY;
            }
        }

        int length() {
            return folded.length;
        }

        boolean hasAny() {
            for (boolean isAny : any) {
                if (isAny) {
                    return true;
                }
            }
            return false;
        }

        void addRuns(List<String> runs) {
            int start = 0;
            for (int i = 0; i <= folded.length; i++) {
                if (i == folded.length || any[i]) {
                    if (i > start) {
                        runs.add(new String(folded, start, i - start));
                    }
                    start = i + 1;
                }
            }
        }

        boolean isAt(String text, int at) {
            return matchedFrom(text, at) == folded.length;
        }

        /** The first place from {@code from} where this stands and ends by {@code end}, or -1. */
        int find(String text, int from, int end) {
            Interrupts.check();
            long steps = 0;
            for (int at = from; at + folded.length <= end; at++) {
                int matched = matchedFrom(text, at);
                if (matched == folded.length) {
                    return at;
                }
                steps += matched + 1L;
                if (steps > STEPS_BETWEEN_CHECKS) {
                    steps = 0;
                    Interrupts.check();
                }
            }
            return -1;
        }

        private int matchedFrom(String text, int at) {
            int i = 0;
            while (i < folded.length) {
                char c = text.charAt(at + i);
                if (any[i] ? endsLine(c) : FOLDED[c] != folded[i]) {
                    return i;
                }
                i++;
            }
            return i;
        }
    }

    private static boolean endsLine(char c) {
        return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029';
    }

    /**
     * ECMA-262, Canonicalize: the upper case of a code unit where that is one code unit; what is not ASCII never becomes
     * ASCII, so that the Kelvin sign is no k and the long s no s.
     */
    private static char[] foldedCharacters() {
        char[] folded = new char[Character.MAX_VALUE + 1];
        for (int i = 0; i < folded.length; i++) {
            char c = (char) i;
            String upper = Character.isSurrogate(c) ? "" : String.valueOf(c).toUpperCase(Locale.ROOT);
            boolean folds = upper.length() == 1 && (c < 128 || upper.charAt(0) >= 128);
            folded[i] = folds ? upper.charAt(0) : c;
        }
        return folded;
    }
}
