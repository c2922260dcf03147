package org.skerry.protocol.pairing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;

/**
 * A P-256 key and the certificate made of it, which a master or a slave makes once and keeps. Any thread.
 *
 * <p>The certificate is that of its DTLS connections; its fingerprint is the node's name.
 */
public final class NodeIdentity {

    private static final String FILE = "identity.pem";
    private static final String SIGNATURE = "SHA256withECDSA";

    /** So long the certificate says it is valid; what ends an identity is that its pairing is revoked. */
    private static final int YEARS = 30;

    private static final int SERIAL_BITS = 64;
    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]+)-----END \\1-----");
    private static final String KEY_LABEL = "PRIVATE KEY";
    private static final String CERTIFICATE_LABEL = "CERTIFICATE";

    private final PrivateKey key;
    private final byte[] certificate;

    private NodeIdentity(PrivateKey key, byte[] certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** A new one. */
    public static NodeIdentity make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new NodeIdentity(pair.getPrivate(), selfSigned(pair));
        } catch (GeneralSecurityException | IOException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }

    private static byte[] selfSigned(KeyPair pair) throws GeneralSecurityException, IOException {
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        X500Name name = new X500Name("CN=Skerry");
        Instant begin = Instant.now().minus(1, ChronoUnit.DAYS); // clocks of small sites are often wrong
        V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0)));
        content.setSignature(algorithm);
        content.setIssuer(name);
        content.setSubject(name);
        content.setStartDate(new Time(Date.from(begin)));
        content.setEndDate(new Time(Date.from(begin.plus(365L * YEARS, ChronoUnit.DAYS))));
        content.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        var unsigned = content.generateTBSCertificate();
        ASN1EncodableVector whole = new ASN1EncodableVector();
        whole.add(unsigned);
        whole.add(algorithm);
        whole.add(new DERBitString(signed(pair.getPrivate(), unsigned.getEncoded())));
        return new DERSequence(whole).getEncoded();
    }

    /**
     * The identity in a data folder, made if there is none; nobody but the folder's user can read it.
     *
     * @throws StorageException in a plain sentence, if it cannot be read or written
     */
    public static NodeIdentity in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Optional<NodeIdentity> kept = read(file);
            if (kept.isPresent()) {
                return kept.get();
            }
            NodeIdentity made = make();
            try {
                DurableFiles.create(file, made.pem().getBytes(StandardCharsets.US_ASCII));
                return made;
            } catch (FileAlreadyExistsException anotherWasFaster) {
                return read(file).orElse(made);
            }
        } catch (IOException failed) {
            throw new StorageException.Failed(
                    "The identity of this PC, %s, cannot be read or written: %s.".formatted(file, failed.getMessage()),
                    failed);
        }
    }

    /** The identity in a data folder, if there is one. */
    public static Optional<NodeIdentity> kept(Path folder) {
        try {
            return read(folder.resolve(FILE));
        } catch (IOException failed) {
            throw new StorageException.Failed(
                    "The identity of this PC, %s, cannot be read: %s."
                            .formatted(folder.resolve(FILE), failed.getMessage()),
                    failed);
        }
    }

    private static Optional<NodeIdentity> read(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(ofPem(Files.readString(file, StandardCharsets.US_ASCII)))
                : Optional.empty();
    }

    private String pem() {
        return privateKeyPem() + certificatePem();
    }

    /** @throws IOException if there is no whole identity in it */
    private static NodeIdentity ofPem(String text) throws IOException {
        byte[] key = null;
        byte[] certificate = null;
        Matcher parts = PEM.matcher(text);
        try {
            while (parts.find()) {
                byte[] content = Base64.getMimeDecoder().decode(parts.group(2));
                if (parts.group(1).equals(KEY_LABEL)) {
                    key = content;
                } else if (parts.group(1).equals(CERTIFICATE_LABEL)) {
                    certificate = content;
                }
            }
            if (key == null || certificate == null) {
                throw new IOException("it holds no key and certificate");
            }
            PrivateKey read = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
            NodeIdentity identity = new NodeIdentity(read, certificate);
            if (!NodeCertificate.read(certificate).hasSigned(Hash.utf8(FILE), identity.sign(Hash.utf8(FILE)))) {
                throw new IOException("its key and its certificate do not belong together");
            }
            return identity;
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            throw new IOException("it is damaged", damaged);
        }
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(certificate);
    }

    /** In DER. */
    byte[] certificate() {
        return certificate.clone();
    }

    /** For DTLS. */
    public String certificatePem() {
        return pem(CERTIFICATE_LABEL, certificate);
    }

    /** For DTLS. */
    public String privateKeyPem() {
        return pem(KEY_LABEL, key.getEncoded());
    }

    private static String pem(String label, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label);
    }

    /** ECDSA with SHA-256, in DER. */
    byte[] sign(byte[] message) {
        try {
            return signed(key, message);
        } catch (GeneralSecurityException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }

    private static byte[] signed(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }
}
