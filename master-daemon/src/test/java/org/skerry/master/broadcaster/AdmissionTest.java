package org.skerry.master.broadcaster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage.Reason;
import org.skerry.protocol.signal.SignalMessage.Refused;
import tools.jackson.databind.JsonNode;

/** Who is kept out for what went wrong before. */
@Timeout(30)
class AdmissionTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final InetAddress ELSEWHERE = address(10);
    private static final InetAddress OTHER = address(11);

    private Instant now = START;
    private final Admission admission = new Admission(true, _ -> false, new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException never) {
            throw new AssertionError(never);
        }
    }

    private void fail(InetAddress address, int times) {
        for (int i = 0; i < times; i++) {
            admission.failed(address);
        }
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void afterTwentyFailuresAnAddressWaitsUntilTheFirstIsAMinuteOld() {
        fail(ELSEWHERE, 1);
        now = START.plusSeconds(20);
        fail(ELSEWHERE, Admission.MAX_FAILURES_PER_MINUTE - 1);

        PeerId peer = PeerId.random();
        Refused refused = admission.admit(peer, this, ELSEWHERE).orElseThrow();

        assertEquals(Reason.BUSY, refused.reason());
        assertEquals(peer, refused.peer());
        assertEquals(Duration.ofSeconds(40), refused.retryAfter());
        assertEquals(
                Reason.BUSY,
                admission.enter(ELSEWHERE, new Object(), () -> {}).orElseThrow().reason());
        assertEquals(Optional.empty(), admission.admit(PeerId.random(), this, OTHER));

        now = START.plusSeconds(61);
        assertEquals(Optional.empty(), admission.admit(PeerId.random(), this, ELSEWHERE));
    }

    @Test
    void whoComesWhenAllPlacesAreTakenGetsThatOfTheOldestOfTheGreediest() {
        Admission closed = new Admission(false, _ -> false, Clock.systemUTC());
        List<Integer> ended = new ArrayList<>();
        for (int i = 0; i < Admission.MAX_SOCKETS; i++) {
            int number = i;
            InetAddress from = InetAddress.ofLiteral("192.0.2." + (i < 10 ? i / 5 : i));
            assertEquals(Optional.empty(), closed.enter(from, new Object(), () -> ended.add(number)));
        }

        assertEquals(Optional.empty(), closed.enter(OTHER, new Object(), () -> ended.add(-1)));
        assertEquals(Optional.empty(), closed.enter(OTHER, new Object(), () -> ended.add(-2)));

        assertEquals(List.of(0, 1), ended);
    }

    @Test
    void thisMachineIsExemptWithOpen() {
        fail(InetAddress.getLoopbackAddress(), 100);

        assertEquals(Optional.empty(), admission.admit(PeerId.random(), this, InetAddress.getLoopbackAddress()));
    }

    @Test
    void aSocketMayMakeSoManyAttemptsOnly() {
        PeerId peer = PeerId.random();
        for (int i = 0; i < Admission.MAX_ATTEMPTS_PER_SOCKET; i++) {
            assertEquals(Optional.empty(), admission.admit(peer, this, ELSEWHERE));
            admission.settled();
        }

        Refused refused = admission.admit(peer, this, ELSEWHERE).orElseThrow();

        assertEquals(Reason.BUSY, refused.reason());
        assertTrue(refused.retryAfter() != null);
        admission.release(this);
        assertEquals(Optional.empty(), admission.admit(peer, new Object(), ELSEWHERE));
    }

    @Test
    void aSlaveThatAlwaysStartsOverIsSoonBusy() {
        var door = new FakeDoor();
        List<JsonNode> sent = new ArrayList<>();
        var socket = socket(door, sent);

        PeerId peer = PeerId.random();
        for (int i = 0; i <= Admission.MAX_FAILURES_PER_MINUTE; i++) {
            socket.received("{\"action\":\"request\",\"from\":\"" + peer + "\"}");
            awaitFrames(sent, i + 1);
        }

        JsonNode last = sent.getLast();
        assertEquals("busy", last.get("reason").stringValue());
        assertEquals(peer.toString(), last.get("to").stringValue());
        assertTrue(last.get("retry_after_ms").asLong() > 50_000);
        assertEquals(Admission.MAX_FAILURES_PER_MINUTE, door.knocks.size());
        socket.closed();
    }

    @Test
    void aSlaveThatAlwaysDeclinesIsSoonBusy() {
        var door = new FakeDoor();
        List<JsonNode> sent = new ArrayList<>();
        var socket = socket(door, sent);

        for (int i = 0; i <= Admission.MAX_FAILURES_PER_MINUTE; i++) {
            PeerId peer = PeerId.random();
            socket.received("{\"action\":\"request\",\"from\":\"" + peer + "\"}");
            awaitFrames(sent, i + 1);
            socket.received(
                    "{\"action\":\"refused\",\"from\":\"" + peer + "\",\"reason\":\"busy\",\"message\":\"No.\"}");
        }

        assertEquals("busy", sent.getLast().get("reason").stringValue());
        socket.closed();
    }

    private SignalSocket socket(PeerDoor door, List<JsonNode> sent) {
        var wire = new SignalWire() {
            @Override
            public void send(String frame) {
                synchronized (sent) {
                    sent.add(JsonText.read(frame));
                    sent.notifyAll();
                }
            }

            @Override
            public void close(int code, String reason) {
                throw new AssertionError("closed: " + reason);
            }
        };
        var nobody = new ConnectedSlaves() {
            @Override
            public void connected(Arrival slave, MessageChannel channel) {
                throw new AssertionError("nobody answers here");
            }

            @Override
            public boolean isConnected(PeerId peer) {
                return false;
            }
        };
        return new Signalling(admission, TestGate.of(true), door, nobody, timer, Duration.ofSeconds(20))
                .socket(ELSEWHERE, wire);
    }

    private static void awaitFrames(List<JsonNode> sent, int count) {
        synchronized (sent) {
            while (sent.size() < count) {
                try {
                    sent.wait();
                } catch (InterruptedException timeout) {
                    throw new AssertionError("only " + sent.size() + " frames were sent", timeout);
                }
            }
        }
    }
}
