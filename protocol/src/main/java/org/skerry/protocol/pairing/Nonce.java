package org.skerry.protocol.pairing;

import java.security.SecureRandom;

/**
 * Something that was never said before, so that nothing recorded is of use.
 *
 * @param text 32 bytes in base64url, without padding
 */
public record Nonce(String text) {

    private static final int BYTES = 32;

    /** @throws IllegalArgumentException if it is something else */
    public Nonce {
        Base64Text.read(text, BYTES);
    }

    static Nonce random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Nonce(Base64Text.write(bytes));
    }

    byte[] bytes() {
        return Base64Text.read(text);
    }
}
