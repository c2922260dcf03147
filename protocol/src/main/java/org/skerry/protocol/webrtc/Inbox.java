package org.skerry.protocol.webrtc;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.skerry.protocol.session.Frame;

/** The frames of one channel between the native thread that brings them and the reader; bounded. */
final class Inbox implements FrameSink {

    private static final Runnable NOTHING = () -> {};

    private final int maxBytes;
    private final int maxMessages;
    private final ReentrantLock lock = new ReentrantLock(); // never held over a call to the library
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private long bytes;
    private boolean finished;
    private Runnable onNext = NOTHING;

    Inbox(int maxBytes, int maxMessages) {
        this.maxBytes = maxBytes;
        this.maxMessages = maxMessages;
    }

    @Override
    public boolean accept(Frame frame) {
        Runnable callback;
        boolean hasRoom;
        lock.lock();
        try {
            if (finished) {
                return true;
            }
            hasRoom = frames.size() < maxMessages && bytes + frame.bytes().length <= maxBytes;
            if (hasRoom) {
                frames.add(frame);
                bytes += frame.bytes().length;
                arrived.signal();
            } else {
                finished = true;
                arrived.signalAll();
            }
            callback = takeCallback();
        } finally {
            lock.unlock();
        }
        callback.run();
        return hasRoom;
    }

    @Override
    public void finish() {
        Runnable callback;
        lock.lock();
        try {
            finished = true;
            arrived.signalAll();
            callback = takeCallback();
        } finally {
            lock.unlock();
        }
        callback.run();
    }

    /** Calls back once when {@link #take} would not wait, at once or on the thread that brings the frame. */
    void whenNext(Runnable callback) {
        lock.lock();
        try {
            if (frames.isEmpty() && !finished) {
                onNext = callback;
                return;
            }
        } finally {
            lock.unlock();
        }
        callback.run();
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

    private Runnable takeCallback() {
        Runnable callback = onNext;
        onNext = NOTHING;
        return callback;
    }
}
