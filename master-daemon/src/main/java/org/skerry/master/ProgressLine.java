package org.skerry.master;

import java.io.PrintWriter;
import java.util.Locale;
import org.skerry.jio.local.Stopping;

/** One line on a terminal that tells how far a command is; nothing where that is no terminal. */
final class ProgressLine implements Stopping, AutoCloseable {

    private static final long BETWEEN_NANOS = 200_000_000;

    private final PrintWriter err;
    private final boolean isShown;
    private long next = System.nanoTime();
    private boolean hasShown;

    /** @param isForced on a terminal that Java does not see, because standard output is none */
    ProgressLine(PrintWriter err, boolean isForced) {
        this.err = err;
        this.isShown = isForced || System.console() != null && System.console().isTerminal();
    }

    @Override
    public synchronized void check(String what, long done, long all) {
        if (!isShown || System.nanoTime() - next < 0) {
            return;
        }
        next = System.nanoTime() + BETWEEN_NANOS;
        hasShown = true;
        String far = all <= 0 ? "" : String.format(Locale.ROOT, " %d %%", Math.min(100, 100 * done / all));
        err.print("\r\u001b[K" + what + far + " ...");
        err.flush();
    }

    @Override
    public synchronized void close() {
        if (hasShown) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
