package org.skerry.jio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/** Tells whether two JSON values are the same: SHA-256 of the canonical UTF-8 JSON (see {@link JsonText#canonical}). */
public final class Signature {

    private Signature() {}

    /** The signature as 64 lower-case hexadecimal digits. */
    public static String of(JsonNode value) {
        return of(JsonText.canonical(value).getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of some bytes, as 64 lower-case hexadecimal digits. */
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
