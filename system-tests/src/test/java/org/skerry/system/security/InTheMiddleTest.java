package org.skerry.system.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalCodec;
import org.skerry.protocol.signal.SignalCodec.Side;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.webrtc.AnsweringPeer;
import org.skerry.protocol.webrtc.OfferingPeer;
import org.skerry.protocol.webrtc.Route;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.system.reliability.MasterProcess;

/** A man in the middle of the signalling who has a WebRTC of his own: no channel of his ever opens. */
@Tag("native")
@Timeout(600)
class InTheMiddleTest {

    /** How often each attack is tried; 50 for a full run. */
    private static final int RUNS = Integer.getInteger("skerry.attacks.native", 2);

    /** Long enough for a connection that comes about, and for an attempt or two that do not. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Pattern FINGERPRINT = Pattern.compile("sha-256 [0-9A-F:]+");
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    static Path folder;

    private static MasterProcess master;
    private static WebRtcRuntime attacker;
    private static NodeIdentity identity;

    @BeforeAll
    static void start() throws Exception {
        master = MasterProcess.startClosed(folder.resolve("master"));
        identity = NodeIdentity.make();
        attacker = new WebRtcRuntime(WebRtcSettings.defaults(), identity);
    }

    @AfterAll
    static void stop() {
        attacker.close();
        master.close();
    }

    /** What he does to the descriptions of a reconnection, which are in clear. */
    enum Attack {
        /** His fingerprint in the master's offer. */
        SWAP_IN_OFFER,
        /** His fingerprint in the slave's answer. */
        SWAP_IN_ANSWER,
        /** His fingerprint besides the right one. */
        ADD_TO_OFFER,
        /** No fingerprint. */
        DROP_FROM_ANSWER,
        /** An offer of his own. */
        OWN_OFFER,
        /** An answer of his own. */
        OWN_ANSWER,
        /** His own offer to the slave and his own answer to the master. */
        BOTH
    }

    /** His part in one conversation. */
    private static final class Middle implements AutoCloseable {

        private final Attack attack;
        private final AtomicReference<Optional<OfferingPeer>> offering = new AtomicReference<>(Optional.empty());
        private final AtomicReference<Optional<AnsweringPeer>> answering = new AtomicReference<>(Optional.empty());

        Middle(Attack attack) {
            this.attack = attack;
        }

        String toSlave(String frame) {
            return changed(frame, Side.MASTER);
        }

        String toMaster(String frame) {
            return changed(frame, Side.SLAVE);
        }

        private String changed(String frame, Side side) {
            SignalMessage message;
            try {
                message = SignalCodec.read(frame, side);
            } catch (SignalCodec.Malformed passedOn) {
                return frame;
            }
            String own = "sha-256 "
                    + identity.fingerprint()
                            .hex()
                            .replaceAll("(..)(?!$)", "$1:")
                            .toUpperCase(Locale.ROOT);
            return switch (message) {
                case SignalMessage.Offer(var peer, var offer) ->
                    switch (attack) {
                        case SWAP_IN_OFFER -> FINGERPRINT.matcher(frame).replaceAll(own);
                        case ADD_TO_OFFER -> frame.replace("a=setup:", "a=fingerprint:" + own + "\\\\r\\\\na=setup:");
                        case OWN_OFFER, BOTH -> {
                            OfferingPeer made = attacker.offer(peer, Route.to(HERE));
                            offering.set(Optional.of(made));
                            if (attack == Attack.BOTH) {
                                answering.set(Optional.of(attacker.answer(offer, peer, Route.to(HERE))));
                            }
                            yield write(new SignalMessage.Offer(peer, made.description()), Side.MASTER);
                        }
                        default -> frame;
                    };
                case SignalMessage.Answer(var peer, var _) ->
                    switch (attack) {
                        case SWAP_IN_ANSWER -> FINGERPRINT.matcher(frame).replaceAll(own);
                        case DROP_FROM_ANSWER ->
                            frame.replaceAll("a=fingerprint:sha-256 [0-9A-F:]+\\\\\\\\r\\\\\\\\n", "");
                        case OWN_ANSWER -> ownAnswer(peer, frame);
                        case BOTH ->
                            write(
                                    new SignalMessage.Answer(
                                            peer, answering.get().orElseThrow().description()),
                                    Side.SLAVE);
                        default -> frame;
                    };
                default -> frame;
            };
        }

        private String ownAnswer(PeerId peer, String frame) {
            OfferingPeer any = attacker.offer(peer, Route.to(HERE));
            try (AnsweringPeer made = attacker.answer(any.description(), peer, Route.to(HERE))) {
                return write(new SignalMessage.Answer(peer, made.description()), Side.SLAVE);
            } finally {
                any.close();
            }
        }

        private static String write(SignalMessage message, Side side) {
            return SignalCodec.write(message, side);
        }

        @Override
        public void close() {
            offering.get().ifPresent(OfferingPeer::close);
            answering.get().ifPresent(AnsweringPeer::close);
        }
    }

    /** A slave that was paired through the place where he will be. */
    private static Path pairedSlave(String name, int port) throws Exception {
        Path slave = folder.resolve(name);
        try (Proxy honest = new Proxy(port, master.address(), UnaryOperator.identity(), UnaryOperator.identity());
                Paired paired = Paired.with(Paired.code(master, "writer"), slave, honest.address())) {
            paired.storage().put(new RecordId(name), JsonText.object());
        }
        return slave;
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void throughHimWhileHeIsHonestAllGoesWell() throws Exception {
        int port = freePort();
        Path slave = pairedSlave("honest", port);

        try (Proxy honest = new Proxy(port, master.address(), UnaryOperator.identity(), UnaryOperator.identity());
                Paired again = Paired.again(slave, honest.address())) {
            assertEquals(JsonText.object(), again.storage().get(new RecordId("honest")));
        }
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void nobodyIsConnectedWithHim(Attack attack) throws Exception {
        int port = freePort();
        Path slave = pairedSlave(attack.name(), port);
        for (int run = 0; run < RUNS; run++) {
            try (Middle middle = new Middle(attack);
                    Proxy proxy = new Proxy(port, master.address(), middle::toMaster, middle::toSlave)) {
                assertThrows(
                        StorageException.class,
                        () -> Paired.again(slave, proxy.address(), SHORT).close());
                assertEquals(List.of(), opened(middle));
            }
            assertEquals(0, master.peers());
        }
    }

    /** Channels of his that are open. */
    private static List<Object> opened(Middle middle) {
        List<Object> channels = new ArrayList<>();
        try {
            middle.offering.get().ifPresent(peer -> channels.add(peer.awaitOpen(MOMENT)));
        } catch (StorageException notOpen) {
            // as it should be
        }
        try {
            middle.answering.get().ifPresent(peer -> channels.add(peer.awaitOpen(MOMENT)));
        } catch (StorageException notOpen) {
            // as it should be
        }
        return channels;
    }

    @Test
    void whatIsSealedCannotBeChangedEither() throws Exception {
        int port = freePort();
        for (int run = 0; run < RUNS; run++) {
            Path slave = folder.resolve("sealed" + run);
            UnaryOperator<String> damage = frame ->
                    frame.contains("\"sealed\"") ? frame.replaceFirst("\"sealed\":\"..", "\"sealed\":\"AA") : frame;
            try (Proxy proxy = new Proxy(port, master.address(), UnaryOperator.identity(), damage)) {
                var code = Paired.code(master, "writer");

                var refused = assertThrows(
                        StorageException.class,
                        () -> Paired.with(code, slave, proxy.address()).close());

                assertTrue(refused.getMessage().contains("does not know this code"), refused.getMessage());
            }
            assertEquals(0, master.peers());
        }
    }
}
