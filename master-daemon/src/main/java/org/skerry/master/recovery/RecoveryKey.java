package org.skerry.master.recovery;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.skerry.jio.JsonText;
import org.skerry.master.recovery.RecoverySecret.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A public key to which a master encrypts what only the keeper may read, by the secret that the key was made of: ECIES with
 * P-256, HKDF and AES-256-GCM. Any thread.
 */
public final class RecoveryKey {

    private static final int VERSION = 1;
    private static final int SALT_BYTES = 16;

    /** Of a number that is to be spread evenly over the curve's: 128 bits more than it has (FIPS 186-5, A.4.1). */
    private static final int WIDE_BYTES = 48;

    /** Of a point on the curve, compressed. */
    private static final int POINT_BYTES = 33;

    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String PURPOSE = "skerry recovery 1 seal";
    private static final String NOT_SEALED = "This was not sealed to this key, or it is damaged.";
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");

    private final Kind kind;
    private final byte[] salt;
    private final ECPoint point;

    private RecoveryKey(Kind kind, byte[] salt, ECPoint point) {
        this.kind = kind;
        this.salt = salt;
        this.point = point;
    }

    /** The key of a secret, which is not kept in it; each time another one. */
    static RecoveryKey of(RecoverySecret secret, SecureRandom random) {
        byte[] salt = drawn(SALT_BYTES, random);
        return new RecoveryKey(secret.kind(), salt, point(number(secret.derived(salt, WIDE_BYTES))));
    }

    /** Of which kind the secret is. */
    public Kind kind() {
        return kind;
    }

    /** Whether it was made of this secret. */
    public boolean isOf(RecoverySecret secret) {
        return secret.kind() == kind
                && point(number(secret.derived(salt, WIDE_BYTES))).equals(point);
    }

    /** Encrypts something. */
    public byte[] seal(byte[] content, SecureRandom random) {
        BigInteger once = number(drawn(WIDE_BYTES, random));
        byte[] onceKey = point(once).getEncoded(true);
        byte[] vector = drawn(IV_BYTES, random);
        byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, key(point.multiply(once), onceKey), vector, content);
        return ByteBuffer.allocate(POINT_BYTES + IV_BYTES + encrypted.length)
                .put(onceKey)
                .put(vector)
                .put(encrypted)
                .array();
    }

    /**
     * Decrypts it.
     *
     * @throws IllegalArgumentException with a plain sentence, if this is not the secret, or nothing that was sealed to this key
     */
    public byte[] open(byte[] sealed, RecoverySecret secret) {
        BigInteger number = number(secret.derived(salt, WIDE_BYTES));
        if (!point(number).equals(point)) {
            throw new IllegalArgumentException("This is another %s.".formatted(kind.word()));
        }
        if (sealed.length < POINT_BYTES + IV_BYTES) {
            throw new IllegalArgumentException(NOT_SEALED);
        }
        byte[] onceKey = Arrays.copyOf(sealed, POINT_BYTES);
        byte[] vector = Arrays.copyOfRange(sealed, POINT_BYTES, POINT_BYTES + IV_BYTES);
        byte[] encrypted = Arrays.copyOfRange(sealed, POINT_BYTES + IV_BYTES, sealed.length);
        return crypt(Cipher.DECRYPT_MODE, key(point(onceKey).multiply(number), onceKey), vector, encrypted);
    }

    /** A key of its own for each that is sealed, which both points have a part in. */
    private byte[] key(ECPoint shared, byte[] onceKey) {
        byte[] points = ByteBuffer.allocate(2 * POINT_BYTES)
                .put(onceKey)
                .put(point.getEncoded(true))
                .array();
        return Hkdf.derived(shared.normalize().getAffineXCoord().getEncoded(), points, PURPOSE, KEY_BYTES);
    }

    private static byte[] crypt(int mode, byte[] key, byte[] vector, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, vector));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException notSealed) {
            throw new IllegalArgumentException(NOT_SEALED, notSealed);
        }
    }

    private static byte[] drawn(int length, SecureRandom random) {
        byte[] drawn = new byte[length];
        random.nextBytes(drawn);
        return drawn;
    }

    /** From 1 to the order of the curve less 1. */
    private static BigInteger number(byte[] wide) {
        return new BigInteger(1, wide)
                .mod(CURVE.getN().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
    }

    private static ECPoint point(BigInteger number) {
        return new FixedPointCombMultiplier().multiply(CURVE.getG(), number).normalize();
    }

    private static ECPoint point(byte[] bytes) {
        try {
            ECPoint point = CURVE.getCurve().decodePoint(bytes);
            if (bytes.length == POINT_BYTES && !point.isInfinity()) {
                return point;
            }
        } catch (IllegalArgumentException notOnTheCurve) {
            throw new IllegalArgumentException(NOT_SEALED, notOnTheCurve);
        }
        throw new IllegalArgumentException(NOT_SEALED);
    }

    /** For the data folder, and for a backup: nothing secret is in it. */
    public ObjectNode json() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return JsonText.object()
                .put("version", VERSION)
                .put("kind", kind.word())
                .put("salt", base64.encodeToString(salt))
                .put("key", base64.encodeToString(point.getEncoded(true)));
    }

    /** @throws IllegalArgumentException in a few words, if it is something else, or of a newer version */
    public static RecoveryKey read(JsonNode json) {
        if (json.path("version").asInt(0) != VERSION) {
            throw new IllegalArgumentException("it is no recovery key, or one of a newer version");
        }
        byte[] salt = Base64.getUrlDecoder().decode(json.path("salt").asString(""));
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("its salt is damaged");
        }
        return new RecoveryKey(
                Kind.read(json.path("kind").asString("")),
                salt,
                point(Base64.getUrlDecoder().decode(json.path("key").asString(""))));
    }
}
