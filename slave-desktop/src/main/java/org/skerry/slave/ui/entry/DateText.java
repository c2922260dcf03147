package org.skerry.slave.ui.entry;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.text.Language;

/** Days as people write them, and as ISO 8601 does: 2026-11-28. */
final class DateText {

    /** A day that shows which number is which. */
    static final String EXAMPLE = "2026-12-31";

    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final List<String> EVERYWHERE = List.of("uuuu-M-d", "uuuu/M/d", "uuuu.M.d");

    private DateText() {}

    static boolean isIso(String text) {
        return ISO.matcher(text).matches()
                && parse(text, "uuuu-MM-dd", Language.ENGLISH).isPresent();
    }

    static String write(String iso, Language language) {
        return write(LocalDate.parse(iso), language);
    }

    static String write(LocalDate day, Language language) {
        return formatter(pattern(FormatStyle.MEDIUM, language), language).format(day);
    }

    static Reading read(String text, Language language) {
        return day(text, language)
                .map(day -> Reading.value(JsonText.nodes().stringNode(day.toString())))
                .orElseGet(() -> Reading.mistake("entry.mistake.date", text.strip()));
    }

    /** The day that a text means; empty if it means none, such as the 30th of February. */
    static Optional<LocalDate> day(String text, Language language) {
        String typed = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        return Stream.concat(EVERYWHERE.stream(), patterns(language))
                .flatMap(pattern -> parse(typed, pattern, language).stream())
                .filter(day -> day.getYear() >= 0 && day.getYear() <= 9999)
                .findFirst();
    }

    private static Stream<String> patterns(Language language) {
        Stream<String> own = switch (language) {
            case ENGLISH -> Stream.of("M/d/uuuu", "d MMM uuuu", "d MMMM uuuu");
            case CHINESE -> Stream.of();
            case FRENCH -> Stream.of("d/M/uuuu", "d.M.uuuu", "d-M-uuuu");
        };
        return Stream.concat(
                Stream.of(FormatStyle.SHORT, FormatStyle.MEDIUM, FormatStyle.LONG)
                        .map(style -> pattern(style, language)),
                own);
    }

    /** With the year as a plain number: the locale's own letter for it needs an era where nothing is guessed. */
    private static String pattern(FormatStyle style, Language language) {
        String own = DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                style, null, IsoChronology.INSTANCE, language.locale());
        return own.contains("yy") && !own.contains("yyy") ? own.replace('y', 'u') : own.replaceAll("y+", "uuuu");
    }

    private static Optional<LocalDate> parse(String text, String pattern, Language language) {
        try {
            return Optional.of(LocalDate.parse(text, formatter(pattern, language)));
        } catch (DateTimeParseException another) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter formatter(String pattern, Language language) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(language.locale())
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
