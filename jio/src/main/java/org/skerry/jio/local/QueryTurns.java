package org.skerry.jio.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.Interrupts;

/**
 * Lets a few queries run at a time, each on its caller's thread and for a bounded time. A query computes for as long as there
 * are records: where callers are virtual threads, there must be more carriers than queries, as in the daemon.
 */
final class QueryTurns implements AutoCloseable {

    private static final Logger LOG = System.getLogger(QueryTurns.class.getName());

    /** How many queries may wait for their turn. */
    private static final int MAX_WAITING = 1_024;

    private static final int CLOSE_PATIENCE_SECONDS = 5;

    private final int size;
    private final Semaphore turns;
    private final Duration usual;

    /** Volatile: set by close, seen by the queries. */
    private volatile boolean isClosed;

    /** How long one query may run, from the moment it has its turn; the query itself may ask for more. Its thread only. */
    static final class Patience {

        private final long begin = System.nanoTime();
        private Duration time;
        private String advice = "ask a simpler one";

        private Patience(Duration time) {
            this.time = time;
        }

        /** @param reason what to tell whoever asked, if this is not enough either */
        void extend(Duration longer, String reason) {
            advice = reason;
            time = longer;
        }

        private boolean isOver() {
            return System.nanoTime() - begin > time.toNanos();
        }
    }

    /** A query that may be slow for a good reason. */
    @FunctionalInterface
    interface PatientQuery<T> {
        T run(Patience patience) throws Exception;
    }

    /** @param usual how long a query may run */
    QueryTurns(int size, Duration usual) {
        this.size = size;
        this.usual = usual;
        turns = new Semaphore(size, true);
    }

    /**
     * Runs a query, which has to look at {@link Interrupts}; an interrupt of the caller ends it, and stays set.
     *
     * @throws StorageException.Unreachable if it takes too long
     */
    <T> T run(Callable<T> query) {
        return run(unused -> query.call());
    }

    /** The same for one that may ask for more time. */
    <T> T run(PatientQuery<T> query) {
        if (turns.getQueueLength() >= MAX_WAITING) {
            throw new StorageException.TooMany("Too many queries wait already; try again later.");
        }
        try {
            turns.acquire();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("The query was cancelled.", cancelled);
        }
        try {
            return runNow(query, new Patience(usual));
        } finally {
            turns.release();
        }
    }

    private <T> T runNow(PatientQuery<T> query, Patience patience) {
        BooleanSupplier stop = () -> isClosed || patience.isOver();
        try {
            checkOpen();
            return Interrupts.runUntil(stop, () -> query.run(patience));
        } catch (StorageException.Unreachable stopped) {
            checkOpen();
            if (Thread.currentThread().isInterrupted()) {
                throw new StorageException.Unreachable("The query was cancelled.", stopped);
            }
            if (patience.isOver()) {
                throw new StorageException.Unreachable(
                        "The query took more than %s seconds and was stopped; %s."
                                .formatted(seconds(patience.time), patience.advice),
                        stopped);
            }
            throw stopped;
        } catch (StorageException refusal) {
            throw refusal;
        } catch (Exception failed) { // of ours or of a library: whoever asked gets a sentence, the log the rest
            LOG.log(Level.ERROR, "A query failed", failed);
            throw new StorageException.Failed("The query failed; the log says why.", failed);
        }
    }

    private void checkOpen() {
        if (isClosed) {
            throw new StorageException.Unreachable("The storage is closed.");
        }
    }

    /** 20, or 1.8. */
    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /** Stops what runs, refuses what waits. */
    @Override
    public void close() {
        isClosed = true;
        try {
            if (turns.tryAcquire(size, CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                turns.release(size); // for those who wait, and are refused
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
