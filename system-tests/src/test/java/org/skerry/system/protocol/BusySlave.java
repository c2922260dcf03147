package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A slave that writes and reads all the time, and notices when it cannot. */
final class BusySlave implements AutoCloseable {

    /** What a person would still call working, on a machine that is busy with attacks. */
    private static final Duration TOLERABLE = Duration.ofSeconds(5);

    private final RawSlave slave;
    private final Thread thread;

    private volatile boolean stopped; // set by the test, read by the slave's thread
    private volatile @Nullable Throwable failure; // set by the slave's thread, read by the test
    private volatile long calls;
    private volatile long slowestNanos;

    private BusySlave(RawSlave slave) {
        this.slave = slave;
        this.thread = Thread.ofVirtual().name("busy-slave").start(this::work);
    }

    static BusySlave start(String url) throws InterruptedException {
        return new BusySlave(RawSlave.join(url));
    }

    /** Fails if a call failed, or took too long. */
    void check() {
        assertNull(failure);
        assertTrue(calls > 0, "no call was made");
        assertTrue(slowestNanos < TOLERABLE.toNanos(), () -> "a call took %d ms".formatted(slowestNanos / 1_000_000));
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        slave.close();
    }

    private void work() {
        try {
            for (int i = 0; !stopped; i++) {
                long start = System.nanoTime();
                JsonNode id = slave.result("post", "{\"number\":%d}".formatted(i));
                JsonNode record = slave.result("get", Json.quote(id.stringValue()));
                if (record.path("number").asInt() != i) {
                    throw new AssertionError(record.toString());
                }
                slowestNanos = Math.max(slowestNanos, System.nanoTime() - start);
                calls = i + 1L;
            }
        } catch (Throwable failed) {
            failure = failed;
        }
    }
}
