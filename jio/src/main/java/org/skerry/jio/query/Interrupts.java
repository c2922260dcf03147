package org.skerry.jio.query;

import org.skerry.jio.StorageException;

/** How a long query is stopped: its thread is interrupted. */
public final class Interrupts {

    private Interrupts() {}

    /** @throws StorageException.Unreachable if the thread was interrupted; the interrupt is consumed */
    public static void check() {
        if (Thread.interrupted()) {
            throw new StorageException.Unreachable("The query was stopped before it was done.");
        }
    }
}
