package org.skerry.master.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When a backup is due. */
final class Schedule {

    /** A PC that was off at that time makes it when it is on again, unless there is one that is younger. */
    private static final Duration MISSED = Duration.ofHours(20);

    /** Whatever clocks say. */
    private static final Duration TOO_OLD = Duration.ofHours(36);

    /** At the start of a PC there is enough to do for its disk. */
    static final Duration SETTLING = Duration.ofMinutes(5);

    private Schedule() {}

    /**
     * Whether one is due. What is in the future was told by a clock that was wrong, and holds nothing up.
     *
     * @param last when the last was made, or tried, or when there was a master first
     * @param started since when the master runs
     */
    static boolean isDue(Instant now, Instant last, Instant started, LocalTime time, ZoneId zone) {
        Instant latest = latest(now, time, zone);
        boolean ranThen = !latest.isBefore(started) || started.isAfter(now);
        Duration age = Duration.between(last, now).abs();
        boolean isMissed = latest.isAfter(last) ? age.compareTo(MISSED) > 0 : age.compareTo(TOO_OLD) > 0;
        return latest.isAfter(last) && ranThen || isMissed && hasSettled(now, started);
    }

    /** Whether the master runs for some minutes. */
    static boolean hasSettled(Instant now, Instant started) {
        return Duration.between(started, now).abs().compareTo(SETTLING) >= 0;
    }

    /** The last such time of day that is not to come yet. */
    private static Instant latest(Instant now, LocalTime time, ZoneId zone) {
        ZonedDateTime today = now.atZone(zone).toLocalDate().atTime(time).atZone(zone);
        return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
    }
}
