package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class HistoryClockTest {

    private static final Instant START = Instant.parse("2026-11-29T08:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration TICK = Duration.ofMinutes(10);

    private final ManualClock time = new ManualClock(START);
    private HistoryClock clock = started(OptionalLong.of(START.toEpochMilli()));

    private HistoryClock started(OptionalLong before) {
        return new HistoryClock(time, time::nanos, before);
    }

    private void run(Duration duration) {
        for (Duration ran = Duration.ZERO; ran.compareTo(duration) < 0; ran = ran.plus(TICK)) {
            time.run(TICK);
            clock.believed();
        }
    }

    private OptionalLong yearBefore(Instant instant) {
        return OptionalLong.of(instant.minus(YEAR).toEpochMilli());
    }

    @Test
    void aClockThatGoesRightIsBelieved() {
        run(Duration.ofDays(3));

        assertEquals(START.plus(Duration.ofDays(3)).toEpochMilli(), clock.stamp());
        assertEquals(yearBefore(START.plus(Duration.ofDays(3))), clock.endedBefore(YEAR));
    }

    @Test
    void tenYearsAheadDropNothingForMonthsAndNothingAtAllWhenTheClockIsSetRight() {
        time.jump(Duration.ofDays(3_650));
        run(Duration.ofDays(60));

        assertEquals(OptionalLong.empty(), clock.endedBefore(YEAR));
        assertTrue(clock.stamp() >= START.plus(Duration.ofDays(3_650)).toEpochMilli(), "stays longer, not shorter");

        time.jump(Duration.ofDays(-3_650));
        run(Duration.ofDays(1));

        Instant now = START.plus(Duration.ofDays(61));
        assertEquals(yearBefore(now), clock.endedBefore(YEAR), "as if nothing had happened");
    }

    @Test
    void oneYearTooMuchIsBelievedAfterTwoWeeksOfRunning() {
        time.jump(YEAR);
        run(Duration.ofDays(14));
        assertEquals(OptionalLong.empty(), clock.endedBefore(YEAR));

        run(Duration.ofDays(3));

        assertEquals(yearBefore(START.plus(YEAR).plus(Duration.ofDays(17))), clock.endedBefore(YEAR));
    }

    @Test
    void anEmptyBatteryMakesNothingEndEarlier() {
        run(Duration.ofDays(1));
        OptionalLong kept = OptionalLong.of(clock.believed());
        time.set(Instant.parse("2015-01-01T00:00:00Z"));
        clock = started(kept);
        run(Duration.ofDays(2));

        assertEquals(
                START.plus(Duration.ofDays(3)).toEpochMilli(), clock.stamp(), "goes on where it was believed last");
        assertTrue(clock.endedBefore(YEAR).orElseThrow() < START.minus(YEAR).toEpochMilli(), "drops nothing");

        time.set(START.plus(Duration.ofDays(3)));
        assertEquals(yearBefore(START.plus(Duration.ofDays(3))), clock.endedBefore(YEAR));
    }

    @Test
    void aMonthOffIsCaughtUpInADayAndAHalf() {
        OptionalLong kept = OptionalLong.of(clock.believed());
        time.jump(Duration.ofDays(30));
        clock = started(kept);

        assertEquals(OptionalLong.empty(), clock.endedBefore(YEAR));
        assertEquals(START.plus(Duration.ofDays(30)).toEpochMilli(), clock.stamp());

        run(Duration.ofHours(36));

        assertEquals(yearBefore(START.plus(Duration.ofDays(30)).plus(Duration.ofHours(36))), clock.endedBefore(YEAR));
    }

    @Test
    void theFirstStartBelievesTheClock() {
        clock = started(OptionalLong.empty());

        assertEquals(yearBefore(START), clock.endedBefore(YEAR));
    }

    @Test
    void timeNeverGoesBackAndNeverFasterThanADayAnHour() {
        for (int i = 0; i < 10_000; i++) {
            long before = clock.believed();
            long ran =
                    ThreadLocalRandom.current().nextLong(1, Duration.ofHours(2).toMillis());
            time.jump(Duration.ofDays(ThreadLocalRandom.current().nextLong(-500, 500)));
            time.run(Duration.ofMillis(ran));

            long moved = clock.believed() - before;

            assertTrue(moved >= ran && moved <= 24 * ran, "moved %d in %d".formatted(moved, ran));
        }
    }
}
