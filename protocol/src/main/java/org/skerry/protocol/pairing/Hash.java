package org.skerry.protocol.pairing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256, what is built on it, and bytes put together so that nobody can read them in two ways. */
final class Hash {

    static final int BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private Hash() {}

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Each part with its length before it, in four bytes, the first one highest. */
    static byte[] joined(byte[]... parts) {
        int size = Arrays.stream(parts)
                .mapToInt(part -> Integer.BYTES + part.length)
                .sum();
        ByteBuffer joined = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            joined.putInt(part.length).put(part);
        }
        return joined.array();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** HKDF (RFC 5869), one block. */
    static byte[] derived(byte[] secret, byte[] salt, String purpose) {
        byte[] info = utf8(purpose);
        return hmac(
                hmac(salt, secret),
                ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1).array());
    }

    /** Whether they are equal, in a time that does not tell where they differ. */
    static boolean areEqual(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
