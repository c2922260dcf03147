package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.local.index.LuceneWords;

class HighlighterTest {

    private static List<Highlight> highlights(String query, String body) {
        return Highlighter.of(QueryParser.parse(query), KeySchema.NONE, new LuceneWords())
                .of(Records.of(body).getFirst());
    }

    /** Fields with their texts, the marks in brackets. */
    private static String marked(String query, String body) {
        StringBuilder text = new StringBuilder();
        for (Highlight highlight : highlights(query, body)) {
            text.append(text.isEmpty() ? "" : " | ").append(highlight.field()).append(' ');
            int at = 0;
            for (Highlight.Mark mark : highlight.marks()) {
                text.append(highlight.text(), at, mark.from())
                        .append('[')
                        .append(highlight.text(), mark.from(), mark.to())
                        .append(']');
                at = mark.to();
            }
            text.append(highlight.text().substring(at));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SearchableText:report; a Annual [reports] | b see [report], [repotr]",
                "SearchableText:annual AND NOT SearchableText:report; a [Annual] reports",
                "b:%REP%; b see [rep]ort, [rep]otr",
                "b:s%r; b [s]ee [r]epo[r]t, [r]epot[r]",
                "b:S_e%; b [see] r[e]port, r[e]potr",
                "re; a Annual [re]ports | b see [re]port, [re]potr",
                "rep AND port; a Annual [report]s | b see [report], [rep]otr",
                "SearchableText:report OR a:\"%l r%\"; a Annua[l reports] | b see [report], [repotr]",
                "b:\"see report, repotr\"; ''",
                "b:=%e%; ''",
                "b:>a; ''",
                "b:%; ''",
                "NOT re; ''",
                "c:%2%; c 10[2]4",
                "SearchableText:1024; c [1024]",
                "r; a Annual [r]epo[r]ts | b see [r]epo[r]t, [r]epot[r] | d [r]",
                "d:r%; d [r]",
                "deep; e [deep] content",
                "__id:%x%; ''",
                "x; d [x]"
            })
    void hitsAreMarkedInTheOrderOfFields(String query, String expected) {
        String body = """
                {"__id":"xyz report","a":"Annual reports","b":"see report, repotr","c":1024,"d":["x","r",null,["r"],true],
                 "e":{"content":"deep content"},"f":{"g":"report"}}""";

        assertEquals(expected, marked(query, body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SearchableText:北京; t 在[北京]大学",
                "SearchableText:京大学; t 在北[京大学]",
                "SearchableText:京; t 在北[京]大学",
                "大学; t 在北京[大学]",
                "北 AND 京大; t 在[北京大]学",
                "SearchableText:😀; u [😀😀] ok",
                "😀; u [😀😀] ok",
                "SearchableText:ok; u 😀😀 [ok]"
            })
    void chineseAndEmojiAreMarked(String query, String expected) {
        assertEquals(expected, marked(query, "{\"t\":\"在北京大学\",\"u\":\"😀😀 ok\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"word ", "字", "\uD83D\uDE00", "x\uD83D\uDE00", "a\uD83D\uDE00b ", "\n"})
    void longTextsAreCutAroundTheFirstHit(String filler) {
        for (int before : new int[] {0, 1, 2, 3, 35, 36, 37, 38, 39, 40, 41, 100, 5_000}) {
            for (int after : new int[] {0, 1, 5, 117, 118, 119, 120, 121, 122, 5_000}) {
                String text = filler.repeat(before) + " needle " + filler.repeat(after);
                Highlight found = highlights(
                                "needle", JsonText.write(JsonText.object().put("t", text)))
                        .getFirst();

                assertEquals(1, found.marks().size());
                Highlight.Mark mark = found.marks().getFirst();
                assertEquals("needle", found.text().substring(mark.from(), mark.to()));
                assertTrue(JsonText.isWellFormed(found.text()), found::text);
                assertTrue(found.text().length() <= Excerpt.LENGTH + 3, found::text);
                assertTrue(text.contains(found.text().replace("\u2026", "")), found::text);
                assertEquals(text.length() > Excerpt.LENGTH, found.text().contains("\u2026"));
            }
        }
    }

    @Test
    void wordsAreNotCutWhereThereIsAnother() {
        String text = "one two three ".repeat(20) + "needle" + " four five six".repeat(20);

        assertEquals(
                "t \u2026two three one two three one two three [needle] four five six four five six four five six four five"
                        + " six four five six four five six four five six four five six\u2026",
                marked("needle", "{\"t\":\"" + text + "\"}"));
    }

    @Test
    void hitLongerThanAnExcerptIsCut() {
        Highlight found =
                highlights("x", "{\"t\":\"" + "x".repeat(1_000) + "\"}").getFirst();

        assertEquals(List.of(new Highlight.Mark(0, Excerpt.LENGTH)), found.marks());
        assertEquals("x".repeat(Excerpt.LENGTH) + "\u2026", found.text());
    }

    @Test
    void marksAndHighlightsAreBounded() {
        String list = "\"a.a.\",".repeat(100);
        String dots = "a.".repeat(500_000);

        assertEquals(
                Highlighter.MAX_HIGHLIGHTS,
                highlights("a", "{\"t\":[" + list + "1]}").size());
        for (String query : List.of("a", "SearchableText:a", "t:a%a%")) {
            Highlight found = highlights(query, "{\"t\":\"" + dots + "\"}").getFirst();
            assertEquals(Highlighter.MAX_MARKS, found.marks().size());
        }
    }

    @Test
    void rowsHaveThemWhereTheyAreAskedFor() {
        List<StoredRecord> records = Records.of("{\"t\":\"a needle\"}", "{\"t\":\"needle\",\"u\":1}");
        for (String order : List.of("", ",\"sort_on\":[[\"t\",\"ascending\"]]")) {
            Answer answer = Records.answer("{\"query\":\"t:%needle%\",\"highlight\":true" + order + "}", records);

            assertEquals(
                    JsonText.read("[{\"field\":\"t\",\"text\":\"a needle\",\"marks\":[[2,8]]}]"),
                    JsonText.read(JsonText.write(AnswerJson.write(answer))).at("/data/rows/0/highlights"));
            assertEquals(answer, AnswerJson.read(AnswerJson.write(answer)));
        }
        Answer without = Records.answer("{\"query\":\"t:%needle%\"}", records);
        assertEquals(List.of(), without.rows().getFirst().highlights());
        AllDocs request = AllDocsJson.read(JsonText.read("{\"highlight\":true}"));
        assertEquals(request, AllDocsJson.read(AllDocsJson.write(request)));
    }
}
