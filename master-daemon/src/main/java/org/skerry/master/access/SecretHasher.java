package org.skerry.master.access;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;

/** Makes of passwords and PINs what is kept of them, by Argon2id (RFC 9106). Thread-safe; each takes a tenth of a second. */
final class SecretHasher {

    /** The least that OWASP recommends for Argon2id: 19 MiB, two passes, one lane. */
    private static final int MEMORY_KIB = 19 * 1024;

    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final Argon2id ARGON2 = new Argon2id(MEMORY_KIB, PASSES, LANES);
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** As the reference implementation of Argon2 writes it. */
    private static final String FORM = "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(MEMORY_KIB, PASSES, LANES);

    private static final Pattern KEPT =
            Pattern.compile(Pattern.quote(FORM) + "([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    /** Each has 19 MiB and a processor for itself. */
    private static final int AT_A_TIME = 2;

    private static final int MIN_LENGTH = 4;
    private static final int MAX_LENGTH = 128;

    /** There are only 10,000 PINs of four digits. */
    private static final int MIN_DIGITS = 6;

    private final SecureRandom random;
    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    private final AtomicLong computed = new AtomicLong();

    SecretHasher(SecureRandom random) {
        this.random = random;
    }

    /**
     * What to keep of a new secret.
     *
     * @throws IllegalArgumentException with a plain sentence, if it is too easily guessed
     */
    String hash(String secret) {
        String plain = checked(secret);
        if (plain.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("A password has at least %d characters.".formatted(MIN_LENGTH));
        }
        if (plain.length() < MIN_DIGITS && plain.chars().allMatch(Character::isDigit)) {
            throw new IllegalArgumentException("A PIN has at least %d digits.".formatted(MIN_DIGITS));
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return FORM + base64.encodeToString(salt) + "$" + base64.encodeToString(argon2id(plain, salt));
    }

    /**
     * Whether a secret is the one of which something is kept. It takes the same time where nothing is.
     *
     * @throws IllegalArgumentException with a plain sentence, if it cannot be anybody's
     */
    boolean matches(String secret, Optional<String> kept) {
        String plain = checked(secret);
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        if (kept.isPresent()) {
            Matcher parts = parts(kept.get());
            salt = Base64.getDecoder().decode(parts.group(1));
            hash = Base64.getDecoder().decode(parts.group(2));
        }
        return MessageDigest.isEqual(argon2id(plain, salt), hash) && kept.isPresent();
    }

    /** How many were computed until now. */
    long computed() {
        return computed.get();
    }

    /** @throws IllegalArgumentException if it was not made by {@link #hash} */
    static String checkedHash(String kept) {
        parts(kept);
        return kept;
    }

    private static Matcher parts(String kept) {
        Matcher parts = KEPT.matcher(kept);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a password is kept in a form that is not known");
        }
        return parts;
    }

    /** Typed with another keyboard, full-width digits for instance, it is the same. */
    private static String checked(String secret) {
        if (secret.length() > MAX_LENGTH || !JsonText.isWellFormed(secret)) {
            throw new IllegalArgumentException("A password has at most %d characters.".formatted(MAX_LENGTH));
        }
        return Normalizer.normalize(secret, Normalizer.Form.NFKC);
    }

    private byte[] argon2id(String secret, byte[] salt) {
        try {
            places.acquire();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("Nobody waits for this sign-in any more.", givenUp);
        }
        try {
            computed.incrementAndGet();
            return ARGON2.bytes(secret, salt, HASH_BYTES);
        } finally {
            places.release();
        }
    }
}
