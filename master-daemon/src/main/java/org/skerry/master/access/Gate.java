package org.skerry.master.access;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.skerry.master.access.PairingDesk.Verdict;
import org.skerry.master.broadcaster.Doorkeeper;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.pairing.PairingMaster;
import org.skerry.protocol.pairing.Reconnection;
import org.skerry.protocol.pairing.SealedWords;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.signal.SignalMessage.Reason;
import org.skerry.protocol.webrtc.Descriptions;

/** Lets in those who prove a code or a known key; with {@code --open} everybody. */
public final class Gate implements Doorkeeper {

    private static final Logger LOG = System.getLogger(Gate.class.getName());

    /** After that a WebSocket whose slave is not let in is closed: an honest one needs a second. */
    private static final Duration TIME_TO_PROVE = Duration.ofSeconds(20);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final String UNUSABLE = "This is no message of a pairing; is the other program up to date?";

    private final NodeIdentity own;
    private final String name;
    private final boolean isOpen;
    private final KnownSlaves known;
    private final PairingDesk desk;
    private final Notes notes;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * @param name of this master, for people
     * @param notes is told of pairings and of wrong codes
     */
    public Gate(
            NodeIdentity own,
            String name,
            boolean isOpen,
            KnownSlaves known,
            PairingDesk desk,
            Notes notes,
            SecureRandom random,
            Clock clock) {
        this.own = own;
        this.name = name;
        this.isOpen = isOpen;
        this.known = known;
        this.desk = desk;
        this.notes = notes;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Word greet(SignalMessage.Request request, InetAddress address) {
        PeerId peer = request.from();
        try {
            return switch (request.entry()) {
                case SignalMessage.Entry.Open() -> unknown(peer, request.name());
                case SignalMessage.Entry.Known said -> challenge(peer, said);
                case SignalMessage.Entry.Pairing said -> pair(peer, said, address);
            };
        } catch (IllegalArgumentException unusable) {
            return no(peer, Reason.MALFORMED, UNUSABLE);
        }
    }

    @Override
    public Word greetOffer(PeerId peer, InetAddress address) {
        return unknown(peer, "");
    }

    @Override
    public Optional<Duration> timeToProve() {
        return isOpen ? Optional.empty() : Optional.of(TIME_TO_PROVE);
    }

    @Override
    public boolean takesPages() {
        return isOpen;
    }

    private Word unknown(PeerId peer, String called) {
        return isOpen
                ? new Word.Yes(new Unknown(peer, called))
                : no(
                        peer,
                        Reason.NOT_OPEN,
                        "This master lets in paired PCs only. Ask its keeper for a code (skerry pair) and enter it.");
    }

    private Word challenge(PeerId peer, SignalMessage.Entry.Known said) {
        Optional<KnownSlave> slave = known.find(new Fingerprint(said.key()));
        if (slave.isEmpty()) {
            return no(
                    peer,
                    Reason.UNKNOWN,
                    "This master does not know this PC. Ask its keeper for a code (skerry pair).");
        }
        if (slave.get().revoked().isPresent()) {
            return revoked(peer);
        }
        Reconnection.Master exchange = new Reconnection.Master(own, slave.get().certificate(), peer, said, random);
        return new Word.Ask(
                exchange.challenge(),
                answer -> answer instanceof SignalMessage.Proof proof && exchange.isProved(proof)
                        ? paired(peer, slave.get())
                        : no(peer, Reason.UNKNOWN, "This PC did not prove its key."));
    }

    /** It may have been revoked since it asked. */
    private Word paired(PeerId peer, KnownSlave slave) {
        return known.admitted(slave.key()).isPresent() ? new Word.Yes(new Paired(peer, slave)) : revoked(peer);
    }

    private static Word revoked(PeerId peer) {
        return no(peer, Reason.REVOKED, "The keeper of this master has taken this PC's right to connect away.");
    }

    private Word pair(PeerId peer, SignalMessage.Entry.Pairing said, InetAddress address) {
        Optional<PairingDesk.Ticket> found = desk.ticket(address);
        if (found.isEmpty()) {
            return refusal(peer, Verdict.NONE, 0, address);
        }
        PairingDesk.Ticket ticket = found.get();
        Verdict state = desk.state(ticket, Optional.of(new Fingerprint(said.key())));
        if (state != Verdict.RIGHT) {
            return refusal(peer, state, 0, address);
        }
        if (!desk.mayBegin(ticket)) {
            return new Word.No(new SignalMessage.Refused(
                    peer, Reason.BUSY, "Too many PCs want to be paired at once; try again.", RETRY_AFTER));
        }
        PairingMaster exchange = new PairingMaster(own, ticket.code(), peer, said, random);
        return new Word.Ask(exchange.rounds(), answer -> check(peer, ticket, exchange, answer, address));
    }

    private Word check(
            PeerId peer, PairingDesk.Ticket ticket, PairingMaster exchange, SignalMessage answer, InetAddress address) {
        if (!(answer instanceof SignalMessage.PairingProof proof)) {
            return no(peer, Reason.MALFORMED, UNUSABLE);
        }
        try {
            PairingDesk.Tried<PairingMaster.Proved> tried =
                    desk.tried(ticket, exchange.slave(), address, () -> exchange.check(proof));
            return tried.right().isPresent()
                    ? new Word.Yes(new New(peer, tried.right().get(), ticket))
                    : refusal(peer, tried.verdict(), desk.triesLeft(ticket), address);
        } catch (IllegalArgumentException unusable) {
            return no(peer, Reason.MALFORMED, UNUSABLE);
        }
    }

    private static Word refusal(PeerId peer, Verdict verdict, int left, InetAddress address) {
        return switch (verdict) {
            case RIGHT -> throw new IllegalArgumentException("who is right is not refused");
            case NONE ->
                no(
                        peer,
                        Reason.CODE,
                        "No PC is expected here just now. Ask the keeper of the master for a code (skerry pair).");
            case WRONG ->
                no(
                        peer,
                        Reason.CODE,
                        left == 1
                                ? "The code is wrong. Check the digits; one try is left."
                                : "The code is wrong. Check the digits; %d tries are left.".formatted(left));
            case WORN ->
                no(peer, Reason.CODE, "The code was wrong three times and is no longer valid. Ask for a new one.");
            case USED -> no(peer, Reason.CODE, "The code was used already. Each PC needs its own; ask for a new one.");
            case EXPIRED -> no(peer, Reason.EXPIRED, "The code is older than ten minutes. Ask for a new one.");
            case CAPPED ->
                no(
                        peer,
                        Reason.CODE,
                        "Too many wrong codes were tried here in the last hour. The keeper can let this PC in with: skerry pair --from %s"
                                .formatted(address.getHostAddress()));
        };
    }

    private static Word no(PeerId peer, Reason reason, String sentence) {
        return new Word.No(new SignalMessage.Refused(peer, reason, sentence, null));
    }

    private static Description checked(Description answer, Fingerprint key) {
        if (!Descriptions.fingerprint(answer).equals(key)) {
            throw new IllegalArgumentException("This answer is of another PC.");
        }
        return answer;
    }

    /** Somebody, with {@code --open}. */
    private record Unknown(PeerId peer, String name) implements Visitor {

        @Override
        public Optional<Fingerprint> key() {
            return Optional.empty();
        }

        @Override
        public SignalMessage offer(Description offer) {
            return new SignalMessage.Offer(peer, offer);
        }

        @Override
        public Description answer(SignalMessage answer) {
            if (answer instanceof SignalMessage.Answer(var _, var description)) {
                return description;
            }
            throw new IllegalArgumentException("Nobody waits for this answer.");
        }
    }

    /** One that has proved its key. */
    private record Paired(PeerId peer, KnownSlave slave) implements Visitor {

        @Override
        public String name() {
            return slave.name();
        }

        @Override
        public Optional<Fingerprint> key() {
            return Optional.of(slave.key());
        }

        @Override
        public SignalMessage offer(Description offer) {
            return new SignalMessage.Offer(peer, offer);
        }

        @Override
        public Description answer(SignalMessage answer) {
            if (answer instanceof SignalMessage.Answer(var _, var description)) {
                return checked(description, slave.key());
            }
            throw new IllegalArgumentException("Nobody waits for this answer.");
        }
    }

    /** One that has proved the code. It is known when its channel is open, since only then it has proved its key. */
    private final class New implements Visitor {

        private final PeerId peer;
        private final PairingMaster.Proved exchange;
        private final PairingDesk.Ticket ticket;
        private Optional<KnownSlave> slave = Optional.empty();

        private New(PeerId peer, PairingMaster.Proved exchange, PairingDesk.Ticket ticket) {
            this.peer = peer;
            this.exchange = exchange;
            this.ticket = ticket;
        }

        @Override
        public String name() {
            return slave.map(KnownSlave::name).orElse("");
        }

        @Override
        public Optional<Fingerprint> key() {
            return slave.map(KnownSlave::key);
        }

        @Override
        public SignalMessage offer(Description offer) {
            return exchange.seal(offer, Gate.this.name);
        }

        @Override
        public Description answer(SignalMessage answer) {
            if (!(answer instanceof SignalMessage.SealedAnswer sealed)) {
                throw new IllegalArgumentException("Nobody waits for this answer.");
            }
            SealedWords words = exchange.open(sealed);
            Description description =
                    checked(words.description(), words.certificate().fingerprint());
            slave = Optional.of(new KnownSlave(
                    words.certificate(), words.name(), ticket.grant(), clock.instant(), Optional.empty()));
            return description;
        }

        @Override
        public void arrived() {
            KnownSlave paired = known.add(slave.orElseThrow());
            slave = Optional.of(paired);
            desk.used(ticket);
            notes.note(
                    "paired",
                    paired.name(),
                    paired.key().groups(),
                    paired.grant().role().word());
            LOG.log(
                    Level.INFO,
                    "Paired with {0} ({1}) as {2}",
                    paired.name(),
                    paired.key().firstGroup(),
                    paired.grant().role());
        }
    }
}
