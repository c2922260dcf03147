package org.skerry.jio.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.skerry.jio.Caller;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;

/**
 * Drops history whose time is over, in small steps through the one writer, with pauses in between, so that nobody who writes
 * waits long for it. On a thread of its own, {@code history-compactor}.
 */
final class HistoryCompaction implements AutoCloseable {

    private static final Logger LOG = System.getLogger(HistoryCompaction.class.getName());

    /** How often it looks, and how much of the running time a killed program loses. */
    private static final Duration BETWEEN =
            Duration.ofMillis(Long.getLong("skerry.history.compact_millis", 10 * 60_000));

    private static final Duration MIN_PAUSE = Duration.ofMillis(50);

    /** The writer is left to others for so many times as long as a step took. */
    private static final int PAUSE_PER_STEP = 4;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final RecordLog log;
    private final HistoryClock clock;
    private final Optional<Duration> kept;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** @param kept how long; empty for ever */
    HistoryCompaction(RecordLog log, HistoryClock clock, Optional<Duration> kept) {
        this.log = log;
        this.clock = clock;
        this.kept = kept;
        this.thread = Thread.ofPlatform().name("history-compactor").daemon().unstarted(this::run);
    }

    HistoryCompaction start() {
        thread.start();
        return this;
    }

    Optional<Duration> kept() {
        return kept;
    }

    private void run() {
        try {
            while (!closing.await(BETWEEN.toNanos(), TimeUnit.NANOSECONDS)) {
                compact();
            }
        } catch (InterruptedException ended) {
            // nobody waits for this thread
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, "History is no longer dropped until the program is started again", unexpected);
        }
    }

    private void compact() throws InterruptedException {
        try {
            long pause = MIN_PAUSE.toNanos();
            do {
                long begin = System.nanoTime();
                if (step() == 0) {
                    return;
                }
                pause = Math.max(MIN_PAUSE.toNanos(), PAUSE_PER_STEP * (System.nanoTime() - begin));
            } while (!closing.await(pause, TimeUnit.NANOSECONDS));
        } catch (StorageException later) { // the disk is full, say; the writer has told why
            LOG.log(Level.DEBUG, "History could not be dropped now", later);
        }
    }

    /** Drops what one transaction takes; how many versions. */
    int step() {
        AtomicInteger dropped = new AtomicInteger();
        OptionalLong endedBefore = kept.map(clock::endedBefore).orElse(OptionalLong.empty());
        log.write(new PreparedWrite.Forget(clock.believed(), endedBefore, dropped), WriteKey.NONE, "", Caller.UNKNOWN);
        return dropped.get();
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_PATIENCE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
