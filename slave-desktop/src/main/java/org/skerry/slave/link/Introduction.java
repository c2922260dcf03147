package org.skerry.slave.link;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import org.skerry.protocol.pairing.NodeCertificate;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.pairing.PairingSlave;
import org.skerry.protocol.pairing.Reconnection;
import org.skerry.protocol.pairing.SealedWords;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.webrtc.Descriptions;
import org.skerry.slave.link.LinkFailure.Door;

/** How a slave shows a master who it is, in one attempt. One thread. */
sealed interface Introduction {

    /** What the request says. */
    SignalMessage.Entry entry();

    /**
     * What to say to something that the master asks.
     *
     * @return empty if it is nothing that this introduction expects
     * @throws LinkFailure.NotAllowed if the master is not the one it should be
     */
    Optional<SignalMessage> reply(SignalMessage asked) throws LinkFailure.NotAllowed;

    /**
     * The description in an offer.
     *
     * @return empty if it is no offer that this introduction may take
     * @throws LinkFailure.NotAllowed if it is not of the master it should be of
     * @throws IllegalArgumentException with one plain sentence, if it is no usable description
     */
    Optional<Description> offer(SignalMessage offered) throws LinkFailure.NotAllowed;

    /** Our answer; from here on the master is known. */
    SignalMessage answer(Description answer);

    /** What a master should be kept as: the one that was met, if it proved who it is. */
    Optional<Met> met();

    /** A master that proved who it is. */
    record Met(NodeCertificate certificate, String name) {}

    private static Description of(Description offer, NodeCertificate master) throws LinkFailure.NotAllowed {
        if (!Descriptions.fingerprint(offer).equals(master.fingerprint())) {
            throw otherMaster();
        }
        return offer;
    }

    static LinkFailure.NotAllowed otherMaster() {
        return new LinkFailure.NotAllowed(
                Door.OTHER_MASTER,
                "This is not the master that this PC is paired with: its key is another one. Nothing was sent. If the master"
                        + " was set up anew, pair again with a new code; if nobody has done so, somebody may pretend to be it.");
    }

    /** As nobody. */
    final class Unknown implements Introduction {

        private final PeerId peer;

        Unknown(PeerId peer) {
            this.peer = peer;
        }

        @Override
        public SignalMessage.Entry entry() {
            return new SignalMessage.Entry.Open();
        }

        @Override
        public Optional<SignalMessage> reply(SignalMessage asked) {
            return Optional.empty();
        }

        @Override
        public Optional<Description> offer(SignalMessage offered) {
            return offered instanceof SignalMessage.Offer(var _, var description)
                    ? Optional.of(description)
                    : Optional.empty();
        }

        @Override
        public SignalMessage answer(Description answer) {
            return new SignalMessage.Answer(peer, answer);
        }

        @Override
        public Optional<Met> met() {
            return Optional.empty();
        }
    }

    /** As one that is paired. */
    final class Known implements Introduction {

        private final NodeIdentity own;
        private final PeerId peer;
        private final Function<String, Optional<KnownMasters.KnownMaster>> masters;
        private final Reconnection.Slave exchange;
        private Optional<KnownMasters.KnownMaster> proved = Optional.empty();

        /** @param masters which master may have a key: the pinned one, or any that is known */
        Known(
                NodeIdentity own,
                PeerId peer,
                Function<String, Optional<KnownMasters.KnownMaster>> masters,
                SecureRandom random) {
            this.own = own;
            this.peer = peer;
            this.masters = masters;
            exchange = new Reconnection.Slave(own, peer, random);
        }

        @Override
        public SignalMessage.Entry entry() {
            return exchange.entry();
        }

        @Override
        public Optional<SignalMessage> reply(SignalMessage asked) throws LinkFailure.NotAllowed {
            if (!(asked instanceof SignalMessage.Challenge challenge)) {
                return Optional.empty();
            }
            KnownMasters.KnownMaster master = masters.apply(challenge.key()).orElseThrow(Introduction::otherMaster);
            try {
                SignalMessage proof = exchange.proof(challenge, master.certificate());
                proved = Optional.of(master);
                return Optional.of(proof);
            } catch (IllegalArgumentException notProved) {
                throw otherMaster();
            }
        }

        @Override
        public Optional<Description> offer(SignalMessage offered) throws LinkFailure.NotAllowed {
            return proved.isPresent() && offered instanceof SignalMessage.Offer(var _, var description)
                    ? Optional.of(of(description, proved.get().certificate()))
                    : Optional.empty();
        }

        @Override
        public SignalMessage answer(Description answer) {
            return new SignalMessage.Answer(peer, answer);
        }

        @Override
        public Optional<Met> met() {
            return proved.map(master -> new Met(master.certificate(), master.name()));
        }
    }

    /** As one that has a code. */
    final class Coded implements Introduction {

        private final String name;
        private final PairingSlave exchange;
        private Optional<PairingSlave.Proved> proved = Optional.empty();
        private Optional<SealedWords> words = Optional.empty();

        /** @param name of this PC, for people */
        Coded(NodeIdentity own, PairingCode code, String name, PeerId peer, SecureRandom random) {
            this.name = name;
            exchange = new PairingSlave(own, code, peer, random);
        }

        @Override
        public SignalMessage.Entry entry() {
            return exchange.entry();
        }

        @Override
        public Optional<SignalMessage> reply(SignalMessage asked) throws LinkFailure.NotAllowed {
            if (proved.isPresent() || !(asked instanceof SignalMessage.PairingRounds rounds)) {
                return Optional.empty();
            }
            try {
                proved = Optional.of(exchange.prove(rounds));
            } catch (IllegalArgumentException disturbed) {
                throw disturbed();
            }
            return proved.map(PairingSlave.Proved::proof);
        }

        @Override
        public Optional<Description> offer(SignalMessage offered) throws LinkFailure.NotAllowed {
            if (proved.isEmpty() || !(offered instanceof SignalMessage.SealedOffer sealed)) {
                return Optional.empty();
            }
            SealedWords said;
            try {
                said = proved.get().open(sealed);
            } catch (IllegalArgumentException disturbed) {
                throw disturbed();
            }
            Description offer = of(said.description(), said.certificate());
            words = Optional.of(said);
            return Optional.of(offer);
        }

        private static LinkFailure.NotAllowed disturbed() {
            return new LinkFailure.NotAllowed(
                    Door.OTHER_MASTER,
                    "Whoever answered does not know this code, so it is not the master that showed it. Check the address; nothing"
                            + " was sent.");
        }

        @Override
        public SignalMessage answer(Description answer) {
            return proved.orElseThrow().seal(answer, name);
        }

        @Override
        public Optional<Met> met() {
            return words.map(said -> new Met(said.certificate(), said.name()));
        }
    }
}
