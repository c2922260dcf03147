package org.skerry.jio.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

    QueryThreads(int size) {
        threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().name("record-query-", 0).daemon().factory());
    }

    /** Runs a query and waits for it; an interrupt of the caller ends it. */
    <T> T run(Callable<T> query) {
        try {
            FutureTask<T> running = new FutureTask<>(query);
            threads.execute(running);
            try {
                return running.get();
            } catch (InterruptedException cancelled) {
                running.cancel(true);
                threads.remove(running); // or those given up would take the places of those who wait
                Thread.currentThread().interrupt();
                throw new StorageException.Unreachable("The query was cancelled.", cancelled);
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
