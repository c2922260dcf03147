package org.skerry.slave.link;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalCodec;
import org.skerry.protocol.signal.SignalCodec.Side;
import org.skerry.protocol.signal.SignalMessage;
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

    private final Negotiator negotiator;
    private final String name;

    /** @param name of this slave, shown to the people at the master */
    public SignalClient(Negotiator negotiator, String name) {
        this.negotiator = negotiator;
        this.name = name;
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
            reached.socket.send(
                    SignalCodec.write(new SignalMessage.Request(id, SignalCodec.VERSION, name, new SignalMessage.Entry.Open()), Side.SLAVE));
            SignalMessage.Offer offer = awaitOffer(reached.socket, id, address);
            progress.accept(LinkStep.OPENING);
            return answer(reached, offer, id, address);
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

    private MessageChannel answer(Reached reached, SignalMessage.Offer offer, PeerId id, MasterAddress address)
            throws IOException, LinkFailure {
        Negotiator.Negotiation negotiation;
        try {
            negotiation = negotiator.answer(offer.description(), id, reached.address);
        } catch (IllegalArgumentException unusable) {
            String sentence = unusable.getMessage();
            refuse(reached.socket, id, sentence);
            throw new LinkFailure.Unreachable(
                    Obstacle.BROKEN_OFF,
                    "The master at %s offered what cannot be used: %s".formatted(address, sentence),
                    unusable);
        }
        AtomicReference<LinkFailure> refusal = new AtomicReference<>();
        try {
            reached.socket.send(SignalCodec.write(new SignalMessage.Answer(id, negotiation.description()), Side.SLAVE));
            Thread.ofVirtual().name("signal-" + id).start(() -> {
                awaitRefusal(reached.socket, id, address).ifPresent(refused -> {
                    refusal.set(refused);
                    negotiation.close();
                });
            });
            return negotiation.awaitOpen(STEP_PATIENCE);
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

    private SignalMessage.Offer awaitOffer(SignalSocket socket, PeerId id, MasterAddress address)
            throws IOException, LinkFailure {
        long deadline = System.nanoTime() + STEP_PATIENCE.toNanos();
        for (int frames = 0; frames < IGNORED_FRAMES; frames++) {
            Optional<String> frame = socket.receive(Duration.ofNanos(deadline - System.nanoTime()));
            if (frame.isEmpty()) {
                throw new IOException("it closed the connection");
            }
            Optional<SignalMessage> message = message(frame.get());
            if (message.isPresent()
                    && message.get() instanceof SignalMessage.Offer offer
                    && offer.peer().equals(id)) {
                return offer;
            }
            if (message.isPresent()
                    && message.get() instanceof SignalMessage.Refused refused
                    && (refused.peer() == null || refused.peer().equals(id))) {
                throw failure(refused, address);
            }
        }
        throw new IOException("it sends nothing but frames for others");
    }

    /** What is no message, or none for us, does not matter: another master of a later version may say more. */
    private static Optional<SignalMessage> message(String frame) {
        try {
            return Optional.of(SignalCodec.read(frame, Side.MASTER));
        } catch (SignalCodec.Malformed notForUs) {
            return Optional.empty();
        }
    }

    private static boolean isFor(PeerId id, SignalMessage.Refused refused) {
        return refused.peer() == null || refused.peer().equals(id);
    }

    private static LinkFailure failure(SignalMessage.Refused refused, MasterAddress address) {
        String sentence = "The master at %s refused: %s".formatted(address, refused.message());
        return switch (refused.reason()) {
            case BUSY, DUPLICATE -> new LinkFailure.Busy(sentence, Optional.ofNullable(refused.retryAfter()));
            case MALFORMED, EXPIRED -> new LinkFailure.Unreachable(Obstacle.BROKEN_OFF, sentence);
            case VERSION -> new LinkFailure.Version(sentence);
            case CODE, UNKNOWN, REVOKED, NOT_OPEN -> new LinkFailure.NotAllowed(sentence);
        };
    }

    private static void refuse(SignalSocket socket, PeerId id, String sentence) throws IOException {
        socket.send(SignalCodec.write(
                new SignalMessage.Refused(id, SignalMessage.Reason.MALFORMED, sentence, null), Side.SLAVE));
    }

    private static Reached reach(MasterAddress master) throws LinkFailure {
        List<IOException> failures = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(master.host())) {
                try {
                    String host = master.toString().substring("ws://".length()).replace("/", "");
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
