package org.skerry.protocol.transfer;

/**
 * How a transfer uses the connection, which it shares with the calls.
 *
 * @param window how much may be on its way, or wait to be written, in bytes: what a transfer holds in memory at most
 * @param frame the largest frame, in bytes
 */
enum Pace {
    /** Nobody makes calls. */
    FAST(1024 * 1024, TransferFrame.MAX_BYTES),

    /**
     * Calls are made in this session, and would stand behind what is on its way. So much fits the receive buffer of a UDP
     * socket (some 90 packets by default); what does not is lost, and each loss may keep a call waiting for 0.4 s.
     */
    SMOOTH(96 * 1024, 16 * 1024);

    private static final int STEPS = 4;

    private final int window;
    private final int frame;

    Pace(int window, int frame) {
        this.window = window;
        this.frame = frame;
    }

    int window() {
        return window;
    }

    int frame() {
        return frame;
    }

    /**
     * Whether the other side is to be told: where it waits, or may send a good part of a window more. Another pace may have
     * been told before.
     *
     * @param taken what was written
     * @param granted up to where it may send now
     * @param until up to where it might
     */
    boolean isDue(long taken, long granted, long until) {
        return until > granted && (granted <= taken || until - granted >= window / STEPS);
    }
}
