package org.skerry.system.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.skerry.jio.StorageException;

/** A slave that does its duties in random order until it is stopped, on a virtual thread of its own. */
final class Writer {

    private final WatchedStorage storage;
    private final List<Duty> duties;
    private final Random random;
    private final Thread thread;

    /** Written by the test, read by the thread. */
    private volatile boolean isStopped;

    /** Written by the thread, read by the test after its end. */
    private volatile String failure = "";

    Writer(WatchedStorage storage, List<Duty> duties, long seed) {
        this.storage = storage;
        this.duties = List.copyOf(duties);
        this.random = new Random(seed);
        this.thread = Thread.ofVirtual().name("writer").start(this::write);
    }

    WatchedStorage storage() {
        return storage;
    }

    /** Returns when the call under way has ended. */
    void stop() throws InterruptedException {
        isStopped = true;
        thread.join();
    }

    /** What went wrong, at the master (as another slave sees it) or here. */
    List<String> faults(WatchedStorage other) {
        List<String> faults = new ArrayList<>(storage.brokenPromises());
        if (!failure.isEmpty()) {
            faults.add(failure);
        }
        duties.forEach(duty -> faults.addAll(duty.faults(other)));
        return faults;
    }

    private void write() {
        while (!isStopped) {
            try {
                duties.get(random.nextInt(duties.size())).once(storage, random);
            } catch (StorageException.Unreachable notInTime) {
                // counted by the storage; whether it may happen is the test's business
            } catch (RuntimeException failed) {
                failure = "a writer ended: " + failed;
                return;
            }
        }
    }
}
