package org.skerry.protocol.session;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Receives the frames of a channel, one after the other, on a virtual thread. That thread may be lent to a piece of work
 * meanwhile: waking another one for it costs more than most calls do. If something comes before the work is done, a new
 * thread reads on, so that no work keeps a frame waiting.
 */
final class FrameReader {

    /** What is done with the frames, one at a time; one that lent its thread does not count. */
    interface Receiver {

        void received(Frame frame) throws InterruptedException;

        /** Nothing more comes. With the reason if {@link #received} failed. */
        void ended(Optional<Throwable> failure);
    }

    private final MessageChannel channel;
    private final Receiver receiver;

    /** The thread that reads; null while it is lent, then whoever sets it reads on. */
    private final AtomicReference<@Nullable Thread> reading = new AtomicReference<>();

    private volatile boolean isWaiting;

    FrameReader(MessageChannel channel, Receiver receiver) {
        this.channel = channel;
        this.receiver = receiver;
    }

    /** Begins to read. */
    void start() {
        readOn();
    }

    /** Whether everything that came was received; true also while the thread is lent. */
    boolean isWaiting() {
        return isWaiting;
    }

    /** Does some work at once. Only for a receiver that has nothing left to do with its frame. */
    void lend(Runnable work) {
        isWaiting = true;
        reading.set(null);
        channel.whenNext(this::readOn);
        try {
            work.run();
        } finally {
            takeBack();
        }
    }

    /** Called by work for which the thread was lent, when the rest of it will not take long; nothing if it was replaced. */
    void takeBack() {
        if (reading.compareAndSet(null, Thread.currentThread())) {
            isWaiting = false;
        }
    }

    /** Also called by native threads, hence no more than the start of a thread. */
    private void readOn() {
        if (reading.get() == null) {
            Thread next = Thread.ofVirtual().name("session-reader").unstarted(this::read);
            if (reading.compareAndSet(null, next)) {
                next.start();
            }
        }
    }

    private void read() {
        try {
            var turn = new Turn();
            Optional<Frame> frame = next(turn);
            while (frame.isPresent()) {
                receiver.received(frame.get());
                if (reading.get() != Thread.currentThread()) {
                    return;
                }
                turn.pause();
                frame = next(turn);
            }
            receiver.ended(Optional.empty());
        } catch (Throwable failure) {
            receiver.ended(Optional.of(failure));
        }
    }

    private Optional<Frame> next(Turn turn) throws InterruptedException {
        long begun = System.nanoTime();
        isWaiting = true;
        try {
            return channel.receive();
        } finally {
            isWaiting = false;
            turn.waitedSince(begun);
        }
    }
}
