package org.skerry.protocol.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.transfer.TransferProgress.Phase;

/**
 * One transfer as those see it who wait for its end: tells how far it is, and may be cancelled. For one transfer. Any thread.
 */
public final class Transfer {

    private final Consumer<TransferProgress> listener;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private @Nullable Thread thread; // guarded by this
    private boolean isEnded; // guarded by this
    private @Nullable Path part; // guarded by this

    /** Told by the transfer's thread alone. */
    private TransferProgress last = new TransferProgress(Phase.READING, 0, 0);

    /** @param listener called on the thread that transfers, some times a second or more often: it returns soon */
    public Transfer(Consumer<TransferProgress> listener) {
        this.listener = listener;
    }

    /** Ends the transfer, now or when it begins: it throws, and what was transferred is thrown away. */
    public void cancel() {
        cancelled.countDown();
        end();
    }

    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Ends it as {@link #cancel}, but it may go on another time. */
    synchronized void end() {
        isEnded = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    synchronized void enter() {
        if (isEnded) {
            throw givenUp();
        }
        thread = Thread.currentThread();
    }

    synchronized void leave() {
        thread = null;
        if (isEnded) {
            Thread.interrupted(); // who ended it meant this transfer, not what its thread does next
        }
    }

    /** @throws StorageException.Unreachable if nobody waits any more */
    public void checkWanted() {
        if (isCancelled() || Thread.currentThread().isInterrupted()) {
            throw givenUp();
        }
    }

    /** What comes is kept there until all has come. */
    synchronized void keepsIn(Path file) {
        part = file;
    }

    /** Throws away what came before it failed, when nobody wants to go on; blocks for a moment. Only after its end. */
    public synchronized void discard() throws IOException {
        if (part != null) {
            Files.deleteIfExists(part);
        }
    }

    /** How far it is: for who does it, on the one thread that does. */
    public void tell(Phase phase, long done, long total) {
        TransferProgress now = new TransferProgress(phase, done, total);
        if (!now.equals(last)) {
            last = now;
            listener.accept(now);
        }
    }

    void tellWaiting() {
        tell(Phase.WAITING, last.done(), last.total());
    }

    /** Waits, if nobody cancels meanwhile. */
    void pause(Duration time) throws InterruptedException {
        cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    static StorageException.Unreachable givenUp() {
        return new StorageException.Unreachable("The transfer was cancelled.");
    }
}
