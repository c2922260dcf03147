package org.skerry.slave.ui.entry;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;
import org.skerry.jio.JsonText;

/** Moments as people write them here: 2026-12-31 18:30, in the time of this PC; in the record with their offset. */
final class DateTimeText {

    /** A moment that shows which number is which. */
    static final String EXAMPLE = "2026-12-31 18:30";

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private DateTimeText() {}

    static boolean isIso(String text) {
        return parse(text).isPresent();
    }

    static String write(String iso, ZoneId here) {
        LocalDateTime local = OffsetDateTime.parse(iso).atZoneSameInstant(here).toLocalDateTime();
        return (local.getSecond() == 0 ? MINUTES : SECONDS).format(local);
    }

    static Reading read(String text, ZoneId here) {
        String typed = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        return parse(typed)
                .or(() -> local(typed, here))
                .map(moment -> Reading.value(
                        JsonText.nodes().stringNode(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment))))
                .orElseGet(() -> Reading.mistake("form.mistake.moment", typed, EXAMPLE));
    }

    private static Optional<OffsetDateTime> local(String text, ZoneId here) {
        return Stream.of(MINUTES, SECONDS)
                .flatMap(form -> {
                    try {
                        return Stream.of(
                                LocalDateTime.parse(text, form).atZone(here).toOffsetDateTime());
                    } catch (DateTimeParseException another) {
                        return Stream.empty();
                    }
                })
                .findFirst();
    }

    private static Optional<OffsetDateTime> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeException another) {
            return Optional.empty();
        }
    }
}
