package org.skerry.protocol.pairing;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage.Entry;

/**
 * A pairing of this program with itself, so that the first real one finds its classes loaded: half of the time that a cold
 * program needs for it. To be begun when a code is made or asked for, because somebody takes seconds then to read and to type
 * it.
 */
public final class PairingRehearsal {

    private static final AtomicBoolean HAS_BEGUN = new AtomicBoolean();
    private static final int TIMES = 3;

    private PairingRehearsal() {}

    /** In the background, once in a program. */
    public static void begin() {
        if (HAS_BEGUN.compareAndSet(false, true)) {
            Thread.ofPlatform().name("pairing-rehearsal").daemon().start(PairingRehearsal::run);
        }
    }

    /** On this thread; some tenths of a second in a cold program. */
    public static void run() {
        SecureRandom random = new SecureRandom();
        NodeIdentity node = NodeIdentity.make();
        for (int i = 0; i < TIMES; i++) {
            PairingCode code = PairingCode.random(random);
            PeerId peer = PeerId.random();
            PairingSlave slave = new PairingSlave(node, code, peer, random);
            PairingMaster master = new PairingMaster(node, code, peer, (Entry.Pairing) slave.entry(), random);
            PairingSlave.Proved slaveSide = slave.prove(master.rounds());
            PairingMaster.Proved masterSide = master.check(slaveSide.proof()).orElseThrow();
            Description description = new Description(Description.Kind.OFFER, "v=0\r\n");
            slaveSide.open(masterSide.seal(description, "rehearsal"));
            masterSide.open(slaveSide.seal(new Description(Description.Kind.ANSWER, "v=0\r\n"), "rehearsal"));
        }
    }
}
