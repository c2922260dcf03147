package org.skerry.jio.local;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.skerry.jio.AuditEntry;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;

/**
 * Seals each entry of the audit together with the seal of the one before: HMAC-SHA-256 with a key that lies beside the records,
 * in {@code audit.key}. Who changes the records' file alone cannot make seals. Immutable.
 */
final class AuditChain {

    /** The seal before the first entry. */
    static final byte[] START = new byte[32];

    /** The seal before the first entry of a list that is begun anew, though there must have been one. */
    static final byte[] LOST = filled();

    static final String KEY_FILE = "audit.key";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Path file;
    private final byte[] bytes;
    private final SecretKeySpec key;
    private final boolean isNew;

    private AuditChain(Path file, byte[] bytes, boolean isNew) {
        this.file = file;
        this.bytes = bytes;
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.isNew = isNew;
    }

    /**
     * With the key of a data folder, which is made if there is none.
     *
     * @throws StorageException.Failed if it cannot be read or written
     */
    static AuditChain in(Path data) {
        AuditChain chain = of(data);
        chain.keepKey();
        return chain;
    }

    /**
     * With the key of a data folder, or a new one that is not on the disk yet: it comes there after the entry that tells of it.
     *
     * @throws StorageException.Failed if it cannot be read
     */
    static AuditChain of(Path data) {
        Path file = data.resolve(KEY_FILE);
        try {
            if (Files.notExists(file)) {
                byte[] fresh = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(fresh);
                return new AuditChain(file, fresh, true);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != KEY_BYTES) {
                throw new StorageException.Failed(
                        "The key of the audit, %s, is damaged; put it back from a backup, or move it away: what the audit tells until now can then not be verified any more."
                                .formatted(file));
            }
            return new AuditChain(file, bytes, false);
        } catch (IOException failure) {
            throw unusable(file, failure);
        }
    }

    private static byte[] filled() {
        byte[] seal = new byte[START.length];
        Arrays.fill(seal, (byte) 1);
        return seal;
    }

    private static StorageException unusable(Path file, IOException failure) {
        return FileFailures.failure("The key of the audit, %s, cannot be used.".formatted(file), failure);
    }

    /** Whether the key was made by this, for a folder that had none. */
    boolean isNew() {
        return isNew;
    }

    /** Puts a new key on the disk. */
    void keepKey() {
        try {
            if (isNew) {
                DurableFiles.replace(file, bytes);
            }
        } catch (IOException failure) {
            throw unusable(file, failure);
        }
    }

    /** Whether a folder has one. */
    static boolean hasKey(Path data) {
        return Files.exists(data.resolve(KEY_FILE));
    }

    /** The seal of what is kept of the last entry. */
    byte[] sealHead(long number, byte[] seal) {
        Mac mac = mac();
        mac.update("head".getBytes(StandardCharsets.UTF_8));
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return mac.doFinal(seal);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The seal of an entry that follows one with another seal. */
    byte[] seal(byte[] before, AuditEntry entry) {
        Mac mac = mac();
        mac.update(before);
        return mac.doFinal(bytes(entry));
    }

    private static byte[] bytes(AuditEntry entry) {
        var bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(entry.number());
            out.writeLong(entry.time().toEpochMilli());
            out.writeLong(entry.before());
            out.writeLong(entry.after());
            for (String text : new String[] {
                entry.action(), entry.person(), entry.pc(), entry.key(), entry.record(), entry.detail()
            }) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
