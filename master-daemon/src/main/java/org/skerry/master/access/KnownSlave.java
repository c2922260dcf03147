package org.skerry.master.access;

import java.time.Instant;
import java.util.Optional;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.pairing.NodeCertificate;

/**
 * A slave that was paired.
 *
 * @param name of the PC, for people
 * @param revoked since when it is no longer let in
 */
public record KnownSlave(
        NodeCertificate certificate, String name, Grant grant, Instant paired, Optional<Instant> revoked) {

    private static final int OWNER_DIGITS = 15;

    public Fingerprint key() {
        return certificate.fingerprint();
    }

    /** How it is called in the records it makes: two PCs may have one name, and nobody makes a key with the same two groups. */
    public String owner() {
        return "%s (%s)".formatted(name, key().groups().substring(0, OWNER_DIGITS));
    }

    KnownSlave granted(Grant other) {
        return new KnownSlave(certificate, name, other, paired, revoked);
    }

    KnownSlave revokedAt(Instant time) {
        return new KnownSlave(certificate, name, grant, paired, Optional.of(time));
    }
}
