package org.skerry.master.access;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106, version 1.3): makes trying one secret after the other expensive.
 *
 * @param memory KiB that each computation takes
 * @param passes over that memory
 * @param lanes that can be computed at the same time
 */
public record Argon2id(int memory, int passes, int lanes) {

    /** Bytes from a secret; takes the time and the memory that were asked for. */
    public byte[] bytes(String secret, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] bytes = new byte[length];
        generator.generateBytes(secret.getBytes(StandardCharsets.UTF_8), bytes);
        return bytes;
    }
}
