package org.skerry.master.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RotationTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final Instant FIRST = Instant.parse("2026-01-01T01:30:00Z");

    private static MadeBackup made(Instant time, boolean isGood) {
        return new MadeBackup(time, "/b/" + time, 1, 1, true, Optional.empty(), isGood);
    }

    /** What is left after a backup each day, each followed by a rotation. */
    private static List<MadeBackup> afterDays(int days) {
        List<MadeBackup> all = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            all.add(made(FIRST.plus(day, ChronoUnit.DAYS), true));
            all.removeAll(Rotation.doomed(all, ZONE));
        }
        return all;
    }

    @Test
    void sevenDaysFourWeeksAndSixMonthsAreKept() {
        List<String> left = afterDays(300).stream()
                .map(backup -> backup.time().toString().substring(0, 10))
                .toList();

        assertEquals(
                List.of(
                        "2026-05-31",
                        "2026-06-30",
                        "2026-07-31",
                        "2026-08-31",
                        "2026-09-30",
                        "2026-10-11",
                        "2026-10-18",
                        "2026-10-21",
                        "2026-10-22",
                        "2026-10-23",
                        "2026-10-24",
                        "2026-10-25",
                        "2026-10-26",
                        "2026-10-27"),
                left);
    }

    @Test
    void theLastGoodOneIsNeverDoomedWhateverFollows() {
        List<MadeBackup> all = new ArrayList<>(List.of(made(FIRST, true)));
        for (int day = 1; day < 100; day++) {
            all.add(made(FIRST.plus(day, ChronoUnit.DAYS), false));
            List<MadeBackup> doomed = Rotation.doomed(all, ZONE);
            assertFalse(doomed.contains(all.getFirst()));
            all.removeAll(doomed);
        }
        all.add(made(FIRST.plus(100, ChronoUnit.DAYS), true));

        assertEquals(
                all.subList(1, 8),
                Rotation.doomed(all, ZONE),
                "now that there is a good one again, damaged ones may go");
    }

    @Test
    void ofThoseWithDamagesTheLastSevenAreKeptAndNoGoodOneGoes() {
        List<MadeBackup> all = new ArrayList<>(afterDays(300));
        List<MadeBackup> good = List.copyOf(all);
        for (int day = 300; day < 340; day++) {
            all.add(made(FIRST.plus(day, ChronoUnit.DAYS), false));
            all.removeAll(Rotation.doomed(all, ZONE));
        }

        List<MadeBackup> expected = new ArrayList<>(good);
        for (int day = 333; day < 340; day++) {
            expected.add(made(FIRST.plus(day, ChronoUnit.DAYS), false));
        }
        assertEquals(expected, all);
        all.removeAll(good);
        all.add(made(FIRST.plus(340, ChronoUnit.DAYS), false));
        assertEquals(all.subList(0, 1), Rotation.doomed(all, ZONE), "also where none is good");
    }

    @Test
    void manyOfOneDayAreOne() {
        List<MadeBackup> all = new ArrayList<>();
        for (int minute = 0; minute < 50; minute++) {
            all.add(made(FIRST.plus(minute, ChronoUnit.MINUTES), true));
        }

        assertEquals(all.subList(0, 49), Rotation.doomed(all, ZONE));
        assertEquals(List.of(), Rotation.doomed(List.of(), ZONE));
    }

    private static boolean isDue(String now, String last, String started) {
        return Schedule.isDue(
                Instant.parse(now), Instant.parse(last), Instant.parse(started), LocalTime.of(2, 30), ZoneOffset.UTC);
    }

    @Test
    void aBackupIsDueWhenItsTimeComesOrWasMissed() {
        String day = "2026-11-29T";
        assertFalse(isDue(day + "02:29:59Z", "2026-11-28T02:30:00Z", "2026-11-01T00:00:00Z"));
        assertTrue(isDue(day + "02:30:00Z", "2026-11-28T02:30:00Z", "2026-11-01T00:00:00Z"));
        assertFalse(isDue(day + "02:31:00Z", day + "02:30:05Z", "2026-11-01T00:00:00Z"));
        assertFalse(isDue(day + "08:00:00Z", "2026-11-28T08:00:00Z", day + "07:56:00Z"), "it has only just started");
        assertTrue(isDue(day + "08:01:00Z", "2026-11-28T08:00:00Z", day + "07:56:00Z"), "started after its time");
        assertFalse(isDue(day + "08:00:00Z", "2026-11-28T13:00:00Z", day + "06:00:00Z"), "young enough");
        assertTrue(isDue(day + "09:01:00Z", "2026-11-28T13:00:00Z", day + "06:00:00Z"), "in the middle of the day");
        assertFalse(isDue(day + "21:00:00Z", day + "20:00:00Z", day + "20:59:00Z"));
    }

    @Test
    void aClockThatWasAheadOnceEndsNothing() {
        String day = "2026-11-29T";
        assertTrue(isDue(day + "21:00:00Z", "2036-01-01T00:00:00Z", day + "20:55:00Z"), "the last");
        assertTrue(isDue(day + "02:30:00Z", "2026-11-28T02:30:00Z", "2036-01-01T00:00:00Z"), "the start");
        assertFalse(isDue(day + "21:00:00Z", day + "21:05:00Z", day + "20:59:00Z"), "a little is nothing");
    }
}
