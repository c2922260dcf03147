package org.skerry.jio.local;

import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What time it is where history is kept and dropped, so that a clock which jumps destroys none.
 *
 * <p>It believes the clock of the PC, but slowly: while the clock is ahead, at most one day of it for each hour that this
 * program runs; and it never goes back. Versions are stamped with the later of both times, so a clock that was set back (an
 * empty battery) makes them stay no shorter. None are dropped while the clock is more than a day ahead: a year too much has
 * an effect after two weeks of running, and none if somebody sets it right before. A PC that was off for a month catches up
 * in a day and a half. Thread-safe.
 */
final class HistoryClock {

    /** How many times as fast as time runs the clock is followed: one day an hour. */
    static final int HASTE = 24;

    /** How far ahead the clock may be for its time to be believed, in milliseconds. */
    private static final long AGREEMENT = Duration.ofDays(1).toMillis();

    private static final long NANOS = 1_000_000;

    private final Clock clock;
    private final LongSupplier nanos;

    private long believed;
    private long seenNanos;

    /**
     * @param nanos a counter of nanoseconds that jumps as little as {@link System#nanoTime}
     * @param before what was believed last, in milliseconds; empty if nothing ever was
     */
    HistoryClock(Clock clock, LongSupplier nanos, OptionalLong before) {
        this.clock = clock;
        this.nanos = nanos;
        this.believed = before.orElseGet(clock::millis);
        this.seenNanos = nanos.getAsLong();
    }

    static HistoryClock system(OptionalLong before) {
        return new HistoryClock(Clock.systemUTC(), System::nanoTime, before);
    }

    /** What is believed now, in milliseconds. */
    synchronized long believed() {
        long ran = (nanos.getAsLong() - seenNanos) / NANOS;
        seenNanos += ran * NANOS; // what is left of a millisecond counts the next time
        believed += Math.clamp(clock.millis() - believed, ran, HASTE * ran);
        return believed;
    }

    /** The time to stamp what ends now, in milliseconds. */
    synchronized long stamp() {
        return Math.max(believed(), clock.millis());
    }

    /** What ended up to that time, in milliseconds, was kept for so long; empty while the clock is not believed. */
    synchronized OptionalLong endedBefore(Duration kept) {
        long now = clock.millis();
        long trusted = believed();
        return now - trusted > AGREEMENT
                ? OptionalLong.empty()
                : OptionalLong.of(Math.min(now, trusted) - kept.toMillis());
    }
}
