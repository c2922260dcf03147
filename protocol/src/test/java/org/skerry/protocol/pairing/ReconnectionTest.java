package org.skerry.protocol.pairing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;

class ReconnectionTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final PeerId PEER = PeerId.random();
    private static final NodeIdentity MASTER = NodeIdentity.make();
    private static final NodeIdentity SLAVE = NodeIdentity.make();
    private static final NodeCertificate OF_MASTER = NodeCertificate.read(MASTER.certificate());
    private static final NodeCertificate OF_SLAVE = NodeCertificate.read(SLAVE.certificate());

    private static Reconnection.Slave slave(NodeIdentity own) {
        return new Reconnection.Slave(own, PEER, RANDOM);
    }

    private static Reconnection.Master master(NodeIdentity own, SignalMessage.Entry said) {
        return new Reconnection.Master(own, OF_SLAVE, PEER, (SignalMessage.Entry.Known) said, RANDOM);
    }

    @Test
    void thoseThatArePairedProveTheirKeys() {
        Reconnection.Slave slave = slave(SLAVE);
        Reconnection.Master master = master(MASTER, slave.entry());

        assertAll(() -> assertTrue(master.isProved(slave.proof(master.challenge(), OF_MASTER))));
    }

    @Test
    void anotherMasterIsSeen() {
        Reconnection.Slave slave = slave(SLAVE);
        SignalMessage.Challenge said =
                master(NodeIdentity.make(), slave.entry()).challenge();
        SignalMessage.Challenge disguised =
                new SignalMessage.Challenge(PEER, MASTER.fingerprint().hex(), said.nonce(), said.proof());

        assertAll(
                () -> assertThrows(IllegalArgumentException.class, () -> slave.proof(said, OF_MASTER)),
                () -> assertThrows(IllegalArgumentException.class, () -> slave.proof(disguised, OF_MASTER)));
    }

    @Test
    void slaveWithoutTheKeyIsNotLetIn() {
        Reconnection.Slave slave = slave(SLAVE);
        Reconnection.Master master = master(MASTER, slave.entry());
        Reconnection.Slave thief = slave(NodeIdentity.make());
        SignalMessage.Challenge challenge = master.challenge();

        assertAll(
                () -> assertThrows(IllegalArgumentException.class, () -> thief.proof(challenge, OF_MASTER)),
                () -> assertFalse(master.isProved(new SignalMessage.Proof(PEER, challenge.proof()))),
                () -> assertFalse(master.isProved(new SignalMessage.Proof(PEER, "AA"))),
                () -> assertFalse(master.isProved(new SignalMessage.Proof(PEER, "A"))));
    }

    @Test
    void whatWasRecordedIsOfNoUse() {
        Reconnection.Slave slave = slave(SLAVE);
        Reconnection.Master master = master(MASTER, slave.entry());
        SignalMessage.Proof recorded = slave.proof(master.challenge(), OF_MASTER);
        Reconnection.Master later = master(MASTER, slave.entry());
        Reconnection.Slave laterSlave = slave(SLAVE);

        assertAll(
                () -> assertFalse(later.isProved(recorded)),
                () -> assertThrows(
                        IllegalArgumentException.class, () -> laterSlave.proof(master.challenge(), OF_MASTER)));
    }
}
