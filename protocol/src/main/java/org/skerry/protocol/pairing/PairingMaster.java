package org.skerry.protocol.pairing;

import java.security.SecureRandom;
import java.util.Optional;
import org.skerry.protocol.pairing.PairingKeys.Side;
import org.skerry.protocol.pairing.PairingKeys.Transcript;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;

/**
 * The master's side of one pairing. In this order: {@link #rounds}, {@link #check}, {@link Proved#seal}, {@link Proved#open}.
 * One thread; nothing of it is used twice. The slave proves the code first: who only listens to a master's words cannot try
 * codes.
 */
public final class PairingMaster {

    private final NodeIdentity own;
    private final PeerId peer;
    private final SecureRandom random;
    private final Jpake exchange;
    private final Fingerprint slave;
    private final Nonce slaveNonce;
    private final byte[] slaveRound1;
    private final Nonce nonce;
    private final byte[] round1;
    private final byte[] round2;

    /** @throws IllegalArgumentException with one plain sentence, if no slave that follows the protocol said that */
    public PairingMaster(
            NodeIdentity own, PairingCode code, PeerId peer, SignalMessage.Entry.Pairing said, SecureRandom random) {
        this.own = own;
        this.peer = peer;
        this.random = random;
        slave = new Fingerprint(said.key());
        slaveNonce = new Nonce(said.nonce());
        slaveRound1 = Base64Text.read(said.round1(), Jpake.ROUND1_BYTES);
        exchange = new Jpake(Side.MASTER.name(own.fingerprint()), code, random);
        nonce = Nonce.random(random);
        round1 = exchange.round1();
        exchange.takeRound1(Side.SLAVE.name(slave), slaveRound1);
        round2 = exchange.round2();
    }

    /** What the slave gets to know without a code. */
    public SignalMessage.PairingRounds rounds() {
        return new SignalMessage.PairingRounds(
                peer, own.fingerprint().hex(), nonce.text(), Base64Text.write(round1), Base64Text.write(round2));
    }

    /** Who says it is the slave; a right proof makes it sure. */
    public Fingerprint slave() {
        return slave;
    }

    /**
     * What follows if the slave has the code; empty if it has another one.
     *
     * @throws IllegalArgumentException with one plain sentence, if no slave that follows the protocol said that
     */
    public Optional<Proved> check(SignalMessage.PairingProof said) {
        byte[] slaveRound2 = Base64Text.read(said.round2(), Jpake.ROUND2_BYTES);
        byte[] confirmation = Base64Text.read(said.confirm(), Hash.BYTES);
        exchange.takeRound2(Side.SLAVE.name(slave), slaveRound2);
        Transcript transcript = new Transcript(
                peer, slave, slaveNonce, slaveRound1, own.fingerprint(), nonce, round1, round2, slaveRound2);
        PairingKeys keys = new PairingKeys(exchange.secret(), transcript);
        return Hash.areEqual(confirmation, keys.confirmation(Side.SLAVE))
                ? Optional.of(new Proved(keys))
                : Optional.empty();
    }

    /** The rest, with a slave that has the code. */
    public final class Proved {

        private final PairingKeys keys;

        private Proved(PairingKeys keys) {
            this.keys = keys;
        }

        /** Our offer and certificate. */
        public SignalMessage.SealedOffer seal(Description offer, String name) {
            SealedWords words = new SealedWords(offer, NodeCertificate.read(own.certificate()), name);
            return new SignalMessage.SealedOffer(
                    peer,
                    Base64Text.write(keys.confirmation(Side.MASTER)),
                    Base64Text.write(keys.seal(Side.MASTER, words.bytes(), random)));
        }

        /**
         * The slave's answer and certificate.
         *
         * @throws IllegalArgumentException with one plain sentence, if the slave that has the code has not said that
         */
        public SealedWords open(SignalMessage.SealedAnswer said) {
            return SealedWords.read(
                    keys.open(Side.SLAVE, Base64Text.read(said.sealed())), Description.Kind.ANSWER, slave);
        }
    }
}
