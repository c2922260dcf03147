package org.skerry.slave.link;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.skerry.jio.StorageException;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalCodec;
import org.skerry.protocol.signal.SignalCodec.Side;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.slave.link.LinkFailure.Door;
import org.skerry.slave.link.LinkFailure.Obstacle;

/**
 * Asks a master for a data channel, over its WebSocket: request, offer, answer; the WebSocket is closed when the channel
 * is open. Any thread; each call is one attempt.
 */
public final class SignalClient {

    /** How long one address of the master may take to accept a connection. */
    static final Duration CONNECT_PATIENCE = Duration.ofSeconds(4);

    /** How long the master may take to offer, and then the channel to open: as long as the master itself waits. */
    static final Duration STEP_PATIENCE = Duration.ofSeconds(10);

    private static final int IGNORED_FRAMES = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Negotiator negotiator;
    private final String name;
    private final SlaveKeys keys;
    private final AtomicReference<Optional<PairingCode>> code;

    /**
     * Volatile, for attempts one after the other on any thread: a code is said once, or whoever answers could try one after the
     * other.
     */
    private volatile boolean isCodeSpent;

    /** One that nobody knows, for masters with {@code --open} only. */
    public SignalClient(Negotiator negotiator, String name) {
        this(negotiator, name, SlaveKeys.NONE, Optional.empty());
    }

    /**
     * @param negotiator whose certificate is that of the identity
     * @param name of this slave, shown to the people at the master
     * @param code to be paired by; used once
     */
    public SignalClient(Negotiator negotiator, String name, SlaveKeys keys, Optional<PairingCode> code) {
        this.negotiator = negotiator;
        this.name = name;
        this.keys = keys;
        this.code = new AtomicReference<>(code);
    }

    /**
     * Connects to a master.
     *
     * @return an open channel, the caller's to close
     * @throws LinkFailure saying in one sentence what went wrong
     */
    public MessageChannel connect(MasterAddress address) throws LinkFailure {
        return connect(address, anyStep -> {});
    }

    /** {@link #connect(MasterAddress)}, telling each step as it begins. */
    MessageChannel connect(MasterAddress address, Consumer<LinkStep> progress) throws LinkFailure {
        PeerId id = PeerId.random();
        progress.accept(LinkStep.FINDING);
        try (Reached reached = reach(address)) {
            progress.accept(LinkStep.ASKING);
            Introduction introduction = introduction(id, address);
            var request = new SignalMessage.Request(id, SignalCodec.VERSION, name, introduction.entry());
            reached.socket.send(SignalCodec.write(request, Side.SLAVE));
            Description offer = awaitOffer(reached.socket, id, introduction, address);
            progress.accept(LinkStep.OPENING);
            return answer(reached, offer, id, introduction, address);
        } catch (IOException broken) {
            throw new LinkFailure.Unreachable(
                    Obstacle.BROKEN_OFF,
                    "The master at %s was reached, but %s.".formatted(address, broken.getMessage()),
                    broken);
        } catch (StorageException.Unreachable notOpened) {
            throw new LinkFailure.Unreachable(
                    Obstacle.NO_CHANNEL,
                    "The master at %s was reached, but no data channel opened: %s"
                            .formatted(address, notOpened.getMessage()),
                    notOpened);
        } catch (StorageException unable) {
            throw new LinkFailure.Unable(unable.getMessage(), unable);
        }
    }

    /**
     * By the code, if there is one; else as a paired one. A master that was met at that address has to be the same again; at a
     * new address it may be any that is known. Who was paired once is never again let in by a master just because it is open:
     * anybody can be an open master.
     */
    private Introduction introduction(PeerId id, MasterAddress address) throws LinkFailure.NotAllowed {
        if (keys.masters().isEmpty()) {
            return new Introduction.Unknown(id);
        }
        KnownMasters masters = keys.masters().get();
        Optional<NodeIdentity> own = keys.identity();
        if (own.isEmpty()) {
            if (!masters.all().isEmpty()) {
                throw new LinkFailure.NotAllowed(
                        Door.CODE_NEEDED, "The key of this PC is gone. Pair it again, with a new code of the master.");
            }
            return new Introduction.Unknown(id);
        }
        if (code.get().isPresent()) {
            return new Introduction.Coded(own.get(), code.get().get(), name, id, RANDOM);
        }
        Optional<KnownMasters.KnownMaster> here = masters.at(address);
        if (isCodeSpent && here.isEmpty()) {
            throw new LinkFailure.NotAllowed(
                    Door.CODE_WRONG,
                    "The master at %s has got the code, but no connection came about. Type the code once more."
                            .formatted(address));
        }
        if (here.isPresent()) {
            KnownMasters.KnownMaster pinned = here.get();
            return new Introduction.Known(
                    own.get(),
                    id,
                    key -> here.filter(master -> pinned.key().hex().equals(key)),
                    RANDOM);
        }
        return masters.all().isEmpty()
                ? new Introduction.Unknown(id)
                : new Introduction.Known(own.get(), id, masters::withKey, RANDOM);
    }

    /** Keeps a master that has proved who it is: with a code from now on, else that it is at this address. */
    private void keep(Introduction introduction, MasterAddress address) {
        introduction.met().ifPresent(met -> {
            KnownMasters masters = keys.masters().orElseThrow();
            if (introduction instanceof Introduction.Coded
                    || masters.at(address).isEmpty()) {
                masters.met(met.certificate(), met.name(), address);
            }
        });
    }

    private MessageChannel answer(
            Reached reached, Description offer, PeerId id, Introduction introduction, MasterAddress address)
            throws IOException, LinkFailure {
        Negotiator.Negotiation negotiation;
        try {
            negotiation = negotiator.answer(offer, id, reached.address);
        } catch (IllegalArgumentException unusable) {
            throw refused(reached.socket, id, unusable, address);
        }
        AtomicReference<LinkFailure> refusal = new AtomicReference<>();
        try {
            reached.socket.send(SignalCodec.write(introduction.answer(negotiation.description()), Side.SLAVE));
            Thread.ofVirtual().name("signal-" + id).start(() -> {
                awaitRefusal(reached.socket, id, address).ifPresent(refused -> {
                    refusal.set(refused);
                    negotiation.close();
                });
            });
            MessageChannel channel = negotiation.awaitOpen(STEP_PATIENCE);
            keep(introduction, address); // as the master keeps us: now each has proved its certificate
            return channel;
        } catch (IOException | RuntimeException failed) {
            negotiation.close();
            if (refusal.get() != null) {
                throw refusal.get();
            }
            throw failed;
        }
    }

    /** A refusal of our answer; empty when the socket is closed, as it is when the channel is open. */
    private static Optional<LinkFailure> awaitRefusal(SignalSocket socket, PeerId id, MasterAddress address) {
        try {
            while (true) {
                Optional<String> frame = socket.receive(STEP_PATIENCE);
                if (frame.isEmpty()) {
                    return Optional.empty();
                }
                if (message(frame.get()).orElse(null) instanceof SignalMessage.Refused refused && isFor(id, refused)) {
                    return Optional.of(failure(refused, address));
                }
            }
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    private Description awaitOffer(SignalSocket socket, PeerId id, Introduction introduction, MasterAddress address)
            throws IOException, LinkFailure {
        long deadline = System.nanoTime() + STEP_PATIENCE.toNanos();
        for (int frames = 0; frames < IGNORED_FRAMES; frames++) {
            Optional<String> frame = socket.receive(Duration.ofNanos(deadline - System.nanoTime()));
            if (frame.isEmpty()) {
                throw new IOException("it closed the connection");
            }
            Optional<SignalMessage> message = message(frame.get());
            if (message.isEmpty() || !isFor(id, message.get())) {
                continue;
            }
            if (message.get() instanceof SignalMessage.Refused refused) {
                throw refused(refused, introduction, address);
            }
            Optional<SignalMessage> reply = introduction.reply(message.get());
            if (reply.isPresent()) {
                if (introduction instanceof Introduction.Coded) {
                    isCodeSpent = true;
                    code.set(Optional.empty());
                }
                socket.send(SignalCodec.write(reply.get(), Side.SLAVE));
                continue;
            }
            try {
                Optional<Description> offer = introduction.offer(message.get());
                if (offer.isPresent()) {
                    return offer.get();
                }
            } catch (IllegalArgumentException unusable) {
                throw refused(socket, id, unusable, address);
            }
        }
        throw new IOException("it sends nothing but frames for others");
    }

    private static LinkFailure refused(
            SignalMessage.Refused refused, Introduction introduction, MasterAddress address) {
        LinkFailure failure = failure(refused, address);
        return introduction instanceof Introduction.Coded && refused.reason() == SignalMessage.Reason.EXPIRED
                ? new LinkFailure.NotAllowed(Door.CODE_EXPIRED, String.valueOf(failure.getMessage()))
                : failure;
    }

    /** What is no message, or none for us, does not matter: another master of a later version may say more. */
    private static Optional<SignalMessage> message(String frame) {
        try {
            return Optional.of(SignalCodec.read(frame, Side.MASTER));
        } catch (SignalCodec.Malformed notForUs) {
            return Optional.empty();
        }
    }

    private static boolean isFor(PeerId id, SignalMessage message) {
        return switch (message) {
            case SignalMessage.Offer(var to, var _) -> to.equals(id);
            case SignalMessage.PairingRounds rounds -> rounds.to().equals(id);
            case SignalMessage.Challenge challenge -> challenge.to().equals(id);
            case SignalMessage.SealedOffer offer -> offer.to().equals(id);
            case SignalMessage.Refused refused ->
                refused.peer() == null || refused.peer().equals(id);
            case SignalMessage.Request _,
                    SignalMessage.Answer _,
                    SignalMessage.SealedAnswer _,
                    SignalMessage.PairingProof _,
                    SignalMessage.Proof _ -> false;
        };
    }

    private static LinkFailure failure(SignalMessage.Refused refused, MasterAddress address) {
        String sentence = "The master at %s refused: %s".formatted(address, refused.message());
        return switch (refused.reason()) {
            case BUSY, DUPLICATE -> new LinkFailure.Busy(sentence, Optional.ofNullable(refused.retryAfter()));
            case MALFORMED, EXPIRED -> new LinkFailure.Unreachable(Obstacle.BROKEN_OFF, sentence);
            case VERSION -> new LinkFailure.Version(sentence);
            case CODE -> new LinkFailure.NotAllowed(Door.CODE_WRONG, sentence);
            case UNKNOWN, NOT_OPEN -> new LinkFailure.NotAllowed(Door.CODE_NEEDED, sentence);
            case REVOKED -> new LinkFailure.NotAllowed(Door.REVOKED, sentence);
        };
    }

    /** Tells the master that its offer is of no use. */
    private static LinkFailure refused(
            SignalSocket socket, PeerId id, IllegalArgumentException unusable, MasterAddress address)
            throws IOException {
        String sentence = String.valueOf(unusable.getMessage());
        socket.send(SignalCodec.write(
                new SignalMessage.Refused(id, SignalMessage.Reason.MALFORMED, sentence, null), Side.SLAVE));
        return new LinkFailure.Unreachable(
                Obstacle.BROKEN_OFF,
                "The master at %s offered what cannot be used: %s".formatted(address, sentence),
                unusable);
    }

    private static Reached reach(MasterAddress master) throws LinkFailure {
        List<IOException> failures = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(master.host())) {
                try {
                    String host = "%s:%d".formatted(literal(address), master.port());
                    return new Reached(
                            SignalSocket.open(new InetSocketAddress(address, master.port()), host, CONNECT_PATIENCE),
                            address);
                } catch (IOException failed) {
                    failures.add(failed);
                }
            }
        } catch (UnknownHostException unknown) {
            throw new LinkFailure.Unreachable(
                    Obstacle.UNKNOWN_NAME,
                    "There is no machine called %s here. Check the name, or type the master's IP address."
                            .formatted(master.host()),
                    unknown);
        }
        IOException first = failures.getFirst();
        Obstacle obstacle = obstacle(first);
        throw new LinkFailure.Unreachable(
                obstacle, "The master at %s cannot be reached: %s".formatted(master, reason(obstacle, first)), first);
    }

    /** For the Host header: the address itself, which every master takes, whatever its PC is called. */
    private static String literal(InetAddress address) {
        String plain = address.getHostAddress();
        int zone = plain.indexOf('%');
        String bare = zone < 0 ? plain : plain.substring(0, zone);
        return address instanceof Inet6Address ? "[" + bare + "]" : bare;
    }

    private static Obstacle obstacle(IOException failure) {
        return switch (failure) {
            case SocketTimeoutException late -> Obstacle.NO_ANSWER;
            case ConnectException refused
            when String.valueOf(refused.getMessage()).contains("refused") -> Obstacle.NOTHING_LISTENS;
            case NoRouteToHostException noRoute -> Obstacle.NO_WAY;
            case ConnectException noWay -> Obstacle.NO_WAY;
            default -> Obstacle.NO_MASTER;
        };
    }

    private static String reason(Obstacle obstacle, IOException failure) {
        return switch (obstacle) {
            case NO_ANSWER -> "no answer. Check the address, and that no firewall is in between.";
            case NOTHING_LISTENS -> "connection refused. Check that the master is running there, and the port.";
            case NO_WAY -> "there is no way to that machine. Check the address and the cable or Wi-Fi.";
            case UNKNOWN_NAME, NO_MASTER, NO_CHANNEL, BROKEN_OFF -> failure.getMessage() + ".";
        };
    }

    /** A WebSocket to one of the master's addresses. */
    private record Reached(SignalSocket socket, InetAddress address) implements AutoCloseable {
        @Override
        public void close() {
            socket.close();
        }
    }
}
