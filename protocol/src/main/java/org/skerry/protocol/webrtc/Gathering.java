package org.skerry.protocol.webrtc;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for the candidates of this side: all of them are there a few ms after the first. */
final class Gathering {

    private final ReentrantLock lock = new ReentrantLock(); // never held over a call to the library
    private final Condition progress = lock.newCondition();
    private boolean found;
    private boolean complete;
    private long lastNanos;

    void candidate() {
        lock.lock();
        try {
            found = true;
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
     * @return whether there is a candidate
     */
    boolean await(Duration quiet, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!complete) {
                long now = System.nanoTime();
                long end = found ? Math.min(deadline, lastNanos + quiet.toNanos()) : deadline;
                if (now >= end) {
                    break;
                }
                progress.awaitNanos(end - now);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }
}
