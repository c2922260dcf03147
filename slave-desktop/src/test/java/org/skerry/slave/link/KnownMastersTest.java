package org.skerry.slave.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.protocol.pairing.NodeCertificate;
import org.skerry.protocol.pairing.NodeIdentity;

class KnownMastersTest {

    private static final MasterAddress HERE = new MasterAddress("192.168.1.5", 9999);
    private static final MasterAddress THERE = new MasterAddress("192.168.1.6", 9999);

    @TempDir
    private Path folder;

    @Test
    void aMasterIsTheSameAtEachOfItsAddressesUntilAnotherOneIsThere() {
        KnownMasters known = new KnownMasters(folder);
        NodeCertificate old = NodeCertificate.of(NodeIdentity.make());
        NodeCertificate next = NodeCertificate.of(NodeIdentity.make());
        known.met(old, "Site A", HERE);
        known.met(old, "Site A", THERE);
        assertEquals(Optional.of(old.fingerprint().hex()), known.keyAt(THERE));

        known.met(next, "Site A", HERE);
        assertEquals(List.of(), known.keysReplaced());
        known.met(next, "Site A", THERE);

        assertEquals(Optional.of(next.fingerprint().hex()), known.keyAt(HERE));
        assertEquals(List.of(old.fingerprint().hex()), known.keysReplaced());
    }
}
