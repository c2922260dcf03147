package org.skerry.system.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.skerry.jio.StorageException;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalCodec;
import org.skerry.protocol.signal.SignalCodec.Side;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.webrtc.AnsweringPeer;
import org.skerry.protocol.webrtc.OfferingPeer;

/** Somebody in the middle of one conversation who changes what is said, and may offer and answer connections of his own. */
class Middle implements AutoCloseable {

    private static final Pattern FINGERPRINT_LINE = Pattern.compile("a=fingerprint:sha-256 [0-9A-F:]+\r\n");

    private final Attacker attacker;
    private final List<OfferingPeer> offering = new CopyOnWriteArrayList<>();
    private final List<AnsweringPeer> answering = new CopyOnWriteArrayList<>();
    private volatile boolean hasActed;

    /** By himself he passes everything on. */
    Middle(Attacker attacker) {
        this.attacker = attacker;
    }

    /** What becomes of what the slave says. */
    SignalMessage toMaster(SignalMessage said) {
        return said;
    }

    /** What becomes of what the master says. */
    SignalMessage toSlave(SignalMessage said) {
        return said;
    }

    final String frameToMaster(String frame) {
        return changed(frame, Side.SLAVE, this::toMaster);
    }

    final String frameToSlave(String frame) {
        return changed(frame, Side.MASTER, this::toSlave);
    }

    private String changed(String frame, Side side, UnaryOperator<SignalMessage> change) {
        SignalMessage said;
        try {
            said = SignalCodec.read(frame, side);
        } catch (SignalCodec.Malformed passedOn) {
            return frame;
        }
        SignalMessage now = change.apply(said);
        if (now.equals(said)) {
            return frame;
        }
        hasActed = true;
        return SignalCodec.write(now, side);
    }

    /** Whether he has changed anything. */
    final boolean hasActed() {
        return hasActed;
    }

    final Attacker attacker() {
        return attacker;
    }

    /** An offer of his own. */
    final Description ownOffer(PeerId peer) {
        OfferingPeer made = attacker.offer(peer);
        offering.add(made);
        return made.description();
    }

    /** His own answer to an offer. */
    final Description ownAnswer(Description offer, PeerId peer) {
        AnsweringPeer made = attacker.answer(offer, peer);
        answering.add(made);
        return made.description();
    }

    /** His own answer to no offer in particular. */
    final Description ownAnswer(PeerId peer) {
        return ownAnswer(ownOffer(peer), peer);
    }

    private String ownLine() {
        return "a=fingerprint:sha-256 %s\r\n"
                .formatted(attacker.identity()
                        .fingerprint()
                        .hex()
                        .replaceAll("(..)(?!$)", "$1:")
                        .toUpperCase(Locale.ROOT));
    }

    /** The description with his fingerprint for the true one. */
    final Description swapped(Description description) {
        return with(description, ownLine());
    }

    /** The description with his fingerprint before the true one. */
    final Description added(Description description) {
        return with(description, ownLine() + "$0");
    }

    /** The description without a fingerprint. */
    static Description dropped(Description description) {
        return with(description, "");
    }

    private static Description with(Description description, String line) {
        return new Description(
                description.kind(), FINGERPRINT_LINE.matcher(description.sdp()).replaceAll(line));
    }

    /** What of his is connected with anybody: of what he offered or answered in the conversation. */
    final List<Object> opened() {
        List<Object> channels = new ArrayList<>();
        for (OfferingPeer peer : offering) {
            try {
                channels.add(peer.awaitOpen(Attacker.MOMENT));
            } catch (StorageException notOpen) {
                // as it should be
            }
        }
        for (AnsweringPeer peer : answering) {
            try {
                channels.add(peer.awaitOpen(Attacker.MOMENT));
            } catch (StorageException notOpen) {
                // as it should be
            }
        }
        return channels;
    }

    @Override
    public void close() {
        offering.forEach(OfferingPeer::close);
        answering.forEach(AnsweringPeer::close);
    }
}
