package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.webrtc.OfferingPeer;
import org.skerry.protocol.webrtc.Route;
import tools.jackson.databind.JsonNode;

/** A slave that stops in the middle is given up 10 s after the master's description; one that is only idle is not. */
@Tag("system")
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
final class PatienceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Longer than any heartbeat, deadline of a handshake or patience with an idle WebSocket that a master has. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static MasterProcess master;

    @BeforeAll
    static void startMaster() throws Exception {
        master = MasterProcess.start(folder);
    }

    @AfterAll
    static void stopMaster() {
        master.close();
    }

    @Test
    void whoAnnouncesNothingGetsOnlyAnswersAndStaysAliveWhileIdle() throws Exception {
        try (RawSlave asked = RawSlave.join(master.url());
                RawSlave offered = RawSlave.joinAsIn2016(master.url())) {
            assertEquals(404, asked.status("get", "\"nobody\""));

            assertNull(asked.next(IDLE));
            assertNull(offered.unread());
            assertEquals(404, asked.status("get", "\"nobody\""));
            assertEquals(404, offered.status("get", "\"nobody\""));
        }
    }

    @Test
    void aSlaveThatDoesNotAnswerIsGivenUpAfterTenSeconds() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = RawSignalling.connect(master.url())) {
            JsonNode offer = signalling.ask(RawSlave.request(id));
            long sent = System.nanoTime();
            JsonNode refused = signalling.next(PATIENCE);
            double seconds = (System.nanoTime() - sent) / 1e9;

            SignallingTest.assertRefused("expired", id, refused);
            // less than 10 s is seen where the offer was read late
            assertTrue(seconds > 8 && seconds < 15, () -> "given up after %.1f s".formatted(seconds));
            var late = RawSlave.WEBRTC.answer(RawSlave.description(offer), new PeerId(id), Route.LOOPBACK);
            SignallingTest.assertRefused(
                    "expired", id, signalling.ask(RawSlave.frame("answer", id, late.description())));
            late.close();
        }
    }

    @Test
    void aSlaveWhoseChannelDoesNotOpenIsGivenUp() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = RawSignalling.connect(master.url())) {
            JsonNode offer = signalling.ask(RawSlave.request(id));
            var peer = RawSlave.WEBRTC.answer(RawSlave.description(offer), new PeerId(id), Route.LOOPBACK);
            Description answer = peer.description();
            peer.close();
            signalling.send(RawSlave.frame("answer", id, answer));

            SignallingTest.assertRefused("expired", id, signalling.next(PATIENCE));
        }
    }

    @Test
    void aSlaveThatOfferedAndDoesNotConnectIsGivenUp() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = RawSignalling.connect(master.url());
                OfferingPeer peer = RawSlave.WEBRTC.offer(new PeerId(id), Route.LOOPBACK)) {
            assertEquals(
                    "answer",
                    signalling
                            .ask(RawSlave.frame("offer", id, peer.description()))
                            .path("action")
                            .asString());

            SignallingTest.assertRefused("expired", id, signalling.next(PATIENCE));
        }
    }

    @Test
    void aChannelWithAnotherLabelIsNotTaken() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = RawSignalling.connect(master.url());
                OfferingPeer peer = RawSlave.WEBRTC.offer(PeerId.random(), Route.LOOPBACK)) {
            JsonNode answer = signalling.ask(RawSlave.frame("offer", id, peer.description()));
            peer.accept(RawSlave.description(answer));

            SignallingTest.assertRefused("expired", id, signalling.next(PATIENCE));
        }
    }

    @Test
    void afterGivingUpTheSameIdentifierMayTryAgain() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = RawSignalling.connect(master.url())) {
            signalling.ask(RawSlave.request(id));
            SignallingTest.assertRefused("expired", id, signalling.next(PATIENCE));

            try (RawSlave slave = RawSlave.join(signalling, id, sdp -> sdp)) {
                assertEquals(404, slave.status("get", "\"nobody\""));
            }
        }
    }
}
