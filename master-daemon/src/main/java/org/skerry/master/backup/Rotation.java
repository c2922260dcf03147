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

/** Which of the backups that were made by themselves are kept: the last of each of 7 days, 4 weeks and 6 months. */
final class Rotation {

    private static final int DAYS = 7;
    private static final int WEEKS = 4;
    private static final int MONTHS = 6;

    private Rotation() {}

    /**
     * Those that may go.
     *
     * @param all of which the files are there
     * @param zone in which a day is a day
     */
    static List<MadeBackup> doomed(List<MadeBackup> all, ZoneId zone) {
        List<MadeBackup> good = all.stream()
                .filter(MadeBackup::isGood)
                .sorted(Comparator.comparing(MadeBackup::time).reversed())
                .toList();
        if (good.isEmpty()) {
            return List.of();
        }
        Set<MadeBackup> kept = new HashSet<>();
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
        Instant newest = good.getFirst().time();
        return all.stream()
                .filter(backup ->
                        backup.isGood() ? !kept.contains(backup) : backup.time().isBefore(newest))
                .toList();
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
