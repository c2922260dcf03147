package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.jio.StorageException;

class LikePatternTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a%, Abc, true",
                "%c, abC, true",
                "%b%, abc, true",
                "a%c%e, abcde, true",
                "a%c%e, abcdf, false",
                "%ab%ab%, xabab, true",
                "%ab%ab%, xabxb, false",
                "ab%b, ab, false",
                "%%, ``, true",
                "%, ``, true",
                "_, ``, false",
                "a_c%, abc, true",
                "a_c%, a\uD83D\uDE00c, false",
                "a__c, a\uD83D\uDE00c, true",
                "%\uD83D\uDE00%, a\uD83D\uDE00, true",
                "é%, É, true",
                "%σ, Σ, true",
                "σ%, ς, true",
                "k%, \u212a, false",
                "s%, ſ, false",
                "ß%, SS, false",
                "ı%, I, false",
                "i%, İ, false",
                "привет%, ПРИВЕТ, true",
                "*%, x, false",
                "a\\%, a%, false"
            })
    void matches(String pattern, String text, boolean expected) {
        assertEquals(expected, LikePattern.of(pattern).matches(text));
    }

    @Test
    void percentSpansLinesAndUnderscoreDoesNot() {
        assertTrue(LikePattern.of("a%b").matches("a\r\n\u2028b"));
        assertFalse(LikePattern.of("a_b").matches("a\nb"));
        assertFalse(LikePattern.of("a_b").matches("a\u2029b"));
        assertTrue(LikePattern.of("a_b").matches("a\u0085b"));
        assertFalse(LikePattern.of("%ab").matches("ab\n"));
    }

    @Test
    void agreesWithRegularExpressionsOnRandomTexts() {
        long seed = 20160316;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab_%%\n", 7);
            String text = text(random, "abB\n", 9);

            boolean expected = Pattern.compile(
                            pattern.replace("_", "[^\\n]").replace("%", "[\\s\\S]*"), Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .matches();

            assertEquals(expected, LikePattern.of(pattern).matches(text), () -> seed + ": " + pattern + " on " + text);
        }
    }

    private static String text(Random random, String letters, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(maxLength); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void manyWildcardsOnLongTextsTakeLittleTime() {
        String text = "a".repeat(1_000_000);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertFalse(LikePattern.of("%a".repeat(400_000) + "b").matches(text));
            assertFalse(LikePattern.of("%a%a_%".repeat(100_000) + "b%").matches(text));
            assertTrue(LikePattern.of("%".repeat(1_000_000)).matches(text));
        });
    }

    @Test
    void interruptEndsALongSearch() {
        LikePattern slow = LikePattern.of("%" + "a".repeat(300_000) + "b%");
        String text = "a".repeat(1_000_000);

        Thread.currentThread().interrupt();

        assertThrows(StorageException.Unreachable.class, () -> slow.matches(text));
        assertTrue(Thread.interrupted());
    }
}
