package org.skerry.jio.query;

import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.skerry.jio.StorageException;

/** How a long query is stopped: it looks now and then whether its thread was interrupted, or its time is over. */
public final class Interrupts {

    private static final ScopedValue<BooleanSupplier> STOP = ScopedValue.newInstance();

    private Interrupts() {}

    /** Runs a query on this thread that stops soon after a condition holds. The condition is asked often. */
    public static <T> T runUntil(BooleanSupplier stop, Callable<T> query) throws Exception {
        return ScopedValue.where(STOP, stop).call(query::call);
    }

    /** @throws StorageException.Unreachable if the query of this thread is to stop; an interrupt is kept */
    public static void check() {
        if (areDue()) {
            throw new StorageException.Unreachable("The query was stopped before it was done.");
        }
    }

    /** Whether the query of this thread is to stop. */
    public static boolean areDue() {
        return Thread.currentThread().isInterrupted()
                || STOP.isBound() && STOP.get().getAsBoolean();
    }
}
