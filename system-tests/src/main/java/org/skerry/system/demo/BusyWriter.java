package org.skerry.system.demo;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;

/** Posts one record after the other on a thread of its own, and remembers which were acknowledged. Thread-safe. */
final class BusyWriter implements AutoCloseable {
    /** {@code portal_type} of what it writes. */
    static final String TYPE = "Log entry";

    private final Storage storage;
    private final Thread thread;
    private final Set<RecordId> acknowledged = new HashSet<>();
    private @Nullable StorageException failure;
    private boolean isStopped;

    BusyWriter(Storage storage) {
        this.storage = storage;
        this.thread = Thread.ofVirtual().name("busy-writer").start(this::write);
    }

    /** The ids of the acknowledged records. */
    synchronized Set<RecordId> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /**
     * Waits until so many records are acknowledged.
     *
     * @throws StorageException if a post failed
     */
    synchronized void awaitAcknowledged(int count, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (acknowledged.size() < count && failure == null) {
            long milliseconds = (deadline - System.nanoTime()) / 1_000_000;
            if (milliseconds <= 0) {
                throw new DemoFailed(
                        "Nothing more was acknowledged within %d seconds.".formatted(patience.toSeconds()));
            }
            wait(milliseconds);
        }
        throwFailure();
    }

    /** Ends after the post under way. */
    void stop() throws InterruptedException {
        synchronized (this) {
            isStopped = true;
        }
        thread.join();
        throwFailure();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void write() {
        try {
            for (int number = 1; !isStopped(); number++) {
                RecordId id =
                        storage.post(JsonText.object().put("portal_type", TYPE).put("number", number));
                synchronized (this) {
                    acknowledged.add(id);
                    notifyAll();
                }
            }
        } catch (StorageException failed) {
            synchronized (this) {
                failure = failed;
                notifyAll();
            }
        }
    }

    private synchronized boolean isStopped() {
        return isStopped;
    }

    private synchronized void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
