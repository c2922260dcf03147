package org.skerry.system.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How much more memory a process takes at most than it had in the beginning, as Linux counts it (resident). */
public final class MemoryWatch implements AutoCloseable {

    private static final long BETWEEN_LOOKS_MILLIS = 50;
    private static final double KIBIBYTE = 1_024;

    private final long pid;
    private final double before;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private double most; // written by the thread, read when it has ended

    private MemoryWatch(long pid) {
        this.pid = pid;
        this.before = residentBytes(pid);
        this.thread = Thread.ofPlatform().name("memory-watch").daemon().start(this::watch);
    }

    static MemoryWatch of(long pid) {
        return new MemoryWatch(pid);
    }

    /** How much memory a process takes, what Linux calls resident; 0 where that is not told. */
    public static double residentBytes(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .sum();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void watch() {
        try {
            do {
                most = Math.max(most, residentBytes(pid));
            } while (!ended.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS));
        } catch (UncheckedIOException gone) {
            most = Double.NaN; // no figure
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends watching, and tells how many bytes more it were at most. */
    double more() {
        close();
        return Math.max(0, most - before);
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
