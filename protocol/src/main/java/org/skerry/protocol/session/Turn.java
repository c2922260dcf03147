package org.skerry.protocol.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets other threads have their turn. A virtual thread keeps its carrier until it waits for something; one that always
 * finds more to do, because its peer never stops sending, would keep it for ever, and a machine has few. Used by one thread.
 */
final class Turn {

    /** Long against what a pause costs, short against what a person notices. */
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private long begun = System.nanoTime();

    /** Called after a wait that began then: it was no work. Hardly any time passed if there was more to do already. */
    void waitedSince(long nanos) {
        begun += System.nanoTime() - nanos;
    }

    /** Called between two pieces of work. */
    void pause() {
        if (System.nanoTime() - begun >= NANOS) {
            LockSupport.parkNanos(1); // not yield(), which may hand over to others of its kind alone
            begun = System.nanoTime();
        }
    }
}
