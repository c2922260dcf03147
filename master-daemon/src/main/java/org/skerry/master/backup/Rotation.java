package org.skerry.master.backup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which of the backups that were made by themselves are kept: the last of each of 7 days, 4 weeks and 6 months, and of those
 * with damages the last 7, until there is a good one again.
 */
final class Rotation {

    private static final int DAYS = 7;
    private static final int WEEKS = 4;
    private static final int MONTHS = 6;
    private static final int DAMAGED = 7;

    private Rotation() {}

    /**
     * Those that may go.
     *
     * @param all of which the files are there, the last at the end
     * @param zone in which a day is a day
     */
    static List<MadeBackup> doomed(List<MadeBackup> all, ZoneId zone) {
        List<MadeBackup> good = all.stream()
                .filter(MadeBackup::isGood)
                .sorted(Comparator.comparing(MadeBackup::time).reversed())
                .toList();
        Set<MadeBackup> kept = new HashSet<>();
        all.reversed().stream()
                .takeWhile(backup -> !backup.isGood())
                .limit(DAMAGED)
                .forEach(kept::add);
        if (!kept.isEmpty()) { // nobody knows how long it takes to mend
            kept.addAll(good);
        }
        keep(good, kept, DAYS, time -> day(time, zone).toString());
        keep(
                good,
                kept,
                WEEKS,
                time -> day(time, zone).get(IsoFields.WEEK_BASED_YEAR)
                        + " week "
                        + day(time, zone).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        keep(
                good,
                kept,
                MONTHS,
                time -> day(time, zone).getYear() + " month " + day(time, zone).getMonthValue());
        return all.stream().filter(backup -> !kept.contains(backup)).toList();
    }

    private static LocalDate day(Instant time, ZoneId zone) {
        return LocalDate.ofInstant(time, zone);
    }

    /** @param newestFirst of each period the first is kept */
    private static void keep(
            List<MadeBackup> newestFirst, Set<MadeBackup> kept, int periods, Function<Instant, String> period) {
        Set<String> seen = new HashSet<>();
        for (MadeBackup backup : newestFirst) {
            if (seen.size() < periods && seen.add(period.apply(backup.time()))) {
                kept.add(backup);
            }
        }
    }
}
