package org.skerry.protocol.webrtc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Collects the candidates of this side: all of them are there a few ms after the first. */
final class Gathering {

    private final ReentrantLock lock = new ReentrantLock(); // never held over a call to the library
    private final Condition progress = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private boolean complete;
    private long lastNanos;

    /** @param line of a description, without {@code a=} */
    void candidate(String line) {
        lock.lock();
        try {
            lines.add(line);
            lastNanos = System.nanoTime();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void complete() {
        lock.lock();
        try {
            complete = true;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no candidate came for a while. The library's own end of gathering costs 100 ms each time.
     *
     * @param quiet how long none has to come
     * @param atMost how long to wait in all
     * @return the candidates found
     */
    List<String> await(Duration quiet, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!complete) {
                long now = System.nanoTime();
                long end = lines.isEmpty() ? deadline : Math.min(deadline, lastNanos + quiet.toNanos());
                if (now >= end) {
                    break;
                }
                progress.awaitNanos(end - now);
            }
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }
}
