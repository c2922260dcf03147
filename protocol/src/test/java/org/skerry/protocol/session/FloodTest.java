package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;

/** Peers that send without end, and what the others notice of it. */
@Timeout(120)
class FloodTest {

    private static final SessionSettings SHORT_QUEUE = new SessionSettings(
            8,
            256,
            1 << 20,
            64 << 10,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofSeconds(6),
            SessionTime.system());

    private static String batch(String... messages) {
        return "[" + String.join(",", messages) + "]";
    }

    /** Keeps sending until the channel is closed. */
    private static Thread flooding(MessageChannel channel, Frame frame) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    channel.send(frame, SessionPair.PATIENCE);
                }
            } catch (StorageException closed) {
                // the test is over
            }
        });
    }

    @Test
    void peersThatNeverStopSendingLeaveTheOthersTheirTurn() throws InterruptedException {
        Frame frame = Frame.text(IntStream.range(0, 64)
                .mapToObj(i -> "{\"id\":" + i + ",\"type\":\"jio_response\",\"result\":\"" + "x".repeat(900) + "\"}")
                .collect(Collectors.joining(",", "[", "]")));
        List<RawPeer> hostile = new ArrayList<>();
        List<Thread> senders = new ArrayList<>();
        try (SessionPair honest = SessionPair.of(SessionPair.ECHO)) {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                var peer = new RawPeer(
                        SessionSettings.defaults(), SessionPair.ECHO, new ChannelPair(262_144, 4 * 1024 * 1024));
                hostile.add(peer);
                peer.greet("batch");
            }
            hostile.forEach(peer -> senders.add(flooding(peer.channel, frame)));

            for (int i = 0; i < 10; i++) {
                assertEquals(JsonText.read("5"), honest.slave.call(SessionPair.call("get", "5"), SessionPair.PATIENCE));
            }

            hostile.forEach(peer -> assertTrue(peer.session.isOpen()));
        } finally {
            hostile.forEach(RawPeer::close);
        }
        for (Thread sender : senders) {
            sender.join();
        }
    }

    @Test
    void answersToCallsThatWereGivenUpDoNotPileUp() {
        CountDownLatch never = new CountDownLatch(1);
        PeerSession.RequestHandler slow = query -> {
            try {
                never.await();
                return null;
            } catch (InterruptedException givenUp) {
                throw new StorageException.Unreachable("given up", givenUp);
            }
        };
        String call = "{\"id\":1,\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[]}";
        Frame frame = Frame.text(batch(call, "{\"id\":1,\"type\":\"cancel\"}"));
        try (var peer = new RawPeer(SHORT_QUEUE, slow, new ChannelPair(262_144, 16 * 1024))) {
            peer.greet("cancel", "batch");

            assertThrows(StorageException.Unreachable.class, () -> {
                for (int i = 0; i < 50_000; i++) {
                    peer.channel.send(frame, Duration.ofSeconds(5));
                }
            });
        }
    }
}
