package org.skerry.protocol.pairing;

import java.security.SecureRandom;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;

/** How a slave and a master that are paired prove their keys to each other, every day. Both sign everything that was said. */
public final class Reconnection {

    private static final String VERSION = "skerry reconnect 1 ";
    private static final String MASTER = VERSION + "master";
    private static final String SLAVE = VERSION + "slave";

    private Reconnection() {}

    private static byte[] signed(
            String label, PeerId peer, Fingerprint slave, Nonce slaveNonce, Fingerprint master, Nonce masterNonce) {
        return Hash.joined(
                Hash.utf8(label),
                Hash.utf8(peer.text()),
                slave.bytes(),
                slaveNonce.bytes(),
                master.bytes(),
                masterNonce.bytes());
    }

    /** The slave's side: {@link #entry}, {@link #proof}. One thread. */
    public static final class Slave {

        private final NodeIdentity own;
        private final PeerId peer;
        private final Nonce nonce;

        public Slave(NodeIdentity own, PeerId peer, SecureRandom random) {
            this.own = own;
            this.peer = peer;
            nonce = Nonce.random(random);
        }

        /** What the request says. */
        public SignalMessage.Entry entry() {
            return new SignalMessage.Entry.Known(own.fingerprint().hex(), nonce.text());
        }

        /**
         * Our proof, for a pinned master.
         *
         * @throws IllegalArgumentException with one plain sentence, if that master did not say that
         */
        public SignalMessage.Proof proof(SignalMessage.Challenge said, NodeCertificate master) {
            Nonce masterNonce = new Nonce(said.nonce());
            byte[] theirs = signed(MASTER, peer, own.fingerprint(), nonce, master.fingerprint(), masterNonce);
            boolean isSame = said.key().equals(master.fingerprint().hex());
            if (!isSame || !master.hasSigned(theirs, Base64Text.read(said.proof()))) {
                throw new IllegalArgumentException("The master did not prove its key.");
            }
            byte[] ours = signed(SLAVE, peer, own.fingerprint(), nonce, master.fingerprint(), masterNonce);
            return new SignalMessage.Proof(peer, Base64Text.write(own.sign(ours)));
        }
    }

    /** The master's side: {@link #challenge}, {@link #isProved}. One thread. */
    public static final class Master {

        private final NodeIdentity own;
        private final NodeCertificate slave;
        private final PeerId peer;
        private final Nonce slaveNonce;
        private final Nonce nonce;

        /**
         * @param slave the one that is pinned under the key that was said
         * @throws IllegalArgumentException with one plain sentence, if no slave that follows the protocol said that
         */
        public Master(
                NodeIdentity own,
                NodeCertificate slave,
                PeerId peer,
                SignalMessage.Entry.Known said,
                SecureRandom random) {
            if (!slave.fingerprint().hex().equals(said.key())) {
                throw new IllegalArgumentException("This is the certificate of another PC.");
            }
            this.own = own;
            this.slave = slave;
            this.peer = peer;
            slaveNonce = new Nonce(said.nonce());
            nonce = Nonce.random(random);
        }

        public SignalMessage.Challenge challenge() {
            byte[] ours = signed(MASTER, peer, slave.fingerprint(), slaveNonce, own.fingerprint(), nonce);
            return new SignalMessage.Challenge(
                    peer, own.fingerprint().hex(), nonce.text(), Base64Text.write(own.sign(ours)));
        }

        /** Whether the slave has its key. */
        public boolean isProved(SignalMessage.Proof said) {
            byte[] theirs = signed(SLAVE, peer, slave.fingerprint(), slaveNonce, own.fingerprint(), nonce);
            try {
                return slave.hasSigned(theirs, Base64Text.read(said.proof()));
            } catch (IllegalArgumentException noBase64) {
                return false;
            }
        }
    }
}
