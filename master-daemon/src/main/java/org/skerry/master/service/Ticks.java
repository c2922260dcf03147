package org.skerry.master.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Does something again and again, the first time at once, on a platform thread of its own, until it is closed. */
public final class Ticks implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Ticks.class.getName());

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    /** Where nothing is to be done. */
    static final Ticks NONE = new Ticks("service-nothing", Duration.ZERO, 0, () -> {});

    private final Duration between;
    private final long max;
    private final Runnable tick;
    private final Thread thread;

    /** Volatile: set by whoever closes, seen by the thread before it does something once more. */
    private volatile boolean isClosed;

    private Ticks(String name, Duration between, long max, Runnable tick) {
        this.between = between;
        this.max = max;
        this.tick = tick;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** @param max how often at most */
    static Ticks start(String name, Duration between, long max, Runnable tick) {
        Ticks ticks = new Ticks(name, between, max, tick);
        ticks.thread.start();
        return ticks;
    }

    /** Nothing is done any more, but what hangs. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_PATIENCE.toMillis()); // also where it was never started
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (long i = 0; i < max && !isClosed; i++) {
                tickOnce();
                Thread.sleep(between);
            }
        } catch (InterruptedException closed) {
            // close() wakes the thread this way
        }
    }

    private void tickOnce() {
        try {
            tick.run();
        } catch (Throwable unexpected) { // memory may be short now, and there again later
            log(unexpected);
        }
    }

    private void log(Throwable unexpected) {
        try {
            LOG.log(Level.WARNING, thread.getName() + " failed", unexpected);
        } catch (Throwable hopeless) {
            // the log itself fails
        }
    }
}
