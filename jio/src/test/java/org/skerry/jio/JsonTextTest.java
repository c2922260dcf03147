package org.skerry.jio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    private static String rewritten(String json) {
        return JsonText.write(JsonText.read(json));
    }

    private static String refusal(String json) {
        return assertThrows(StorageException.BadRequest.class, () -> JsonText.read(json))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "\"\"",
                "0",
                "-1",
                "2147483648",
                "9007199254740993",
                "123456789012345678901234567890",
                "1.10",
                "0.1",
                "-0.0",
                "1E+400",
                "1E-9999",
                "1.5E+10000",
                "{\"b\":1,\"a\":[1.0,{\"\":null}]}",
                "\"测试 😀 \u2028 /\"",
                "\"\\u0000\\n\\\"\\\\ud83d\\\\\"",
                "{\"\\ud83d\":\"a\\udc00b\\ud83d\"}",
                "\"\\udc00\\ud83d\""
            })
    void valuesComeBackAsTheyWere(String json) {
        assertEquals(json, rewritten(json));
    }

    @ParameterizedTest
    @CsvSource({"1e400,1E+400", "-0,-0.0", "-0.00e5,-0.0", "0.0000001,1E-7", "1e+0000010,1E+10", "0e0,0"})
    void numbersKeepTheirValue(String json, String written) {
        assertEquals(written, rewritten(json));
        assertEquals(written, rewritten(written));
    }

    @Test
    void escapesOfPairsAndHalvesAreRead() {
        assertEquals("\"😀\"", rewritten("\"\\uD83D\\uDe00\""));
        assertEquals("\"\\\\ud83d\"", rewritten("\"\\\\ud83d\""));
        assertEquals("\"\\\\\\ud83d\"", rewritten("\"\\\\\\uD83D\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud83\"", "\"\\ud8", "\"\\uD8G0\"", "\\ud83d", "\"\\", "\"\\ud83d"})
    void brokenEscapesAreRefused(String json) {
        assertTrue(refusal(json).startsWith("This is not JSON: "), refusal(json));
    }

    @Test
    void numbersAtTheLimitsAreRead() {
        String integer = "-" + "9".repeat(1_000);
        String fraction = "0." + "9".repeat(1_000);
        String both = "-9." + "9".repeat(999) + "E-10000";

        assertEquals(integer, rewritten(integer));
        assertEquals(fraction, rewritten(fraction));
        assertEquals(both, rewritten(both));
        assertEquals(rewritten("1." + "9".repeat(999) + "e-6"), rewritten(rewritten("1." + "9".repeat(999) + "e-6")));
        assertEquals("1E+10000", rewritten("1e10000"));
        assertEquals("1E-10000", rewritten("1e-10000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e10001",
                "1e-10001",
                "15e10000",
                "1e999999999",
                "-1E-999999999999999999999",
                "1e99999999999999999999"
            })
    void numbersBeyondTheExponentAreRefusedAtOnce(String number) {
        String sentence = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> refusal(number));

        assertEquals("A number may have up to 1000 digits and an exponent up to 10000.", sentence);
    }

    @Test
    void longNumbersAreRefusedAtOnce() {
        for (String number : new String[] {
            "9".repeat(1_001), "9".repeat(5_000_000), "0." + "9".repeat(1_001), "0." + "0".repeat(20_000) + "1"
        }) {
            String sentence = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> refusal(number));
            assertEquals("A number may have up to 1000 digits and an exponent up to 10000.", sentence);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "NaN",
                "Infinity",
                "-Infinity",
                "+1",
                "01",
                ".5",
                "1.",
                "0x10",
                "{'a':1}",
                "{a:1}",
                "[1,]",
                "{\"a\":1,}",
                "[",
                "{\"a\"",
                "\"a",
                "\"\n\"",
                "tru",
                "// c\n1",
                "1 2",
                "{} x",
                "[]]",
                "\uFEFF1",
                "'a'",
                "undefined"
            })
    void whatIsNotJsonIsRefusedWithASentence(String json) {
        String sentence = refusal(json);

        assertTrue(sentence.startsWith("This is not JSON: ") && sentence.endsWith("."), sentence);
        assertFalse(sentence.contains("\n") || sentence.contains("Source"), sentence);
        assertFalse(sentence.contains("`") || sentence.contains("Read"), sentence);
    }

    @Test
    void theSentenceSaysWhereTheTextIsWrong() {
        assertEquals("This is not JSON: something else was expected near line 1, column 9.", refusal("{\"a\":[1,"));
        assertEquals("This is not JSON: something else was expected near line 2, column 8.", refusal("{\n\"a\":NaN}"));
    }

    @Test
    void duplicateKeysAreRefused() {
        assertEquals("The key \"a\" occurs twice in one object.", refusal("{\"a\":1,\"b\":{\"a\":2},\"\\u0061\":3}"));
        assertEquals("{\"a\":{\"a\":1}}", rewritten("{\"a\":{\"a\":1}}"));
    }

    @Test
    void deepNestingIsRefused() {
        int room = JsonText.MAX_TEXT_DEPTH;

        assertEquals("[".repeat(room) + "]".repeat(room), rewritten("[".repeat(room) + "]".repeat(room)));
        assertEquals("JSON may be nested up to 64 levels deep.", refusal("[".repeat(room + 1) + "]".repeat(room + 1)));
        assertEquals("JSON may be nested up to 64 levels deep.", refusal("{\"a\":".repeat(100_000)));
    }

    @Test
    void keysThatCollideAreReadInTime() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 1 << 16; i++) {
            json.append(i == 0 ? "\"" : ",\"");
            for (int bit = 0; bit < 16; bit++) {
                json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            json.append("\":0");
        }

        int size = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> JsonText.read(json.append('}').toString()).size());

        assertEquals(1 << 16, size);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertEquals(
                "This is not UTF-8 text.",
                assertThrows(StorageException.BadRequest.class, () -> JsonText.read(new byte[] {'"', (byte) 0xFF, '"'}))
                        .getMessage());
        assertEquals("\"é\"", JsonText.write(JsonText.read("\"é\"".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void canonicalTextIsSharedByEqualValues() {
        assertEquals(
                JsonText.canonical(JsonText.read("{\"a\":1,\"b\":[1000,0.5,{\"x\":null,\"y\":0}]}")),
                JsonText.canonical(JsonText.read("{\"b\":[1e3,0.50,{\"y\":-0.0,\"x\":null}],\"a\":1.0}")));
        assertEquals(
                "{\"B\":1E+3,\"a\":0,\"😀\":\"\\udc00\",\"\uE000\":1}",
                JsonText.canonical(JsonText.read("{\"\uE000\":1,\"😀\":\"\\udc00\",\"a\":-0,\"B\":1000}")));
    }

    @Test
    void signatureTellsDifferentValuesApart() {
        assertEquals(
                "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", Signature.of(JsonText.read("{}")));
        assertFalse(Signature.of(JsonText.read("\"测\"")).equals(Signature.of(JsonText.read("\"之\""))));
        assertFalse(Signature.of(JsonText.read("1")).equals(Signature.of(JsonText.read("\"1\""))));
    }
}
