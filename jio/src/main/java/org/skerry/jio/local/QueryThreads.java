package org.skerry.jio.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.skerry.jio.StorageException;

/**
 * Runs queries on a few platform threads named {@code record-query}. A query computes for as long as there are records;
 * on the virtual threads of the callers, two of them could hold all carriers of a small machine.
 */
final class QueryThreads implements AutoCloseable {

    private static final Logger LOG = System.getLogger(QueryThreads.class.getName());

    /** How many queries may wait for a thread. */
    private static final int MAX_WAITING = 1_024;

    private static final int CLOSE_PATIENCE_SECONDS = 5;

    private final ThreadPoolExecutor threads;
    private final Duration usual;

    /** How long one query may run; the query itself may ask for more. */
    static final class Patience {

        /** Volatile, as below: told by the query's thread, read by the one that waits. */
        private volatile Duration time;

        private volatile String advice = "ask a simpler one";

        private Patience(Duration time) {
            this.time = time;
        }

        /** @param reason what to tell whoever asked, if this is not enough either */
        void extend(Duration longer, String reason) {
            advice = reason;
            time = longer;
        }
    }

    /** A query that may be slow for a good reason. */
    @FunctionalInterface
    interface PatientQuery<T> {
        T run(Patience patience) throws Exception;
    }

    /** @param usual how long a query may run, from the moment it has a thread */
    QueryThreads(int size, Duration usual) {
        this.usual = usual;
        threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().name("record-query-", 0).daemon().factory());
    }

    /** A query that tells when its turn came. */
    private static final class Running<T> extends FutureTask<T> {

        /** By {@link System#nanoTime}. Volatile: told by the query's thread, read by the one that waits. */
        private volatile OptionalLong begin = OptionalLong.empty();

        Running(Callable<T> query) {
            super(query);
        }

        @Override
        public void run() {
            begin = OptionalLong.of(System.nanoTime());
            super.run();
        }
    }

    /**
     * Runs a query and waits for it; an interrupt of the caller ends it.
     *
     * @throws StorageException.Unreachable if it takes too long
     */
    <T> T run(Callable<T> query) {
        return run(unused -> query.call());
    }

    /** The same for one that may ask for more time. */
    <T> T run(PatientQuery<T> query) {
        Patience patience = new Patience(usual);
        try {
            Running<T> running = new Running<>(() -> query.run(patience));
            threads.execute(running);
            try {
                return result(running, patience);
            } catch (InterruptedException cancelled) {
                running.cancel(true);
                threads.remove(running); // or those given up would take the places of those who wait
                Thread.currentThread().interrupt();
                throw new StorageException.Unreachable("The query was cancelled.", cancelled);
            } catch (TimeoutException late) {
                running.cancel(true);
                throw new StorageException.Unreachable(
                        "The query took more than %s seconds and was stopped; %s."
                                .formatted(seconds(patience.time), patience.advice),
                        late);
            }
        } catch (CancellationException closed) {
            throw new StorageException.Unreachable("The storage is closed.", closed);
        } catch (RejectedExecutionException refused) {
            throw threads.isShutdown()
                    ? new StorageException.Unreachable("The storage is closed.", refused)
                    : new StorageException.TooMany("Too many queries wait already; try again later.");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StorageException refusal) {
                throw refusal;
            }
            LOG.log(Level.ERROR, "A query failed", failed.getCause());
            throw new StorageException.Failed("The query failed; the log says why.", failed.getCause());
        }
    }

    /** 20, or 1.8. */
    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    // The patience begins when the query does: one that still waits for its turn has all of it before it.
    private static <T> T result(Running<T> running, Patience patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            long now = System.nanoTime();
            long left = patience.time.toNanos() - (now - running.begin.orElse(now));
            if (left <= 0) {
                throw new TimeoutException();
            }
            try {
                return running.get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException unlessItsTurnCameMeanwhileOrItAskedForMore) {
                // seen above
            }
        }
    }

    /** Interrupts what runs and cancels what waits. */
    @Override
    public void close() {
        threads.shutdownNow().forEach(waiting -> ((Future<?>) waiting).cancel(true));
        try {
            threads.awaitTermination(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
