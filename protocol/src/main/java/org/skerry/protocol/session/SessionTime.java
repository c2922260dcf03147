package org.skerry.protocol.session;

import java.util.concurrent.TimeUnit;

/** Time as a session sees it; tests bring their own. */
public interface SessionTime {

    /** Nanoseconds since some moment, never going back. */
    long nanos();

    /** Waits until {@link #nanos} has reached a moment. */
    void sleepUntil(long nanos) throws InterruptedException;

    /** The time of this computer. */
    static SessionTime system() {
        return new SessionTime() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleepUntil(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
            }
        };
    }
}
