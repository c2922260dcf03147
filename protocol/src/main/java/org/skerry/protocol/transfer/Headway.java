package org.skerry.protocol.transfer;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.skerry.jio.StorageException;

/** Whether a transfer gets anywhere: one that trickles holds a place that others wait for. Guarded by its owner. */
final class Headway {

    /** So much in {@link #TIME}, or it is given up; it goes on there another time. */
    static final long BYTES = 256 * 1024;

    static final Duration TIME = Duration.ofMinutes(5);

    private final LongSupplier nanos;
    private long since;
    private long position;

    /** @param nanos a clock */
    Headway(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** @throws StorageException.Unreachable if it is not much further than it was long ago */
    void check(long now) {
        long time = nanos.getAsLong();
        if (now - position >= BYTES) {
            position = now;
            since = time;
        } else if (time - since > TIME.toNanos()) {
            throw new StorageException.Unreachable(
                    "Less than %d KiB came in %d minutes.".formatted(BYTES / 1024, TIME.toMinutes()));
        }
    }
}
