package org.skerry.slave.ui.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.Highlight;
import org.skerry.slave.ui.records.CellText.Span;
import org.skerry.slave.ui.text.Language;
import tools.jackson.databind.JsonNode;

class CellTextTest {

    @Test
    void numbersAreWrittenAsTheLanguageWritesThem() {
        assertEquals(List.of("1234567.5", "1234567.5", "1234567,5"), texts("1234567.5"));
    }

    @Test
    void amountsAreGrouped() {
        JsonNode value = JsonText.read("1234567.5");

        assertEquals("1,234,567.5", new CellText(Language.ENGLISH).grouped().text(value));
        assertEquals(
                "1 234 567,5",
                new CellText(Language.FRENCH).grouped().text(value).replaceAll("[\\u00a0\\u202f]", " "));
    }

    @Test
    void datesAreWrittenAsTheLanguageWritesThem() {
        assertEquals(List.of("Nov 28, 2026", "2026年11月28日", "28 nov. 2026"), texts("\"2026-11-28\""));
        assertEquals(List.of("2026-13-45", "2026-13-45", "2026-13-45"), texts("\"2026-13-45\""));
    }

    @Test
    void listsHaveCommas() {
        assertEquals("red, green", text("[\"red\", \"green\"]"));
    }

    @Test
    void whatIsMissingIsEmpty() {
        assertEquals("", new CellText(Language.ENGLISH).text(JsonText.object().path("no")));
        assertEquals("", text("null"));
        assertEquals("", text("[]"));
    }

    @Test
    void aTextIsOneLine() {
        assertEquals("first second", text("\"first\\n second\""));
    }

    @Test
    void whatWasSearchedIsMarked() {
        List<Highlight> hits = List.of(new Highlight("tags", "green light", List.of(new Highlight.Mark(0, 5))));

        assertEquals(
                List.of(
                        new Span("red", false),
                        new Span(", ", false),
                        new Span("green", true),
                        new Span(" light", false)),
                new CellText(Language.ENGLISH).spans(JsonText.read("[\"red\", \"green light\"]"), hits));
    }

    @Test
    void aNumberThatWasSearchedIsMarkedAsAWhole() {
        List<Highlight> hits = List.of(new Highlight("count", "10570", List.of(new Highlight.Mark(0, 5))));

        assertEquals(
                List.of(new Span("10,570", true)),
                new CellText(Language.ENGLISH).grouped().spans(JsonText.read("10570"), hits));
    }

    private static String text(String json) {
        return new CellText(Language.ENGLISH).text(JsonText.read(json));
    }

    private static List<String> texts(String json) {
        JsonNode value = JsonText.read(json);
        return Arrays.stream(Language.values())
                .map(language -> new CellText(language).text(value).replaceAll("[\\u00a0\\u202f]", " "))
                .toList();
    }
}
