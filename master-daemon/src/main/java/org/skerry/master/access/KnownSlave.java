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
        NodeCertificate certificate, String name, Role role, Instant paired, Optional<Instant> revoked) {

    public Fingerprint key() {
        return certificate.fingerprint();
    }

    KnownSlave revokedAt(Instant time) {
        return new KnownSlave(certificate, name, role, paired, Optional.of(time));
    }
}
