package org.skerry.slave.ui.records;

import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.Highlight;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import tools.jackson.databind.JsonNode;

/** A field's value as a cell shows it: in the user's way of writing, with what was searched marked. */
final class CellText {

    /** Longer texts are cut by the cell anyway, but only after they were laid out. */
    private static final int LONGEST = 300;

    /** As much as is read in a tooltip; who wants more opens the record. */
    private static final int LONGEST_WHOLE = 1_500;

    private static final int MAX_DECIMALS = 20;

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*");

    /** How many Latin letters a day or a moment takes, in the language that takes most. */
    private static final int DATE_LETTERS = 13;

    private static final int MOMENT_LETTERS = 22;

    /** From here on a character is as wide as two Latin ones. */
    private static final char WIDE = '\u2e80';

    private final Language language;
    private final int longest;
    private final boolean isGrouped;

    /** A part of a text. */
    record Span(String text, boolean isHit) {}

    CellText(Language language) {
        this(language, LONGEST, false);
    }

    private CellText(Language language, int longest, boolean isGrouped) {
        this.language = language;
        this.longest = longest;
        this.isGrouped = isGrouped;
    }

    /** The same, with the digits of numbers in groups. */
    CellText grouped() {
        return new CellText(language, longest, true);
    }

    /** For texts that are shown where there is room. */
    static CellText whole(Language language) {
        return new CellText(language, LONGEST_WHOLE, false);
    }

    /** How much room a value takes, in Latin letters. */
    static int letters(String value) {
        if (DATE.matcher(value).matches()) {
            return DATE_LETTERS;
        }
        if (MOMENT.matcher(value).matches()) {
            return MOMENT_LETTERS;
        }
        return value.length() + (int) value.chars().filter(unit -> unit >= WIDE).count();
    }

    /** Where a value of some field was found. */
    static List<Span> spans(Highlight hit) {
        List<Span> spans = new ArrayList<>();
        String text = hit.text();
        int at = 0;
        for (Highlight.Mark mark : hit.marks()) {
            if (mark.from() >= at && mark.to() <= text.length()) {
                add(spans, text.substring(at, mark.from()), false);
                add(spans, text.substring(mark.from(), mark.to()), true);
                at = mark.to();
            }
        }
        add(spans, text.substring(at), false);
        return spans;
    }

    /** A value, with its hits. */
    List<Span> spans(JsonNode value, List<Highlight> hits) {
        List<Span> spans = new ArrayList<>();
        if (!value.isArray()) {
            addElement(spans, value, hits);
            return spans;
        }
        for (JsonNode element : value) {
            if (!spans.isEmpty()) {
                add(spans, ", ", false);
            }
            addElement(spans, element, hits);
        }
        return spans;
    }

    /** A value as plain text, "" for a missing one. */
    String text(JsonNode value) {
        StringBuilder text = new StringBuilder();
        spans(value, List.of()).forEach(span -> text.append(span.text()));
        return text.toString();
    }

    private void addElement(List<Span> spans, JsonNode value, List<Highlight> hits) {
        if (value.isNumber()) {
            add(spans, number(value), hits.stream().anyMatch(hit -> isHitIn(hit, JsonText.write(value))));
            return;
        }
        String plain = value.isString() ? value.stringValue() : "";
        Optional<Highlight> hit =
                hits.stream().filter(each -> isHitIn(each, plain)).findFirst();
        if (value.isString() && hit.isPresent()) {
            spans.addAll(spans(hit.get()));
        } else {
            add(spans, element(value), false);
        }
    }

    /** A long text comes as a part of it with an ellipsis at its ends. */
    private static boolean isHitIn(Highlight hit, String text) {
        return text.contains(strip(hit.text()));
    }

    private static String strip(String excerpt) {
        int from = excerpt.startsWith("…") ? 1 : 0;
        int to = excerpt.endsWith("…") && excerpt.length() > 1 ? excerpt.length() - 1 : excerpt.length();
        return excerpt.substring(from, to);
    }

    private String element(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isBoolean()) {
            return Texts.in(language, Sentence.of(value.booleanValue() ? "records.yes" : "records.no"));
        }
        String text = value.isString() ? textOrDate(value.stringValue()) : JsonText.write(value);
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }

    private String number(JsonNode value) {
        NumberFormat format = NumberFormat.getInstance(language.locale());
        format.setMaximumFractionDigits(MAX_DECIMALS);
        format.setGroupingUsed(isGrouped);
        return format.format(value.isIntegralNumber() ? value.bigIntegerValue() : value.decimalValue());
    }

    private String textOrDate(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(language.locale())
                        .format(LocalDate.parse(text));
            }
            if (MOMENT.matcher(text).matches()) {
                return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(language.locale())
                        .format(OffsetDateTime.parse(text).atZoneSameInstant(ZoneId.systemDefault()));
            }
        } catch (DateTimeParseException noDate) {
            return text; // 2026-13-45
        }
        return text;
    }

    private static void add(List<Span> spans, String text, boolean isHit) {
        if (!text.isEmpty()) {
            spans.add(new Span(text, isHit));
        }
    }
}
