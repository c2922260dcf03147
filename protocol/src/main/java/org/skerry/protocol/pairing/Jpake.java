package org.skerry.protocol.pairing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.agreement.ecjpake.ECJPAKECurve;
import org.bouncycastle.crypto.agreement.ecjpake.ECJPAKECurves;
import org.bouncycastle.crypto.agreement.ecjpake.ECJPAKEParticipant;
import org.bouncycastle.crypto.agreement.ecjpake.ECJPAKERound1Payload;
import org.bouncycastle.crypto.agreement.ecjpake.ECJPAKERound2Payload;
import org.bouncycastle.crypto.agreement.ecjpake.ECSchnorrZKP;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * One side of an EC J-PAKE on P-256 (RFC 8236, by Bouncy Castle), with its messages as bytes. Both sides find the same secret
 * if both have the same code, and learn nothing about the other's code else. One thread.
 *
 * <p>In this order: {@link #round1}, {@link #takeRound1}, {@link #round2}, {@link #takeRound2}, {@link #secret}.
 */
final class Jpake {

    private static final ECJPAKECurve CURVE = ECJPAKECurves.NIST_P256;
    private static final int SCALAR_BYTES = 32;

    /** Uncompressed. */
    private static final int POINT_BYTES = 1 + 2 * SCALAR_BYTES;

    private static final int PROOF_BYTES = POINT_BYTES + SCALAR_BYTES;
    static final int ROUND1_BYTES = 2 * POINT_BYTES + 2 * PROOF_BYTES;
    static final int ROUND2_BYTES = POINT_BYTES + PROOF_BYTES;

    private static final MethodHandle PROOF = proofMaker();

    private final ECJPAKEParticipant participant;

    /** @param name different from the other side's */
    Jpake(String name, PairingCode code, SecureRandom random) {
        participant = new ECJPAKEParticipant(name, code.digits().toCharArray(), CURVE, new SHA256Digest(), random);
    }

    // Bouncy Castle 1.87 can check a proof from elsewhere, but has no public way to make one out of its two numbers.
    private static MethodHandle proofMaker() {
        try {
            return MethodHandles.privateLookupIn(ECSchnorrZKP.class, MethodHandles.lookup())
                    .findConstructor(
                            ECSchnorrZKP.class, MethodType.methodType(void.class, ECPoint.class, BigInteger.class));
        } catch (ReflectiveOperationException anotherVersion) {
            throw new ExceptionInInitializerError(anotherVersion);
        }
    }

    byte[] round1() {
        ECJPAKERound1Payload made = participant.createRound1PayloadToSend();
        ByteBuffer bytes = ByteBuffer.allocate(ROUND1_BYTES);
        put(bytes, made.getGx1());
        put(bytes, made.getGx2());
        put(bytes, made.getKnowledgeProofForX1());
        put(bytes, made.getKnowledgeProofForX2());
        return bytes.array();
    }

    /** @throws IllegalArgumentException if it is not what the other side must have made */
    void takeRound1(String other, byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        checked(() -> participant.validateRound1PayloadReceived(
                new ECJPAKERound1Payload(other, point(bytes), point(bytes), proof(bytes), proof(bytes))));
    }

    byte[] round2() {
        ECJPAKERound2Payload made = participant.createRound2PayloadToSend();
        ByteBuffer bytes = ByteBuffer.allocate(ROUND2_BYTES);
        put(bytes, made.getA());
        put(bytes, made.getKnowledgeProofForX2s());
        return bytes.array();
    }

    /** @throws IllegalArgumentException if it is not what the other side must have made */
    void takeRound2(String other, byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        checked(() ->
                participant.validateRound2PayloadReceived(new ECJPAKERound2Payload(other, point(bytes), proof(bytes))));
    }

    /** What both sides share if they have the same code. */
    byte[] secret() {
        return BigIntegers.asUnsignedByteArray(SCALAR_BYTES, participant.calculateKeyingMaterial());
    }

    private interface Check {
        void run() throws CryptoException;
    }

    private static void checked(Check check) {
        try {
            check.run();
        } catch (CryptoException wrong) {
            throw new IllegalArgumentException("This is no message of a pairing.", wrong);
        }
    }

    private static void put(ByteBuffer bytes, ECPoint point) {
        bytes.put(point.getEncoded(false));
    }

    private static void put(ByteBuffer bytes, ECSchnorrZKP proof) {
        put(bytes, proof.getV());
        bytes.put(BigIntegers.asUnsignedByteArray(SCALAR_BYTES, proof.getr()));
    }

    /** A point of the curve that is not infinity. */
    private static ECPoint point(ByteBuffer bytes) {
        byte[] encoded = new byte[POINT_BYTES];
        bytes.get(encoded);
        if (encoded[0] != 4) {
            throw new IllegalArgumentException("A point is written uncompressed.");
        }
        return CURVE.getCurve().decodePoint(encoded);
    }

    private static ECSchnorrZKP proof(ByteBuffer bytes) {
        ECPoint point = point(bytes);
        byte[] scalar = new byte[SCALAR_BYTES];
        bytes.get(scalar);
        BigInteger number = new BigInteger(1, scalar);
        if (number.compareTo(CURVE.getN()) >= 0) {
            throw new IllegalArgumentException("A number of a proof is below the order of the curve.");
        }
        try {
            return (ECSchnorrZKP) PROOF.invoke(point, number);
        } catch (Throwable impossible) { // that is what a method handle may throw; this constructor only keeps the two
            throw new IllegalStateException(impossible);
        }
    }
}
