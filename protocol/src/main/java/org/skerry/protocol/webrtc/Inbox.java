package org.skerry.protocol.webrtc;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.skerry.protocol.session.Frame;

/** The frames of one channel between the native thread that brings them and the reader; bounded. */
final class Inbox implements FrameSink {

    private final int maxBytes;
    private final int maxMessages;
    private final ReentrantLock lock = new ReentrantLock(); // never held over a call to the library
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private long bytes;
    private boolean finished;

    Inbox(int maxBytes, int maxMessages) {
        this.maxBytes = maxBytes;
        this.maxMessages = maxMessages;
    }

    @Override
    public boolean accept(Frame frame) {
        lock.lock();
        try {
            if (finished) {
                return true;
            }
            if (frames.size() >= maxMessages || bytes + frame.bytes().length > maxBytes) {
                finished = true;
                arrived.signalAll();
                return false;
            }
            frames.add(frame);
            bytes += frame.bytes().length;
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void finish() {
        lock.lock();
        try {
            finished = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next frame; empty when finished and everything was taken. */
    Optional<Frame> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (frames.isEmpty() && !finished) {
                arrived.await();
            }
            Optional<Frame> next = Optional.ofNullable(frames.poll());
            next.ifPresent(frame -> bytes -= frame.bytes().length);
            return next;
        } finally {
            lock.unlock();
        }
    }
}
