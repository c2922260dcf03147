package org.skerry.slave.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt to connect: soon at first, doubling, with full jitter, so that a hundred slaves
 * do not come back at the same moment. Used by one thread.
 */
public final class Backoff {

    /** The longest first wait: a master that restarts quickly is found quickly. */
    static final Duration FIRST = Duration.ofMillis(100);

    /** The longest wait of all. */
    static final Duration LAST = Duration.ofSeconds(15);

    /** The longest wait while a call waits for the master. */
    static final Duration URGENT = Duration.ofSeconds(2);

    private final RandomGenerator random;
    private Duration ceiling = FIRST;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The next wait: any time up to the present ceiling, which doubles. */
    Duration next() {
        Duration wait = Duration.ofMillis(random.nextLong(ceiling.toMillis() + 1));
        Duration doubled = ceiling.multipliedBy(2);
        ceiling = doubled.compareTo(LAST) < 0 ? doubled : LAST;
        return wait;
    }

    /** The same wait while a call waits for the master: as spread, but over a shorter time. */
    Duration shortened(Duration wait) {
        return Duration.ofMillis(wait.toMillis() % URGENT.toMillis());
    }

    /** An attempt succeeded: the next wait is short again. */
    void reset() {
        ceiling = FIRST;
    }
}
