package org.skerry.protocol.pairing;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;

/**
 * Another node's certificate. Nobody signed it but the node itself: it is trusted because it was pinned when they were paired.
 *
 * @param text the certificate in DER, in base64url without padding
 */
public record NodeCertificate(String text) {

    /** Ours have some 300 bytes. */
    private static final int MAX_BYTES = 1_024;

    private static final int CURVE_BITS = 256;

    /** @throws IllegalArgumentException with a plain sentence, if it is no certificate of a P-256 key */
    public NodeCertificate {
        key(Base64Text.read(text));
    }

    /** That of a node of ours. */
    public static NodeCertificate of(NodeIdentity identity) {
        return read(identity.certificate());
    }

    /** @throws IllegalArgumentException as the constructor */
    static NodeCertificate read(byte[] der) {
        return new NodeCertificate(Base64Text.write(der));
    }

    private static PublicKey key(byte[] der) {
        try {
            PublicKey key = der.length > MAX_BYTES
                    ? null
                    : CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der))
                            .getPublicKey();
            if (key instanceof ECPublicKey point
                    && point.getParams().getCurve().getField().getFieldSize() == CURVE_BITS) {
                return key;
            }
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException("This is no certificate.", unreadable);
        }
        throw new IllegalArgumentException("This is no certificate of a P-256 key.");
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(Base64Text.read(text));
    }

    /** Whether a signature is one of its key for a message. */
    boolean hasSigned(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(key(Base64Text.read(text)));
            check.update(message);
            return check.verify(signature);
        } catch (SignatureException noSignature) {
            return false;
        } catch (GeneralSecurityException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }
}
