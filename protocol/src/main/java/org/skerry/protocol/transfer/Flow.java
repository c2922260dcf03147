package org.skerry.protocol.transfer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;

/** One transfer as seen by one side. The reader of the line brings what came, one other thread works. */
abstract sealed class Flow permits Sending, Receiving {

    /** Nothing came of the other side for so long: it is given up. */
    static final Duration STALL = Duration.ofSeconds(60);

    final int number;
    final TransferLine line;

    final ReentrantLock lock = new ReentrantLock(); // never held over a call outwards
    final Condition came = lock.newCondition();
    private @Nullable Ending ending; // guarded by lock
    private @Nullable StorageException mistake; // guarded by lock: of the other side, which is to be told

    private final Headway headway; // guarded by lock

    /** @param nanos a clock */
    Flow(TransferLine line, int number, LongSupplier nanos) {
        this.headway = new Headway(nanos);
        this.line = line;
        this.number = number;
    }

    /** On the reader's thread. */
    abstract void receive(TransferFrame frame);

    /** It will not be finished; who works is told when he needs the other side next. */
    void end(Ending why) {
        lock.lock();
        try {
            if (ending == null) {
                ending = why;
            }
            came.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock: the other side does not keep the rules. */
    void mistaken(String sentence) {
        if (mistake == null) {
            mistake = new StorageException.BadRequest(sentence);
        }
        came.signalAll();
    }

    /** Under the lock. */
    void checkEnded() {
        Ending known = ending;
        if (known != null) {
            throw known;
        }
        StorageException wrong = mistake;
        if (wrong != null) {
            throw wrong;
        }
    }

    /**
     * Under the lock: waits for something from the other side.
     *
     * @param position how far it is
     */
    void await(long position) throws InterruptedException {
        headway.check(position);
        if (!came.await(STALL.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new StorageException.Unreachable("Nothing came for %d s.".formatted(STALL.toSeconds()));
        }
    }

    /** Tells the other side that it is over here; nothing if it knows. */
    void stop(StorageException why, boolean isDiscarded) {
        lock.lock();
        try {
            if (ending != null) {
                return;
            }
            ending = new Ending(why, isDiscarded);
        } finally {
            lock.unlock();
        }
        line.sendIfOpen(TransferFrame.stop(number, isDiscarded, why));
    }

    static Ending of(TransferFrame.Stop stop) {
        String sentence = stop.sentence().isEmpty() ? "The other side stopped." : stop.sentence();
        return new Ending(StorageException.of(stop.statusCode(), sentence), stop.isDiscarded());
    }
}
