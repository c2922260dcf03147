package org.skerry.master.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecoveryCodeTest {

    private static final String BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final RecoveryCode CODE = new RecoveryCode("0123456789ABCDEFGHJKMNPQRSTV");
    private static final String GROUPS = CODE.groups();

    private static String sentence(String typed) {
        String sentence = assertThrows(IllegalArgumentException.class, () -> RecoveryCode.read(typed), typed)
                .getMessage();
        assertTrue(sentence != null, typed);
        return sentence;
    }

    private static String changed(int at, char digit) {
        return GROUPS.substring(0, at) + digit + GROUPS.substring(at + 1);
    }

    @Test
    void isSevenGroupsOfFiveWithoutLookAlikes() {
        for (int i = 0; i < 1_000; i++) {
            RecoveryCode code = RecoveryCode.random(new SecureRandom());

            assertTrue(code.groups().matches("([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}"), code.groups());
            assertEquals(code, RecoveryCode.read(code.groups()));
        }
    }

    @Test
    void isReadAsPeopleTypeIt() {
        for (String typed : List.of(
                GROUPS.toLowerCase(Locale.ROOT),
                GROUPS.replace("-", ""),
                GROUPS.replace("-", " \t "),
                "  " + GROUPS.replace("-", " – ") + "\n",
                GROUPS.replace('0', 'O').replace('1', 'l'),
                GROUPS.replace('0', 'o').replace('1', 'I').replace('V', 'u'),
                GROUPS.replace('2', '２').replace('A', 'Ａ'))) {
            assertEquals(CODE, RecoveryCode.read(typed), typed);
        }
    }

    @Test
    void eachWrongDigitIsFoundInItsGroup() {
        for (int at = 0; at < GROUPS.length(); at++) {
            for (char digit : (BASE32 + "#é").toCharArray()) {
                if (GROUPS.charAt(at) != '-' && GROUPS.charAt(at) != digit) {
                    String said = "Group %d is mistyped; all others are well written.".formatted(1 + at / 6);
                    assertEquals(said, sentence(changed(at, digit)));
                    assertEquals(said, sentence(changed(at, digit).replace("-", "")));
                }
            }
        }
        assertEquals("Groups 2, 7 are mistyped.", sentence(changed(7, '0').substring(0, 40) + "0"));
    }

    @Test
    void groupsInAWrongOrderAreFound() {
        for (int one = 0; one < 6; one++) {
            List<String> groups = new ArrayList<>(List.of(GROUPS.split("-")));
            Collections.swap(groups, one, one + 1);

            assertEquals("Groups %d, %d are mistyped.".formatted(one + 1, one + 2), sentence(String.join(" ", groups)));
        }
    }

    @Test
    void whatIsMissingOrTooMuchIsFoundWhereItBegins() {
        assertEquals("Group 7 is mistyped; all others are well written.", sentence(GROUPS.substring(0, 40)));
        assertEquals(
                "A recovery code has 7 groups of 5 letters and digits, 35 in all, and 30 were typed; look at group 3 first.",
                sentence(GROUPS.substring(0, 12) + GROUPS.substring(18)));
        assertEquals(
                "A recovery code has 7 groups of 5 letters and digits, 35 in all, and 36 were typed; look at group 7 first.",
                sentence(GROUPS + "-0"));
        assertEquals(
                "A recovery code has 7 groups of 5 letters and digits, 35 in all, and 0 were typed; look at group 1 first.",
                sentence(" - "));
    }

    @Test
    void showsItselfToNobodyWhoDoesNotAsk() {
        assertEquals("RecoveryCode[hidden]", CODE.toString());
        assertFalse(sentence(changed(0, 'Z')).contains("Z"));
    }
}
