package org.skerry.protocol.pairing;

import java.util.Base64;

/** Bytes as they stand in frames: base64url (RFC 4648) without padding, in its only right form. */
final class Base64Text {

    private Base64Text() {}

    static String write(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException with a plain sentence, if it is something else */
    static byte[] read(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!write(bytes).equals(text)) {
            throw new IllegalArgumentException("This is no base64url without padding.");
        }
        return bytes;
    }

    /** The same of a certain length. */
    static byte[] read(String text, int length) {
        byte[] bytes = read(text);
        if (bytes.length != length) {
            throw new IllegalArgumentException("%d bytes were expected, not %d.".formatted(length, bytes.length));
        }
        return bytes;
    }
}
