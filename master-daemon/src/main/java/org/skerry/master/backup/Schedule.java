package org.skerry.master.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When a backup is due. */
final class Schedule {

    /** A PC that was off at that time makes it when it is on again. */
    private static final Duration TOO_OLD = Duration.ofHours(36);

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
        return latest.isAfter(last) && ranThen
                || Duration.between(last, now).abs().compareTo(TOO_OLD) > 0;
    }

    /** The last such time of day that is not to come yet. */
    private static Instant latest(Instant now, LocalTime time, ZoneId zone) {
        ZonedDateTime today = now.atZone(zone).toLocalDate().atTime(time).atZone(zone);
        return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
    }
}
