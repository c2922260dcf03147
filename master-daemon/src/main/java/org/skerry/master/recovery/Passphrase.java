package org.skerry.master.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.master.access.Argon2id;

/** What the keeper has chosen instead of a recovery code. Not to be found in logs: {@link #toString} hides it. */
public record Passphrase(String text) implements RecoverySecret {

    private static final int MIN_LENGTH = 12;
    private static final int MAX_LENGTH = 256;
    private static final long MAX_FILE_BYTES = 4 * 1024;

    /** The second choice of RFC 9106, for where memory is short: 64 MiB, three passes, four lanes. */
    private static final int MEMORY_KIB = 64 * 1024;

    private static final int PASSES = 3;
    private static final int LANES = 4;
    private static final Argon2id ARGON2 = new Argon2id(MEMORY_KIB, PASSES, LANES);

    /** @throws IllegalArgumentException with a plain sentence, if it is too easily guessed or cannot be typed */
    public Passphrase {
        int length = text.codePointCount(0, text.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A passphrase has at least %d characters, and at most %d.".formatted(MIN_LENGTH, MAX_LENGTH));
        }
        if (text.codePoints().anyMatch(Character::isISOControl) || !JsonText.isWellFormed(text)) {
            throw new IllegalArgumentException("A passphrase is one line of text.");
        }
    }

    /**
     * As it was typed. Typed with another keyboard, full-width letters for instance, it is the same.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public static Passphrase read(String text) {
        return new Passphrase(Normalizer.normalize(text, Normalizer.Form.NFKC).strip());
    }

    /**
     * The one in a file, which may end with a line feed.
     *
     * @throws StorageException.BadRequest with a plain sentence, if there is none
     */
    public static Passphrase in(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new StorageException.BadRequest("%s is too large to be a passphrase.".formatted(file));
            }
            return read(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new StorageException.BadRequest(
                    "The passphrase file %s cannot be read; check the name and its rights.".formatted(file),
                    unreadable);
        } catch (IllegalArgumentException unfit) {
            throw new StorageException.BadRequest(
                    "The passphrase in %s is not good enough. %s".formatted(file, unfit.getMessage()), unfit);
        }
    }

    @Override
    public Kind kind() {
        return Kind.PASSPHRASE;
    }

    /** Takes a second or less and 64 MiB, so that whoever has a backup cannot try many. */
    @Override
    public byte[] derived(byte[] salt, int length) {
        return ARGON2.bytes(text, salt, length);
    }

    @Override
    public String toString() {
        return "Passphrase[hidden]";
    }
}
