package org.skerry.jio.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that can be set wrong, and a counter of nanoseconds that cannot. */
final class ManualClock extends Clock {

    private Instant now;
    private long nanos;

    ManualClock(Instant start) {
        now = start;
    }

    /** The program runs for a while. */
    void run(Duration duration) {
        now = now.plus(duration);
        nanos += duration.toNanos();
    }

    void jump(Duration by) {
        now = now.plus(by);
    }

    void set(Instant instant) {
        now = instant;
    }

    long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
