package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;

/** The part of a text around its first marks. */
final class Excerpt {

    /** How much of a text is told, in UTF-16 code units: two lines on a screen. */
    static final int LENGTH = 160;

    /** How much of it comes before the first mark. */
    private static final int BEFORE = 40;

    /** How far a border may move to where a word begins or ends. */
    private static final int SHIFT = 20;

    private static final String CUT = "\u2026";

    private Excerpt() {}

    /** @param marks at least one */
    static Highlight of(String field, String text, List<Highlight.Mark> marks) {
        if (text.length() <= LENGTH) {
            return new Highlight(field, text, marks);
        }
        int first = marks.getFirst().from();
        int from = start(text, Math.clamp(first - BEFORE, 0, text.length() - LENGTH), first);
        int to = end(
                text,
                Math.min(from + LENGTH, text.length()),
                Math.min(marks.getFirst().to(), from + LENGTH));
        String before = from > 0 ? CUT : "";
        String after = to < text.length() ? CUT : "";
        return new Highlight(field, before + text.substring(from, to) + after, moved(marks, from, to, before.length()));
    }

    private static int start(String text, int at, int latest) {
        for (int i = at; i > 0 && i <= Math.min(at + SHIFT, latest); i++) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        return splitsPair(text, at) ? at - 1 : at;
    }

    private static int end(String text, int at, int earliest) {
        for (int i = at; i < text.length() && i >= Math.max(at - SHIFT, earliest); i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return splitsPair(text, at) ? at - 1 : at;
    }

    private static boolean splitsPair(String text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    private static List<Highlight.Mark> moved(List<Highlight.Mark> marks, int from, int to, int shift) {
        List<Highlight.Mark> moved = new ArrayList<>();
        for (Highlight.Mark mark : marks) {
            if (mark.from() < to) {
                moved.add(new Highlight.Mark(mark.from() - from + shift, Math.min(mark.to(), to) - from + shift));
            }
        }
        return moved;
    }
}
