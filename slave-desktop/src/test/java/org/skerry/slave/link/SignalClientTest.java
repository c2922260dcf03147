package org.skerry.slave.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.protocol.session.ChannelPair;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalCodec;
import org.skerry.protocol.signal.SignalCodec.Side;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.signal.SignalMessage.Reason;
import org.skerry.slave.link.LinkFailure.Obstacle;
import org.skerry.slave.link.TestBroadcaster.Wire;

@Timeout(60)
class SignalClientTest {

    private static final Description OFFER = new Description(Description.Kind.OFFER, "the master's description");
    private static final Description ANSWER = new Description(Description.Kind.ANSWER, "the slave's description");

    private final MessageChannel channel = new ChannelPair().first();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Test
    void requestOfferAnswerAndThenTheSlaveCloses() throws Exception {
        try (TestBroadcaster master = new TestBroadcaster(wire -> {
            wire.upgrade();
            SignalMessage.Request request = request(wire);
            seen.add(request.name() + " " + request.version());
            wire.text(SignalCodec.write(new SignalMessage.Offer(request.from(), OFFER), Side.MASTER));
            SignalMessage.Answer answer =
                    assertInstanceOf(SignalMessage.Answer.class, SignalCodec.read(wire.text(), Side.SLAVE));
            seen.add(answer.description().sdp() + " " + answer.peer().equals(request.from()));
            seen.add(assertThrows(EOFException.class, wire::text).getMessage());
        })) {
            List<LinkStep> steps = new ArrayList<>();

            MessageChannel opened = client(negotiation(channel)).connect(master.address(), steps::add);

            assertSame(channel, opened);
            assertEquals(List.of(LinkStep.FINDING, LinkStep.ASKING, LinkStep.OPENING), steps);
            assertEquals("front desk 1", next());
            assertEquals("the slave's description true", next());
            assertEquals("frame 88", next());
        }
    }

    @Test
    void framesForOthersPingsAndWhatIsNoMessageDoNotMatter() throws Exception {
        try (TestBroadcaster master = new TestBroadcaster(wire -> {
            wire.upgrade();
            SignalMessage.Request request = request(wire);
            wire.text("not JSON");
            wire.text("{\"action\":\"news\",\"to\":\"%s\"}".formatted(request.from()));
            wire.text(SignalCodec.write(new SignalMessage.Offer(PeerId.random(), OFFER), Side.MASTER));
            wire.frame(0x82, new byte[] {1, 2, 3});
            wire.frame(0x89, new byte[] {7});
            String offer = SignalCodec.write(new SignalMessage.Offer(request.from(), OFFER), Side.MASTER);
            wire.frame(0x01, offer.substring(0, 30).getBytes(StandardCharsets.UTF_8));
            wire.frame(0x80, offer.substring(30).getBytes(StandardCharsets.UTF_8));
            seen.add(assertThrows(EOFException.class, wire::text).getMessage());
            wire.text();
        })) {
            assertSame(channel, client(negotiation(channel)).connect(master.address()));
            assertEquals("frame 8a", next());
        }
    }

    @Test
    void eachReasonOfARefusalIsAFailureWithTheMastersSentence() throws Exception {
        for (Reason reason : Reason.values()) {
            try (TestBroadcaster master = new TestBroadcaster(wire -> {
                wire.upgrade();
                SignalMessage.Request request = request(wire);
                Duration wait = reason == Reason.BUSY ? Duration.ofMillis(700) : null;
                wire.text(SignalCodec.write(
                        new SignalMessage.Refused(request.from(), reason, "Not today.", wait), Side.MASTER));
            })) {
                LinkFailure failure = failure(master.address());

                assertEquals("The master at %s refused: Not today.".formatted(master.address()), failure.getMessage());
                Class<?> kind = switch (reason) {
                    case BUSY, DUPLICATE -> LinkFailure.Busy.class;
                    case MALFORMED, EXPIRED -> LinkFailure.Unreachable.class;
                    case VERSION -> LinkFailure.Version.class;
                    case CODE, UNKNOWN, REVOKED, NOT_OPEN -> LinkFailure.NotAllowed.class;
                };
                assertEquals(kind, failure.getClass(), reason.toString());
                if (reason == Reason.BUSY) {
                    assertEquals(Optional.of(Duration.ofMillis(700)), ((LinkFailure.Busy) failure).retryAfter());
                }
            }
        }
    }

    @Test
    void aRefusedAnswerIsToldAtOnceInsteadOfWaitingForTheChannel() throws Exception {
        try (TestBroadcaster master = new TestBroadcaster(wire -> {
            wire.upgrade();
            SignalMessage.Request request = request(wire);
            wire.text(SignalCodec.write(new SignalMessage.Offer(request.from(), OFFER), Side.MASTER));
            wire.text();
            wire.text(SignalCodec.write(
                    new SignalMessage.Refused(request.from(), Reason.EXPIRED, "Too late.", null), Side.MASTER));
            wire.text();
        })) {
            LinkFailure failure = assertThrows(
                    LinkFailure.class, () -> client(new NeverOpens()).connect(master.address()));

            assertEquals("The master at %s refused: Too late.".formatted(master.address()), failure.getMessage());
        }
    }

    @Test
    void anOfferThatCannotBeUsedIsRefused() throws Exception {
        Negotiator choosy = (offer, label, address) -> {
            throw new IllegalArgumentException("It has no data section.");
        };
        try (TestBroadcaster master = new TestBroadcaster(wire -> {
            wire.upgrade();
            SignalMessage.Request request = request(wire);
            wire.text(SignalCodec.write(new SignalMessage.Offer(request.from(), OFFER), Side.MASTER));
            seen.add(assertInstanceOf(SignalMessage.Refused.class, SignalCodec.read(wire.text(), Side.SLAVE))
                    .message());
        })) {
            LinkFailure failure =
                    assertThrows(LinkFailure.class, () -> client(choosy).connect(master.address()));

            assertEquals(
                    "The master at %s offered what cannot be used: It has no data section.".formatted(master.address()),
                    failure.getMessage());
            assertEquals("It has no data section.", next());
        }
    }

    @Test
    void whatIsNoMasterIsToldInPlainWords() throws Exception {
        assertFails(wire -> wire.header(), "was reached, but it closed the connection.");
        assertFails(
                wire -> {
                    wire.header();
                    wire.raw("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                },
                "cannot be reached: it answered \"HTTP/1.1 404 Not Found\", so it is no master of Skerry.");
        assertFails(
                wire -> {
                    wire.upgrade();
                    wire.frame(0x81, new byte[70_000]);
                    wire.text();
                },
                "was reached, but it sent a frame that no master sends.");
        assertFails(
                wire -> {
                    wire.upgrade();
                    for (int i = 0; i < 40; i++) {
                        wire.text("{}");
                    }
                },
                "was reached, but it sends nothing but frames for others.");
    }

    @Test
    void aMasterThatIsNotThereIsToldInPlainWords() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        MasterAddress nobody = new MasterAddress("127.0.0.1", port);

        assertEquals(
                "The master at ws://127.0.0.1:%d/ cannot be reached: connection refused. ".formatted(port)
                        + "Check that the master is running there, and the port.",
                failure(nobody).getMessage());
        assertEquals(Obstacle.NOTHING_LISTENS, obstacle(nobody));
        assertEquals(Obstacle.UNKNOWN_NAME, obstacle(new MasterAddress("no-such-machine.invalid", 9999)));
        assertEquals(
                "There is no machine called no-such-machine.invalid here. Check the name, or type the master's IP address.",
                failure(new MasterAddress("no-such-machine.invalid", 9999)).getMessage());
    }

    private Obstacle obstacle(MasterAddress address) {
        return assertInstanceOf(LinkFailure.Unreachable.class, failure(address)).obstacle();
    }

    private void assertFails(TestBroadcaster.Script script, String end) throws IOException {
        try (TestBroadcaster master = new TestBroadcaster(script)) {
            assertEquals(
                    "The master at %s %s".formatted(master.address(), end),
                    failure(master.address())
                            .getMessage()
                            .replace("cannot be reached: it closed", "was reached, but it closed"));
        }
    }

    private LinkFailure failure(MasterAddress address) {
        return assertThrows(
                LinkFailure.class, () -> client(negotiation(channel)).connect(address));
    }

    private String next() throws InterruptedException {
        return String.valueOf(seen.poll(20, TimeUnit.SECONDS));
    }

    private static SignalMessage.Request request(Wire wire) throws Exception {
        return assertInstanceOf(SignalMessage.Request.class, SignalCodec.read(wire.text(), Side.SLAVE));
    }

    private static SignalClient client(Negotiator negotiator) {
        return new SignalClient(negotiator, "front desk");
    }

    private static SignalClient client(Negotiator.Negotiation negotiation) {
        return client((offer, label, master) -> negotiation);
    }

    private static Negotiator.Negotiation negotiation(MessageChannel channel) {
        return new Negotiator.Negotiation() {
            @Override
            public Description description() {
                return ANSWER;
            }

            @Override
            public MessageChannel awaitOpen(Duration patience) {
                return channel;
            }

            @Override
            public void close() {}
        };
    }

    /** Waits until it is closed. */
    private static final class NeverOpens implements Negotiator.Negotiation {

        private final MessageChannel inner = new ChannelPair().first();

        @Override
        public Description description() {
            return ANSWER;
        }

        @Override
        public MessageChannel awaitOpen(Duration patience) {
            try {
                inner.receive();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            throw new org.skerry.jio.StorageException.Unreachable("It was closed.");
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
