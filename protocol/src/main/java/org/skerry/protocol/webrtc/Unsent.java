package org.skerry.protocol.webrtc;

import java.util.function.LongSupplier;

/**
 * How much of what was handed to the library has not left this machine. The library's own figure costs a hop to a
 * native thread, so it is asked for every {@link #POLL_BYTES} only, and while too much is unsent. Guarded by the
 * peer's lock.
 */
final class Unsent {

    /** Above this something is wrong: at 16 MiB the library drops messages without a word. */
    static final long STOP_BYTES = 8 << 20;

    private static final long POLL_BYTES = 128 << 10;

    /**
     * How much may be unsent.
     *
     * @param high above this a sender waits, in bytes
     * @param low at or below this it goes on
     */
    enum Level {
        MESSAGES(1 << 20, 256 << 10),
        /** Less, since messages go through the same association. */
        FILES(256 << 10, 128 << 10);

        private final long high;
        private final long low;

        Level(long high, long low) {
            this.high = high;
            this.low = low;
        }
    }

    private final LongSupplier buffered;
    private final Level level;
    private long sincePoll;
    private boolean full;
    private boolean overrun;

    /** @param buffered asks the library for its figure, in bytes */
    Unsent(LongSupplier buffered, Level level) {
        this.buffered = buffered;
        this.level = level;
    }

    boolean hasRoom() {
        if (full) {
            full = buffered.getAsLong() > level.low;
        }
        return !full;
    }

    void sent(int bytes) {
        sincePoll += bytes;
        if (sincePoll >= POLL_BYTES) {
            sincePoll = 0;
            long unsent = buffered.getAsLong();
            full = unsent > level.high;
            overrun = unsent > STOP_BYTES;
        }
    }

    boolean isOverrun() {
        return overrun;
    }
}
