package org.skerry.master.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pieces of a stream, each encrypted by AES-256-GCM under one key: the initialisation vector is the number of the piece in 11
 * bytes, from 0, and 1 for the last piece, else 0. All but the last have 64 KiB. (STREAM of Hoang, Reyhanitabar, Rogaway and
 * Vizár, 2015.) One thread, one direction.
 */
final class SealedPieces {

    static final int BYTES = 64 * 1024;
    static final int SEALED_BYTES = BYTES + 16;
    static final int KEY_BYTES = 32;

    private static final int TAG_BITS = 128;
    private static final int VECTOR_BYTES = 12;

    private final SecretKeySpec key;
    private long number;

    SealedPieces(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    byte[] sealed(byte[] piece, int length, boolean isLast) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, isLast).doFinal(piece, 0, length);
        } catch (GeneralSecurityException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }

    byte[] opened(byte[] sealed, boolean isLast) throws IOException {
        try {
            return cipher(Cipher.DECRYPT_MODE, isLast).doFinal(sealed);
        } catch (GeneralSecurityException changed) {
            throw new IOException("the encrypted records are damaged", changed);
        }
    }

    private Cipher cipher(int mode, boolean isLast) throws GeneralSecurityException {
        byte[] vector = ByteBuffer.allocate(VECTOR_BYTES)
                .putLong(3, number++)
                .put(VECTOR_BYTES - 1, (byte) (isLast ? 1 : 0))
                .array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, vector));
        return cipher;
    }
}
