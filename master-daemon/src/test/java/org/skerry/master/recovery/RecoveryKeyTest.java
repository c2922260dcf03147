package org.skerry.master.recovery;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;

class RecoveryKeyTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final RecoveryCode CODE = RecoveryCode.random(RANDOM);
    private static final byte[] CONTENT = "-----BEGIN PRIVATE KEY-----".getBytes(StandardCharsets.UTF_8);

    private static String sentence(RecoveryKey key, byte[] sealed, RecoverySecret secret) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> key.open(sealed, secret))
                .getMessage());
    }

    @Test
    void whatIsSealedIsOpenedByTheSecretOnly() {
        for (RecoverySecret secret : List.of(CODE, new Passphrase("twelve boats"))) {
            RecoveryKey key = RecoveryKey.of(secret, RANDOM);
            byte[] sealed = RecoveryKey.read(key.json()).seal(CONTENT, RANDOM);

            assertArrayEquals(CONTENT, RecoveryKey.read(key.json()).open(sealed, secret));
            assertArrayEquals(new byte[0], key.open(key.seal(new byte[0], RANDOM), secret));
            assertTrue(key.isOf(secret));
            for (RecoverySecret other : List.of(RecoveryCode.random(RANDOM), new Passphrase("thirteen boats"))) {
                assertFalse(key.isOf(other));
                assertEquals("This is another %s.".formatted(secret.kind().word()), sentence(key, sealed, other));
            }
        }
    }

    @Test
    void nothingIsSealedTwiceAlikeAndNoSecretLeadsToOneKeyOnly() {
        RecoveryKey key = RecoveryKey.of(CODE, RANDOM);
        byte[] one = key.seal(CONTENT, RANDOM);
        byte[] other = key.seal(CONTENT, RANDOM);

        assertFalse(Arrays.equals(one, other));
        assertNotEquals(key.json(), RecoveryKey.of(CODE, RANDOM).json());
        assertEquals(
                "This was not sealed to this key, or it is damaged.",
                sentence(RecoveryKey.of(CODE, RANDOM), one, CODE));
    }

    @Test
    void eachChangedByteAndEachCutIsNoticed() {
        RecoveryKey key = RecoveryKey.of(CODE, RANDOM);
        byte[] sealed = key.seal(CONTENT, RANDOM);
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;

            assertEquals("This was not sealed to this key, or it is damaged.", sentence(key, changed, CODE));
            assertEquals(
                    "This was not sealed to this key, or it is damaged.",
                    sentence(key, Arrays.copyOf(sealed, at), CODE));
        }
    }

    @Test
    void whatIsNoKeyIsNotTakenForOne() {
        RecoveryKey key = RecoveryKey.of(CODE, RANDOM);
        for (String damaged : List.of(
                "{}",
                key.json().put("version", 2).toString(),
                key.json().put("kind", "fingerprint").toString(),
                key.json().put("salt", "AAAA").toString(),
                key.json().put("salt", "?").toString(),
                key.json().put("key", "").toString(),
                key.json().put("key", "AA").toString(),
                key.json().put("key", "Av" + "_".repeat(42)).toString())) {
            assertThrows(IllegalArgumentException.class, () -> RecoveryKey.read(JsonText.read(damaged)), damaged);
        }
    }

    /** The test vectors of {@code docs/recovery.md}. */
    @Test
    void computesWhatIsWritten() throws Exception {
        String page = Files.readString(Path.of("../docs/recovery.md"));
        for (String kind : List.of("code", "passphrase")) {
            RecoverySecret secret = RecoverySecret.read(
                    RecoverySecret.Kind.read(kind), block(page, "text " + kind).strip());
            WrittenNumbers numbers = new WrittenNumbers(block(page, "numbers " + kind));
            RecoveryKey key = RecoveryKey.of(secret, numbers);
            byte[] sealed = key.seal("the identity".getBytes(StandardCharsets.UTF_8), numbers);

            assertAll(
                    () -> assertEquals(JsonText.read(block(page, "json " + kind)), key.json()),
                    () -> assertEquals(
                            block(page, "sealed " + kind).replace("\n", ""),
                            HexFormat.of().formatHex(sealed)));
        }
    }

    private static String block(String page, String label) {
        Matcher block = Pattern.compile("```%s\\n(.*?)\\n```".formatted(label), Pattern.DOTALL)
                .matcher(page);
        assertTrue(block.find(), label);
        return block.group(1);
    }
}
