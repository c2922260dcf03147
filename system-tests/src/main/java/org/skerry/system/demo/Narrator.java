package org.skerry.system.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells a visitor what happens, 80 columns wide; emphasis only where a terminal shows it. */
final class Narrator {
    private static final int FIGURE_COLUMN = 79;
    private static final String INDENT = "   ";
    private static final String BOLD = "\u001b[1m";
    private static final String FAINT = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final boolean hasColours;
    private int headings;

    Narrator(PrintWriter out, boolean hasColours) {
        this.out = out;
        this.hasColours = hasColours;
    }

    /** Begins the next chapter. */
    void heading(String text) {
        headings++;
        line("");
        line(styled(BOLD, headings + "  " + text));
    }

    /** What the whole is about. */
    void title(String text) {
        line(styled(BOLD, text));
    }

    void emptyLine() {
        line("");
    }

    /** A sentence. */
    void say(String text) {
        line(INDENT + text);
    }

    /** Something beside the point: an example, a detail. */
    void aside(String text) {
        line(INDENT + styled(FAINT, text));
    }

    /** A sentence with a figure at the right margin. */
    void measured(String text, String figure) {
        int gap = Math.max(2, FIGURE_COLUMN - INDENT.length() - width(text) - figure.length());
        line(INDENT + text + " ".repeat(gap) + figure);
    }

    void measured(String text, Duration time) {
        measured(text, format(time));
    }

    /** Milliseconds below one second, seconds from there on. */
    static String format(Duration time) {
        double milliseconds = time.toNanos() / 1e6;
        return milliseconds < 10
                ? String.format(Locale.ROOT, "%.1f ms", milliseconds)
                : milliseconds < 999.5
                        ? String.format(Locale.ROOT, "%.0f ms", milliseconds)
                        : String.format(Locale.ROOT, "%.2f s", milliseconds / 1000);
    }

    static String format(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** In columns: a Chinese character takes two. */
    private static int width(String text) {
        return text.codePoints()
                .map(character -> Character.isIdeographic(character) ? 2 : 1)
                .sum();
    }

    private String styled(String style, String text) {
        return hasColours ? style + text + PLAIN : text;
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
