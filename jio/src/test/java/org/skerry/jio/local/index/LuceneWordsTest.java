package org.skerry.jio.local.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.FullText;
import org.skerry.jio.query.Highlight;
import tools.jackson.databind.node.ObjectNode;

class LuceneWordsTest {

    private final LuceneWords fullText = new LuceneWords();

    private static StoredRecord body(String json) {
        return new StoredRecord(new RecordId("r"), (ObjectNode) JsonText.read(json));
    }

    private static StoredRecord text(String text) {
        return new StoredRecord(new RecordId("r"), JsonText.object().put("t", text));
    }

    private double score(String looked, String text) {
        var words = fullText.words(looked);
        double score = words.score(text(text));
        assertEquals(score > 0, words.matches(text(text)), looked + " in " + text);
        return score;
    }

    private void check(String text, String found, String notFound) {
        List<String> wrong = new ArrayList<>();
        for (String looked : found.split("\\|")) {
            if (score(looked, text) == 0) {
                wrong.add("not found: " + looked);
            }
            if (fullText.words(looked).marks(text).isEmpty()) {
                wrong.add("not marked: " + looked);
            }
        }
        for (String looked : notFound.split("\\|")) {
            if (score(looked, text) > 0) {
                wrong.add("found: " + looked);
            }
        }
        if (!wrong.isEmpty()) {
            fail(text + ": " + wrong);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Running towards the cities; run|runs|RUNNING|city|toward|citys|runing; walk|sit|unning",
                "The parties agreed on delivery dates; party|agree|agreeing|deliveries|date|delivry|deliver; dorty|unrelated",
                "O'Brien & Sons; o'brien|O’Brien|brien|son|O`BRIEN|brie|o; bryan|rien",
                "John's customers; john|john's|johns|customer|cusotmers|custom; jane",
                "a necessary accommodation; accomodation|neccessary|acommodatoin|accom; ccommodation|xccommodation",
                "Marie Curie <marie.curie@example.org>; marie.curie@example.org|example.org|curie|exam; example.com|curie@example.net",
                "see first_name in user-data.csv; first_name|first name|name|user data|csv; lastname"
            })
    void english(String text, String found, String notFound) {
        check(text, found, notFound);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "École polytechnique; ecole|école|écoles|ECOLES|ÉCOLE|polytechniques|ecol|ecloe; col|technique",
                "Les chevaux de l'hôpital; cheval|hopital|l'hôpital|hôpitaux|L’HOPITAL|hopitl; hote|opital",
                "une décision générale; decisions|décision|general|généraux|generales; gene ral",
                "œuvre complète, garçon naïf; oeuvre|œuvres|oeuvres|complet|garcon|garçons|naif; ouvre garcon2",
                "aujourd'hui à Besançon; aujourd'hui|aujourd|besancon|Besançon|a; aujourdhui",
                "Cafe\u0301 de la gare; café|cafe|cafés; rage|lave"
            })
    void french(String text, String found, String notFound) {
        check(text, found, notFound);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Häuser am Fluss; haus|häuser|Hauser|HÄUSER|fluss|Fluß|flüsse; maus|laus am",
                "Straße nach Köln; strasse|straße|STRASSE|strassen|koln|köln; kolumne",
                "die Verträge der Kunden; vertrag|kunde|Kunden|vertraege|verträgen; trag|under",
                "Müller GmbH; muller|müller|Mul|GMBH|mueller|mulller; fuller",
                "Kran\u00adken\u00adhaus; krankenhaus|Krankenhäuser|krankenhuas; haus|ken"
            })
    void german(String text, String found, String notFound) {
        check(text, found, notFound);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "北京大学; 北京|京|北京大学|大学|学; 北大|京北|东京|北京市",
                "李; 李; 王|李明",
                "王小明住在上海市; 王|小明|上海|上海市|王小明|王 上海; 小红|海上|明王",
                "联系人：张伟，电话; 张伟|张|电话|张伟 电话|联系人; 伟电|人张",
                "公司有ＡＢＣ部门2024年; abc|ABC|ａｂｃ|部门|2024|公司 abc; bcd|2025",
                "𠮷野家 test; 𠮷野家|𠮷|野家|tests; 吉野家"
            })
    void chinese(String text, String found, String notFound) {
        check(text, found, notFound);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "東京タワーに行きました; 東京|タワー|東京タワー|行き|京; 大阪|タイ|京都",
                "ﾃｽﾄ会社ガイド; テスト|会社|ガイド|ﾃｽﾄ; ゲスト",
                "株式会社トヨタ・モーター; トヨタ|モーター|株式会社|トヨタ モーター|社; タモ",
                "森さんへ; 森|森さん|さん; 林",
                "서울특별시 강남구; 서울|강남구|강남|구; 부산|시강"
            })
    void japaneseAndKorean(String text, String found, String notFound) {
        check(text, found, notFound);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Order AB-1234 of 2024-05-17; AB-1234|ab 1234|1234|AB-12|2024-05-17|17.05.2024|2024 05; AB-1235|AC-1234|AB-12345|2024-06|1324",
                "tel. +33 1 42.68-53/00; 42 68 53 00|+33 1 42 68 53 00|42.68.53.00|33 1 42; 42 68 53 01|43 68",
                "key x7f3a9 and serial SN00412; x7f3a9|SN00412|sn004|X7F; x7f3a8|sn00413|y7f3a9",
                "version 10.5.0; 10.5.0|10.5|10; 10.6|11.5.0",
                "Al and Bo; al|bo|Bo Al; ab|bo2",
                "warehouse1 stands; stand; warehoses|warehuose",
                "smile \uD83D\uDE00 now; \uD83D\uDE00|smiles; \uD83D\uDE01",
                "Иван Петров; иван|Петров|петро|петровы; сидоров|тров",
                "haus; haus|hauz|Hauss; hau s|ha us|xaus"
            })
    void codesNumbersAndOthers(String text, String found, String notFound) {
        check(text, found, notFound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "?!", "%", "\n", "\u3002", "\uD800", "-", "&&"})
    void textWithoutAWordMatchesNothing(String looked) {
        assertEquals(0, score(looked, "a b ?! % \uD800"));
        assertEquals(List.of(), fullText.words(looked).marks("a b ?!"));
    }

    @Test
    void everyWordMustBeThereInAnyValueAtAnyDepth() {
        StoredRecord contact = body("""
                {"__id":"hidden","name":"Marie","address":{"city":["Paris",{"zip":75005}]},"n":9007199254740993,"ok":true,"x":null}""");

        assertEquals("Marie\nParis\n75005\n9007199254740992\n9007199254740993\n", LuceneWords.textOf(contact));
        assertTrue(fullText.words("75005 paris marie").score(contact) > 0);
        assertTrue(fullText.words("9007199254740993").score(contact) > 0);
        for (String looked : List.of("hidden", "marie lyon", "true", "null", "city", "zip")) {
            assertEquals(0, fullText.words(looked).score(contact), looked);
        }
    }

    @Test
    void charactersOfTwoValuesMakeNoPair() {
        StoredRecord names = body("{\"a\":\"\u5317\",\"b\":[\"\u4eac\",\"\u5927\"]}");

        assertEquals(0, fullText.words("\u5317\u4eac").score(names));
        assertTrue(fullText.words("\u5317 \u4eac").score(names) > 0);
    }

    @Test
    void theVeryWordScoresBestThenStemThenBeginningThenMistake() {
        List<String> texts = List.of(
                "party party party",
                "party",
                "party and many other words",
                "parties parties parties",
                "partied",
                "partyman",
                "patry");
        List<Double> scores = texts.stream().map(text -> score("party", text)).toList();

        assertEquals(scores.stream().sorted(Comparator.reverseOrder()).toList(), scores);
        assertTrue(scores.getLast() > 0);
        assertTrue(scores.get(0) > scores.get(1) && scores.get(2) > scores.get(3));
        assertTrue(scores.get(4) > scores.get(5) && scores.get(5) > scores.get(6));
    }

    @Test
    void wordsBeforeTheLastAreNoBeginnings() {
        assertEquals(0, score("lond marie", "London Marie"));
        assertTrue(score("marie lond", "London Marie") > 0);
        assertTrue(score("lond lond", "London Marie") > 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "run; He runs, running on.; 3-7 9-16",
                "\u5317\u4eac\u5927\u5b66; \u5728\u5317\u4eac\u5927\u5b66\u5b66\u4e60; 1-5",
                "\u4eac; \u5317\u4eac\u5927\u5b66; 1-2",
                "smile; \uD83D\uDE00 smile \uD83D\uDE00; 3-8",
                "\uD83D\uDE00; \uD83D\uDE00 smile; 0-2",
                "l'\u00e9cole; A l'E\u0301cole (ecoles); 4-10 12-18",
                "strasse mar; Stra\u00dfe: Marie Mar; 0-6 8-13 14-17",
                "curie; Marei Cuire; 6-11",
                "curie marie; marie.curie@x.org; 0-5 6-11",
                "abc; \uff21\uff22\uff23\u90e8; 0-3",
                "x; nothing here; ''"
            })
    void marksTellWhere(String looked, String text, String expected) {
        StringBuilder marks = new StringBuilder();
        for (Highlight.Mark mark : fullText.words(looked).marks(text)) {
            marks.append(marks.isEmpty() ? "" : " ").append(mark.from() + "-" + mark.to());
        }

        assertEquals(expected, marks.toString());
    }

    @Test
    void mistakesAreForgivenUpToAWordsLength() {
        String letters = "abcdefghijklmnopqrstuvwxyzabcdefg";

        assertEquals(0, score("abx", "abc"));
        assertTrue(score("abcx", "abcd") > 0);
        assertEquals(0, score("abcdexy", "abcdefg"));
        assertTrue(score("abcdefxy", "abcdefgh") > 0);
        assertTrue(score(letters.substring(1), letters.substring(1).replaceFirst("k", "z")) > 0);
        assertEquals(0, score(letters, letters.replaceFirst("k", "z")));
    }

    @Test
    void tooManyWordsAreRefused() {
        assertEquals(0, score("a ".repeat(FullText.MAX_WORDS), "b"));
        StorageException.BadRequest refusal = assertThrows(
                StorageException.BadRequest.class, () -> fullText.words("a ".repeat(FullText.MAX_WORDS + 1)));
        assertEquals("Up to 64 words can be looked for at a time.", refusal.getMessage());
    }

    @Test
    @Timeout(60)
    void longTextsAndWordsAreBounded() {
        String longWord = "ab".repeat(500_000);
        StringBuilder looked = new StringBuilder();
        for (int i = 0; i < FullText.MAX_WORDS; i++) {
            looked.append((char) ('a' + i % 26)).append("xyz".repeat(i + 15)).append(' ');
        }

        assertTrue(score("abab", longWord) > 0);
        assertEquals(0, score(looked.toString(), "some words here ".repeat(60_000)));
        assertEquals(
                0,
                fullText.words(looked.toString())
                        .marks("some words here ".repeat(60_000))
                        .size());
        assertTrue(
                fullText.words("here").marks("some words here ".repeat(60_000)).size() >= 50);
        assertThrows(StorageException.BadRequest.class, () -> fullText.words("\u5317\u4eac".repeat(100_000)));
        assertThrows(StorageException.BadRequest.class, () -> fullText.words(longWord));
    }
}
