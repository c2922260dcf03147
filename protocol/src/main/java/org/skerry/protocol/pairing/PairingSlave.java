package org.skerry.protocol.pairing;

import java.security.SecureRandom;
import org.skerry.protocol.pairing.PairingKeys.Side;
import org.skerry.protocol.pairing.PairingKeys.Transcript;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;

/**
 * The slave's side of one pairing, of which people know the code only. In this order: {@link #entry}, {@link #prove},
 * {@link Proved#open}, {@link Proved#seal}. One thread; nothing of it is used twice.
 */
public final class PairingSlave {

    private final NodeIdentity own;
    private final PeerId peer;
    private final SecureRandom random;
    private final Jpake exchange;
    private final Nonce nonce;
    private final byte[] round1;

    public PairingSlave(NodeIdentity own, PairingCode code, PeerId peer, SecureRandom random) {
        this.own = own;
        this.peer = peer;
        this.random = random;
        exchange = new Jpake(Side.SLAVE.name(own.fingerprint()), code, random);
        nonce = Nonce.random(random);
        round1 = exchange.round1();
    }

    /** What the request says. */
    public SignalMessage.Entry entry() {
        return new SignalMessage.Entry.Pairing(own.fingerprint().hex(), nonce.text(), Base64Text.write(round1));
    }

    /**
     * What proves that we have the code. It tells the master's side only whether its code is the same.
     *
     * @throws IllegalArgumentException with one plain sentence, if no master that follows the protocol said that
     */
    public Proved prove(SignalMessage.PairingRounds said) {
        Fingerprint master = new Fingerprint(said.key());
        Nonce masterNonce = new Nonce(said.nonce());
        byte[] masterRound1 = Base64Text.read(said.round1(), Jpake.ROUND1_BYTES);
        byte[] masterRound2 = Base64Text.read(said.round2(), Jpake.ROUND2_BYTES);
        exchange.takeRound1(Side.MASTER.name(master), masterRound1);
        byte[] round2 = exchange.round2();
        exchange.takeRound2(Side.MASTER.name(master), masterRound2);
        Transcript transcript = new Transcript(
                peer, own.fingerprint(), nonce, round1, master, masterNonce, masterRound1, masterRound2, round2);
        return new Proved(new PairingKeys(exchange.secret(), transcript), master, round2);
    }

    /** The rest, once the master has said its part. */
    public final class Proved {

        private final PairingKeys keys;
        private final Fingerprint master;
        private final byte[] round2;

        private Proved(PairingKeys keys, Fingerprint master, byte[] round2) {
            this.keys = keys;
            this.master = master;
            this.round2 = round2;
        }

        /** What we say. */
        public SignalMessage.PairingProof proof() {
            return new SignalMessage.PairingProof(
                    peer, Base64Text.write(round2), Base64Text.write(keys.confirmation(Side.SLAVE)));
        }

        /**
         * The master's offer and certificate.
         *
         * @throws IllegalArgumentException with one plain sentence, if whoever said that does not have the code
         */
        public SealedWords open(SignalMessage.SealedOffer said) {
            byte[] confirmation = Base64Text.read(said.confirm(), Hash.BYTES);
            if (!Hash.areEqual(confirmation, keys.confirmation(Side.MASTER))) {
                throw new IllegalArgumentException("The master does not know this code.");
            }
            return SealedWords.read(
                    keys.open(Side.MASTER, Base64Text.read(said.sealed())), Description.Kind.OFFER, master);
        }

        /** Our answer and certificate. */
        public SignalMessage.SealedAnswer seal(Description answer, String name) {
            SealedWords words = new SealedWords(answer, NodeCertificate.read(own.certificate()), name);
            return new SignalMessage.SealedAnswer(peer, Base64Text.write(keys.seal(Side.SLAVE, words.bytes(), random)));
        }
    }
}
