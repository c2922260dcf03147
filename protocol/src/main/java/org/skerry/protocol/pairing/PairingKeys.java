package org.skerry.protocol.pairing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.skerry.protocol.signal.PeerId;

/** What both sides of a pairing compute from its secret and from everything that was said. */
final class PairingKeys {

    private static final String VERSION = "skerry pairing 1";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** Whose word something is; the label keeps one side's from being sent back to it. */
    enum Side {
        MASTER("master"),
        SLAVE("slave");

        private final String label;

        Side(String label) {
            this.label = label;
        }

        /** The name of a side in the key exchange. */
        String name(Fingerprint key) {
            return label + ":" + key.hex();
        }
    }

    /** Everything that was said, in order. */
    record Transcript(
            PeerId peer,
            Fingerprint slave,
            Nonce slaveNonce,
            byte[] slaveRound1,
            Fingerprint master,
            Nonce masterNonce,
            byte[] masterRound1,
            byte[] masterRound2,
            byte[] slaveRound2) {

        byte[] hash() {
            return Hash.sha256(Hash.joined(
                    Hash.utf8(VERSION),
                    Hash.utf8(peer.text()),
                    slave.bytes(),
                    slaveNonce.bytes(),
                    slaveRound1,
                    master.bytes(),
                    masterNonce.bytes(),
                    masterRound1,
                    masterRound2,
                    slaveRound2));
        }
    }

    private final byte[] secret;
    private final Transcript transcript;
    private final byte[] hash;

    PairingKeys(byte[] secret, Transcript transcript) {
        this.secret = secret;
        this.transcript = transcript;
        this.hash = transcript.hash();
    }

    private byte[] key(String purpose, Side side) {
        return Hash.derived(secret, hash, VERSION + " " + purpose + " " + side.label);
    }

    /** A side's proof that it has the code, over both certificates. */
    byte[] confirmation(Side side) {
        return Hash.hmac(
                key("confirm", side),
                Hash.joined(
                        Hash.utf8(side.label),
                        transcript.masterNonce().bytes(),
                        transcript.slaveNonce().bytes(),
                        transcript.master().bytes(),
                        transcript.slave().bytes()));
    }

    /** Encrypts what a side says: a new initialisation vector and AES-256-GCM. */
    byte[] seal(Side side, byte[] content, SecureRandom random) {
        byte[] vector = new byte[IV_BYTES];
        random.nextBytes(vector);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, side, vector).doFinal(content);
            byte[] sealed = Arrays.copyOf(vector, IV_BYTES + encrypted.length);
            System.arraycopy(encrypted, 0, sealed, IV_BYTES, encrypted.length);
            return sealed;
        } catch (GeneralSecurityException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }

    /** @throws IllegalArgumentException if that side has not sealed it in this pairing */
    byte[] open(Side side, byte[] sealed) {
        try {
            if (sealed.length > IV_BYTES) {
                return cipher(Cipher.DECRYPT_MODE, side, Arrays.copyOf(sealed, IV_BYTES))
                        .doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES);
            }
        } catch (GeneralSecurityException notTheirs) {
            throw new IllegalArgumentException("This was not sealed in this pairing.", notTheirs);
        }
        throw new IllegalArgumentException("This was not sealed in this pairing.");
    }

    private Cipher cipher(int mode, Side side, byte[] vector) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key("seal", side), "AES"), new GCMParameterSpec(TAG_BITS, vector));
        return cipher;
    }
}
