package org.skerry.system.bench.query;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Storage;
import org.skerry.jio.StoredRecord;
import org.skerry.system.bench.BenchFailed;

/** Puts all records into a storage, many at a time. */
public final class Loader {

    /** How many writes are under way at a time: enough for one sync of the disk to serve many. */
    private static final int WINDOW = 128;

    private Loader() {}

    /**
     * Loads everything.
     *
     * @param seen is told of each record
     * @return from the first write to the acknowledgement of the last one
     */
    public static Duration load(Dataset dataset, Storage storage, Consumer<StoredRecord> seen) {
        Semaphore window = new Semaphore(WINDOW);
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            dataset.forEach(one -> {
                seen.accept(one);
                window.acquireUninterruptibly();
                if (failure.get() != null) {
                    throw new BenchFailed("A record could not be written: " + failure.get());
                }
                threads.execute(() -> {
                    try {
                        storage.put(one.id(), one.body());
                    } catch (RuntimeException refused) {
                        failure.set(refused);
                    } finally {
                        window.release();
                    }
                });
            });
        }
        if (failure.get() != null) {
            throw new BenchFailed("A record could not be written: " + failure.get());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
