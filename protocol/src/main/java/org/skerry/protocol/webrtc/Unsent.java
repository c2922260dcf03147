package org.skerry.protocol.webrtc;

import java.util.function.LongSupplier;

/**
 * How much of what was handed to the library has not left this machine. The library's own figure costs a hop to a
 * native thread, so it is asked for every {@link #POLL_BYTES} only, and while too much is unsent. Guarded by the
 * peer's lock.
 */
final class Unsent {

    /** Above this a sender waits. */
    static final long HIGH_BYTES = 1 << 20;

    /** At or below this it goes on. */
    static final long LOW_BYTES = 256 << 10;

    /** Above this something is wrong: at 16 MiB the library drops messages without a word. */
    static final long STOP_BYTES = 8 << 20;

    private static final long POLL_BYTES = 128 << 10;

    private final LongSupplier buffered;
    private long sincePoll;
    private boolean full;
    private boolean overrun;

    /** @param buffered asks the library for its figure, in bytes */
    Unsent(LongSupplier buffered) {
        this.buffered = buffered;
    }

    boolean hasRoom() {
        if (full) {
            full = buffered.getAsLong() > LOW_BYTES;
        }
        return !full;
    }

    void sent(int bytes) {
        sincePoll += bytes;
        if (sincePoll >= POLL_BYTES) {
            sincePoll = 0;
            long unsent = buffered.getAsLong();
            full = unsent > HIGH_BYTES;
            overrun = unsent > STOP_BYTES;
        }
    }

    boolean isOverrun() {
        return overrun;
    }
}
