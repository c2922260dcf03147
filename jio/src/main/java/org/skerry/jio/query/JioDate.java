package org.skerry.jio.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;

/**
 * jIO's date: a moment that is known to a year, a month, ... or a millisecond, as its text tells.
 *
 * <p>The precision is found anywhere in the text ("in 2012" is a year), the moment is read from its front. Texts without a
 * zone are UTC, where jIO takes the local time of the machine: a query must mean the same on every machine. An impossible
 * date ("2011-02-29") has no moment.
 *
 * @param text as given
 */
public record JioDate(String text, Precision precision, Optional<Instant> moment) {

    /** How much of a date is known, the coarsest first. */
    public enum Precision {
        YEAR("uuuu", "\\d{4}"),
        MONTH("uuuu-MM", "\\d{4}-\\d\\d"),
        DAY("uuuu-MM-dd", "\\d{4}-\\d\\d-\\d\\d"),
        HOUR("uuuu-MM-dd HH", "\\d{4}-\\d\\d-\\d\\d \\d\\d"),
        MINUTE("uuuu-MM-dd HH:mm", "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d|" + zoned("")),
        SECOND("uuuu-MM-dd HH:mm:ss", "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d|" + zoned(":[0-5]\\d")),
        MILLISECOND(
                "uuuu-MM-dd HH:mm:ss.SSS",
                "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d|" + zoned(":[0-5]\\d\\.\\d+"));

        private final DateTimeFormatter format;
        private final Pattern form;

        Precision(String format, String form) {
            this.format = DateTimeFormatter.ofPattern(format, Locale.ROOT);
            this.form = Pattern.compile(form);
        }

        // A form with T must have a zone to be finer than a day.
        private static String zoned(String seconds) {
            return "\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d" + seconds + "(?:[+-][0-2]\\d:[0-5]\\d|Z)";
        }

        /** The precision of that jIO name. */
        public static Precision of(String name) {
            for (Precision precision : values()) {
                if (precision.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return precision;
                }
            }
            throw new StorageException.BadRequest("Unsupported precision value '" + name + "'");
        }
    }

    // The ISO 8601 forms that moment.js reads strictly; all else goes to JavaScript's own reader.
    private static final Pattern ISO = Pattern.compile("\\s*([+-]\\d{6}|\\d{4})-(?:(\\d\\d)(?:-(\\d\\d))?|(\\d{3}))"
            + "(?:[T ](\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?)?([+-]\\d\\d(?::?\\d\\d)?|\\s*Z)?)?");

    private static final Pattern YEAR_DIGITS = Pattern.compile("\\d{1,4}");

    /**
     * The date that a text tells.
     *
     * @throws StorageException.BadRequest if four digits are nowhere in it
     */
    public static JioDate parse(String text) {
        Precision precision = precisionOf(text);
        return new JioDate(text, precision, precision == Precision.YEAR ? Optional.of(year(text)) : read(text));
    }

    /** A moment known to the millisecond. */
    public static JioDate at(Instant moment) {
        return new JioDate(moment.toString(), Precision.MILLISECOND, Optional.of(moment));
    }

    private static Precision precisionOf(String text) {
        Precision[] precisions = Precision.values();
        for (int i = precisions.length - 1; i >= 0; i--) {
            if (precisions[i].form.matcher(text).find()) {
                return precisions[i];
            }
        }
        throw new StorageException.BadRequest("Cannot parse: " + text);
    }

    // "05/02/2012" is the year 2005: the first digits count, two of them in the manner of moment.js.
    private static Instant year(String text) {
        Matcher digits = YEAR_DIGITS.matcher(text);
        String found = digits.find() ? digits.group() : "0";
        int year = Integer.parseInt(found);
        if (found.length() == 2) {
            year += year > 68 ? 1900 : 2000;
        }
        return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Optional<Instant> read(String text) {
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return strict(iso);
        }
        OptionalLong millis = JsDate.millis(text);
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }

    private static Optional<Instant> strict(Matcher iso) {
        int hour = number(iso.group(5));
        int minute = number(iso.group(6));
        int second = number(iso.group(7));
        String fraction = iso.group(8) == null ? "" : iso.group(8);
        int millis = Integer.parseInt((fraction + "000").substring(0, 3));
        boolean isMidnight = hour == 24 && minute == 0 && second == 0 && millis == 0;
        if (hour > 23 && !isMidnight || minute > 59 || second > 59) {
            return Optional.empty();
        }
        try {
            int year = Integer.parseInt(iso.group(1));
            LocalDate date = iso.group(4) != null
                    ? LocalDate.ofYearDay(year, number(iso.group(4)))
                    : LocalDate.of(year, number(iso.group(2)), iso.group(3) == null ? 1 : number(iso.group(3)));
            long seconds = (hour * 60L + minute - offsetMinutes(iso.group(9))) * 60 + second;
            return Optional.of(date.atStartOfDay(ZoneOffset.UTC)
                    .plusSeconds(seconds)
                    .plusNanos(millis * 1_000_000L)
                    .toInstant());
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int offsetMinutes(@Nullable String zone) {
        if (zone == null || zone.endsWith("Z")) {
            return 0;
        }
        String digits = zone.substring(1).replace(":", "");
        int minutes = Integer.parseInt(digits.substring(0, 2)) * 60
                + (digits.length() > 2 ? Integer.parseInt(digits.substring(2)) : 0);
        return zone.charAt(0) == '-' ? -minutes : minutes;
    }

    /**
     * How this compares with another date at the coarser of the two precisions: -1, 0 or 1.
     *
     * <p>No order where precisions differ: 2011 is equal to both 2011-03 and 2011-04. Without a moment on either side it
     * is 1, as in jIO.
     */
    public int cmp(JioDate other) {
        if (moment.isEmpty() || other.moment.isEmpty()) {
            return 1;
        }
        Precision coarser = precision.compareTo(other.precision) < 0 ? precision : other.precision;
        return Integer.signum(Long.compare(count(moment.get(), coarser), count(other.moment.get(), coarser)));
    }

    // Whole years, months, ... since 1970 or the year 0.
    private static long count(Instant moment, Precision unit) {
        long millis = moment.toEpochMilli();
        return switch (unit) {
            case MILLISECOND -> millis;
            case SECOND -> Math.floorDiv(millis, 1000L);
            case MINUTE -> Math.floorDiv(millis, 60_000L);
            case HOUR -> Math.floorDiv(millis, 3_600_000L);
            case DAY -> Math.floorDiv(millis, 86_400_000L);
            case MONTH -> utc(moment).getYear() * 12L + utc(moment).getMonthValue();
            case YEAR -> utc(moment).getYear();
        };
    }

    /** The moment at its own precision: "2012-05-02 06:07". */
    public String toPrecisionString() {
        return toPrecisionString(precision);
    }

    /** The moment at some precision; "Invalid date" without a moment. */
    public String toPrecisionString(Precision wanted) {
        return moment.map(known -> wanted.format.format(utc(known))).orElse("Invalid date");
    }

    private static ZonedDateTime utc(Instant instant) {
        return instant.atZone(ZoneOffset.UTC);
    }

    /** The text it was read from. */
    @Override
    public String toString() {
        return text;
    }
}
