package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;

@Timeout(60)
class OutboxTest {

    /** Takes frames one at a time, when the test says so. */
    private static final class SlowChannel implements MessageChannel {
        private final Semaphore permits = new Semaphore(0);
        private final LinkedBlockingQueue<Frame> sent = new LinkedBlockingQueue<>();

        @Override
        public int maxFrameBytes() {
            return 262_144;
        }

        @Override
        public void send(Frame frame, Duration patience) {
            permits.acquireUninterruptibly();
            sent.add(frame);
        }

        @Override
        public boolean isWritable() {
            return permits.availablePermits() > 0;
        }

        @Override
        public Optional<Frame> receive() {
            return Optional.empty();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            permits.release(1_000);
        }

        String next() throws InterruptedException {
            permits.release();
            Frame frame = sent.take();
            return frame.kind() == Frame.Kind.TEXT
                    ? JsonText.utf8Text(frame.bytes())
                    : "piece " + frame.bytes()[5] + "." + frame.bytes()[9] + (frame.bytes()[1] == 1 ? " last" : "");
        }
    }

    private final SlowChannel channel = new SlowChannel();
    private final Outbox outbox = new Outbox(channel, SessionSettings.defaults(), reason -> {});

    @Test
    void whatWaitsSharesAFrame() throws InterruptedException {
        outbox.allow(true, true, 1_000_000);
        send("1", "2", "3");
        outbox.sendFirst(bytes("first"));

        assertEquals(List.of("1", "first", "[2,3]"), List.of(channel.next(), channel.next(), channel.next()));
        assertTrue(outbox.awaitEmpty(SessionPair.PATIENCE.toNanos()));
    }

    @Test
    void messagesOfManyThreadsShareFrames() throws InterruptedException {
        outbox.allow(true, true, 1_000_000);
        channel.permits.release(1_000);
        List<String> messages =
                IntStream.range(0, 64).mapToObj(Integer::toString).toList();
        var start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (String message : messages) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                    outbox.sendWithOthers(bytes(message));
                } catch (InterruptedException nobodyDoesThis) {
                    Thread.currentThread().interrupt();
                }
            }));
        }

        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertTrue(outbox.awaitEmpty(SessionPair.PATIENCE.toNanos()));
        List<Frame> frames = List.copyOf(channel.sent);
        String all = frames.stream()
                .map(frame -> JsonText.utf8Text(frame.bytes()).replaceAll("[\\[\\]]", ""))
                .collect(Collectors.joining(","));
        assertEquals(
                messages,
                Stream.of(all.split(","))
                        .sorted(Comparator.comparing(Integer::valueOf))
                        .toList());
        assertTrue(frames.size() < messages.size(), "nothing was shared");
    }

    @Test
    void theLatestTakesThePlaceOfOneThatWaits() throws InterruptedException {
        outbox.allow(true, true, 1_000_000);
        send("1", "2");
        for (int i = 0; i < 1_000; i++) {
            outbox.sendLatest(bytes("news " + i));
        }
        outbox.sendFirst(bytes("first"));

        assertEquals(
                List.of("1", "first", "news 999", "2"),
                List.of(channel.next(), channel.next(), channel.next(), channel.next()));
        assertTrue(outbox.awaitEmpty(SessionPair.PATIENCE.toNanos()));

        channel.permits.release();
        outbox.sendLatest(bytes("news"));
        assertEquals("news", JsonText.utf8Text(channel.sent.take().bytes()));
    }

    @Test
    void withoutBatchEachMessageHasItsFrame() throws InterruptedException {
        outbox.allow(false, false, 0);
        send("1", "2", "3");
        assertEquals(List.of("1", "2", "3"), List.of(channel.next(), channel.next(), channel.next()));
    }

    @Test
    void aSharedFrameHasItsLimits() throws InterruptedException {
        outbox.allow(true, true, 1_000_000);
        String half = "x".repeat(32_766);
        send("0", half, half, half);
        for (int i = 0; i < 100; i++) {
            send("7");
        }

        assertEquals("0", channel.next());
        assertEquals("[" + half + "," + half + "]", channel.next());
        assertEquals("[" + half + ",7".repeat(63) + "]", channel.next());
        assertEquals("[7" + ",7".repeat(36) + "]", channel.next());
    }

    @Test
    void longMessagesTakeTurnsWithEachOtherAndWithShortOnes() throws InterruptedException {
        outbox.allow(false, true, 1_000_000);
        send("0", "x".repeat(150_000), "y".repeat(100_000), "1", "2", "3");

        List<String> frames = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            frames.add(channel.next());
        }

        assertEquals(
                List.of("0", "piece 0.0", "1", "piece 1.0", "2", "piece 0.1", "3", "piece 1.1 last", "piece 0.2 last"),
                frames);
    }

    @Test
    void noMoreIsInPiecesThanAReceiverTakes() throws InterruptedException {
        outbox.allow(false, true, 150_000);
        send("0", "x".repeat(150_000), "y".repeat(150_000), "z".repeat(150_000));

        List<String> frames = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            frames.add(channel.next());
        }

        assertEquals(
                List.of("0", "piece 0.0", "piece 1.0", "piece 0.1", "piece 1.1", "piece 0.2 last", "piece 1.2 last"),
                frames);
        assertEquals("piece 2.0", channel.next());
    }

    @Test
    void spaceIsWhereNotTooMuchIsQueued() throws InterruptedException {
        outbox.allow(true, true, 8_000_000);
        for (int i = 0; i < 5; i++) {
            send("x".repeat(1_000_000));
        }
        assertFalse(outbox.awaitSpace(0));
        Thread reader = Thread.startVirtualThread(() -> channel.permits.release(1_000));
        assertTrue(outbox.awaitSpace(SessionPair.PATIENCE.toNanos()));
        reader.join();
    }

    @Test
    void whatIsTooLargeIsRefused() {
        outbox.allow(true, true, 100_000);
        assertThrows(StorageException.TooLarge.class, () -> outbox.send(new byte[100_001]));
        outbox.allow(false, false, 0);
        assertThrows(StorageException.TooLarge.class, () -> outbox.send(new byte[262_145]));
    }

    @Test
    void anInterruptedSenderLosesNothing() {
        var channels = new ChannelPair();
        var failures = new LinkedBlockingQueue<String>();
        MessageChannel touchy = new TouchyChannel(channels.first());
        var sender = new Outbox(touchy, SessionSettings.defaults(), failures::add);
        try {
            Thread.currentThread().interrupt();
            sender.send(bytes("1"));
            sender.send(bytes("2"));
        } finally {
            assertTrue(Thread.interrupted());
        }

        assertEquals(List.of("1", "2"), List.of(textOf(channels.second()), textOf(channels.second())));
        assertEquals(List.of(), List.copyOf(failures));
    }

    @Test
    void aClientThatDoesNotReadStopsItsOwnWorkOnly() throws InterruptedException {
        var channels = new ChannelPair(262_144, 1 << 20);
        var begun = new LinkedBlockingQueue<String>();
        PeerSession.RequestHandler handler = query -> {
            begun.add(query.id().json());
            return JsonText.nodes().stringNode("x".repeat(250_000));
        };
        SessionSettings settings = SessionSettings.defaults().withMaxRunning(2);
        try (RawPeer peer = new RawPeer(settings, handler, channels);
                SessionPair other = SessionPair.of(SessionPair.ECHO)) {
            for (int id = 1; id <= 200; id++) {
                peer.send("{\"id\":" + id + ",\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[]}");
            }
            // 1 MiB is in the channel, 4 MiB in the outbox, and two requests were begun before it was full.
            int most = 5 * 1024 * 1024 / 250_000 + 4;
            for (int i = 0; i < most - 6; i++) {
                begun.take();
            }
            assertEquals(JsonText.read("1"), other.slave.call(SessionPair.call("get", "1"), SessionPair.PATIENCE));
            assertTrue(begun.size() <= 6, begun.size() + " more were begun");

            assertEquals(200, peer.receiveAll(200).size());
        }
    }

    @Test
    void aClientThatNeverReadsIsCutOff() throws InterruptedException {
        var channels = new ChannelPair(262_144, 1 << 20);
        SessionSettings settings = SessionSettings.defaults().withStallPatience(Duration.ofMillis(200));
        PeerSession.RequestHandler handler = query -> JsonText.nodes().stringNode("x".repeat(250_000));
        try (RawPeer peer = new RawPeer(settings, handler, channels)) {
            var reasons = new LinkedBlockingQueue<String>();
            peer.session.onClosed(reasons::add);
            for (int id = 1; id <= 100; id++) {
                peer.send("{\"id\":" + id + ",\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[]}");
            }
            assertCutOff(peer, reasons.take());
        }
    }

    @Test
    void aClientThatSendsNonsenseAndNeverReadsFillsNoMemory() throws InterruptedException {
        var channels = new ChannelPair(262_144, 1 << 20);
        SessionSettings settings = SessionSettings.defaults().withStallPatience(Duration.ofMillis(500));
        try (RawPeer peer = new RawPeer(settings, SessionPair.ECHO, channels)) {
            var reasons = new LinkedBlockingQueue<String>();
            peer.session.onClosed(reasons::add);

            assertThrows(StorageException.Unreachable.class, () -> {
                for (int i = 0; i < 1_000_000; i++) {
                    peer.send("nonsense");
                }
            });

            assertCutOff(peer, reasons.take());
        }
    }

    private static String textOf(MessageChannel channel) {
        try {
            return JsonText.utf8Text(channel.receive().orElseThrow().bytes());
        } catch (InterruptedException timeout) {
            throw new AssertionError("nothing came", timeout);
        }
    }

    /** The sender tells that the channel is gone, or the reader, whoever sees it first. */
    private static void assertCutOff(RawPeer peer, String reason) {
        assertFalse(peer.session.isOpen());
        assertTrue(
                List.of(
                                "The other side does not read, or the channel is closed.",
                                "The other side closed the connection.")
                        .contains(reason),
                reason);
    }

    /** The first message is on its way, and waits for the channel, before the others come. */
    private void send(String... messages) {
        for (String message : messages) {
            outbox.send(bytes(message));
            while (!channel.permits.hasQueuedThreads()) {
                Thread.onSpinWait();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
