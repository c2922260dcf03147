package org.skerry.system.reliability;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Capacity;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import tools.jackson.databind.node.ObjectNode;

/** A storage that is watched for its promise: each call ends in success or an explicit failure by its deadline. */
final class WatchedStorage implements Storage {

    /** How late a call may come back on a machine that has other things to do. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Storage storage;
    private final Duration patience;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong timeouts = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private final Queue<String> brokenPromises = new ConcurrentLinkedQueue<>();

    /** @param patience by when the storage promises that a call ends */
    WatchedStorage(Storage storage, Duration patience) {
        this.storage = storage;
        this.patience = patience;
    }

    long calls() {
        return calls.get();
    }

    /** How many writes were acknowledged. */
    long writes() {
        return writes.get();
    }

    /** How many calls ended with {@link StorageException.Unreachable}. */
    long timeouts() {
        return timeouts.get();
    }

    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    /** Calls that ended late, or otherwise than by success or an explicit failure. */
    List<String> brokenPromises() {
        return List.copyOf(brokenPromises);
    }

    @Override
    public Set<Capacity> capacities() {
        return storage.capacities();
    }

    @Override
    public ObjectNode get(RecordId id) {
        return watched("get", () -> storage.get(id));
    }

    @Override
    public Answer allDocs(AllDocs request) {
        return watched("allDocs", () -> storage.allDocs(request));
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        return watched("getAttachment", () -> storage.getAttachment(id, name, range));
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        return watched("allAttachments", () -> storage.allAttachments(id));
    }

    @Override
    public void apply(Write write, WriteKey key) {
        watched(write.getClass().getSimpleName(), () -> {
            storage.apply(write, key);
            return writes.incrementAndGet();
        });
    }

    @Override
    public ChangeFeed feed() {
        return storage.feed();
    }

    @Override
    public void close() {
        storage.close();
    }

    private <T> T watched(String method, Supplier<T> call) {
        long start = System.nanoTime();
        try {
            return call.get();
        } catch (StorageException explicit) {
            if (explicit instanceof StorageException.Unreachable) {
                timeouts.incrementAndGet();
            }
            throw explicit;
        } catch (RuntimeException | Error unexpected) {
            brokenPromises.add(method + ": " + unexpected);
            throw unexpected;
        } finally {
            long took = System.nanoTime() - start;
            calls.incrementAndGet();
            longestNanos.accumulateAndGet(took, Math::max);
            if (took > patience.plus(GRACE).toNanos()) {
                brokenPromises.add("%s took %d ms of %d".formatted(method, took / 1_000_000, patience.toMillis()));
            }
        }
    }
}
