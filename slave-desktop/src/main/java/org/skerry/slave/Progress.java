package org.skerry.slave;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A line on a terminal that tells how far a long work is. Writes nothing where there is no terminal. Used by one thread. */
final class Progress implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final PrintStream err;
    private final boolean isShown;
    private final long start = System.nanoTime();
    private long shownAt = start;
    private int width;

    Progress(PrintStream err) {
        this(err, isTerminal());
    }

    Progress(PrintStream err, boolean isShown) {
        this.err = err;
        this.isShown = isShown;
    }

    /** @param fraction how much is done, 0 to 1; 0 where nobody knows */
    void show(long records, double fraction) {
        long now = System.nanoTime();
        if (isShown && now - shownAt >= PAUSE.toNanos()) {
            shownAt = now;
            write(line(records, fraction, (now - start) / 1e9));
        }
    }

    /** How far bytes are; {@code doing} stands in front of that. */
    void showBytes(String doing, long done, long total) {
        long now = System.nanoTime();
        if (isShown && now - shownAt >= PAUSE.toNanos()) {
            shownAt = now;
            write("%s: %,.1f of %,.1f MB".formatted(doing, done / 1e6, total / 1e6));
        }
    }

    /** Removes the line, for what is told now. */
    void clear() {
        if (width > 0) {
            write("");
            err.print("\r");
            err.flush();
            width = 0;
        }
    }

    @Override
    public void close() {
        clear();
    }

    static String line(long records, double fraction, double seconds) {
        String line = "%,d records, %,.0f a second".formatted(records, records / Math.max(0.001, seconds));
        return fraction > 0
                ? line + ", %.0f %%, about %s left".formatted(fraction * 100, left(seconds / fraction * (1 - fraction)))
                : line;
    }

    private static String left(double seconds) {
        return seconds < 100 ? "%.0f s".formatted(seconds) : "%.0f min".formatted(seconds / 60);
    }

    private void write(String line) {
        err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        err.flush();
        width = line.length();
    }

    /** Whether standard error is a terminal: Java knows that of standard output only, Linux of each. */
    private static boolean isTerminal() {
        Path standardError = Path.of("/proc/self/fd/2");
        try {
            if (Files.exists(standardError)) {
                String target = standardError.toRealPath().toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            }
        } catch (IOException noTerminal) {
            return false;
        }
        return System.console() != null && System.console().isTerminal();
    }
}
