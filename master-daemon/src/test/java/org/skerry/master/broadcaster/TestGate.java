package org.skerry.master.broadcaster;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.skerry.master.access.Gate;
import org.skerry.master.access.KnownSlaves;
import org.skerry.master.access.PairingDesk;
import org.skerry.protocol.pairing.NodeIdentity;

/** A gate that knows nobody. */
final class TestGate {

    private static final NodeIdentity IDENTITY = NodeIdentity.make();

    private TestGate() {}

    static Doorkeeper of(boolean isOpen) {
        SecureRandom random = new SecureRandom();
        return new Gate(
                IDENTITY,
                "Site A",
                isOpen,
                KnownSlaves.in(Path.of("target", "nothing-there"), Clock.systemUTC()),
                new PairingDesk(random, Clock.systemUTC()),
                (action, caller, record, detail) -> {},
                random,
                Clock.systemUTC());
    }
}
