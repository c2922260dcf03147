package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.JsonNode;

/** What clients may use that announced it; the client here is written from the specification. */
@Timeout(20)
class FeaturesTest {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final LinkedBlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Message.JioQuery> seen = new LinkedBlockingQueue<>();

    @Test
    void aLongAnswerComesInFragments() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.greet("fragments");
            int around = "{\"id\":7,\"type\":\"jio_response\",\"result\":\"\"}".length();

            assertEquals(
                    65_536, peer.ask(query("7", "text", "" + (65_536 - around))).length());
            peer.send(query("7", "text", "5000000"));

            List<byte[]> frames = fragments(peer, 5_000_000 + around);
            var whole = new ByteArrayOutputStream();
            for (int i = 0; i < frames.size(); i++) {
                byte[] frame = frames.get(i);
                assertTrue(frame.length <= 65_536);
                ByteBuffer header = ByteBuffer.wrap(frame);
                assertEquals(1, header.get());
                assertEquals(i == frames.size() - 1 ? 1 : 0, header.get());
                assertEquals(0, header.getInt());
                assertEquals(i, header.getInt());
                whole.write(frame, 10, frame.length - 10);
            }
            assertEquals(
                    "{\"id\":7,\"type\":\"jio_response\",\"result\":\"" + "x".repeat(5_000_000) + "\"}",
                    whole.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aRequestMayComeInFragmentsAmongOthers() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.greet("fragments");
            byte[] one = query("1", "length", "\"" + "村".repeat(100_000) + "\"").getBytes(StandardCharsets.UTF_8);
            byte[] two = query("2", "length", "\"" + "庄".repeat(50_000) + "\"").getBytes(StandardCharsets.UTF_8);

            List<byte[]> first = cut(one, 17, 50_001);
            List<byte[]> second = cut(two, 18, 1_000);
            for (int i = 0; i < second.size(); i++) {
                if (i < first.size()) {
                    peer.sendBinary(first.get(i));
                }
                peer.sendBinary(second.get(i));
                if (i == 3) {
                    assertEquals(
                            "{\"id\":3,\"type\":\"jio_response\",\"result\":1}",
                            peer.ask(query("3", "length", "\"x\"")));
                }
            }

            assertEquals(
                    Set.of(
                            "{\"id\":1,\"type\":\"jio_response\",\"result\":100000}",
                            "{\"id\":2,\"type\":\"jio_response\",\"result\":50000}"),
                    new HashSet<>(peer.receiveAll(2)));
        }
    }

    @Test
    void aLongAnswerDoesNotHoldUpShortOnes() throws InterruptedException {
        var handled = new CountDownLatch(2);
        PeerSession.RequestHandler counting = query -> {
            try {
                return handle(query);
            } finally {
                handled.countDown();
            }
        };
        var narrow = new ChannelPair(262_144, 1 << 20); // the long answer waits for us to read
        try (RawPeer peer = new RawPeer(SessionSettings.defaults(), counting, narrow)) {
            peer.greet("fragments");
            peer.send(query("1", "text", "5000000"));
            assertEquals(Frame.Kind.BINARY, peer.receiveFrame().kind());
            peer.send(query("2", "length", "\"x\""));
            assertTrue(handled.await(30, TimeUnit.SECONDS));
            // Both are answered in a moment; what waits for us to read is not gone by then.
            assertFalse(peer.session.awaitQuiet(Duration.ofSeconds(1)));

            int before = 0;
            Frame frame = peer.receiveFrame();
            while (frame.kind() == Frame.Kind.BINARY) {
                before++;
                frame = peer.receiveFrame();
            }

            assertEquals("{\"id\":2,\"type\":\"jio_response\",\"result\":1}", JsonText.utf8Text(frame.bytes()));
            assertTrue(before < 50, before + " frames went before the short answer");
        }
    }

    @Test
    void anAnswerBeyondTheMessageLimitIs413() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.ask(
                    "{\"type\":\"hello\",\"version\":1,\"features\":[\"fragments\"],\"limits\":{\"message_bytes\":300000}}");
            peer.send(query("7", "text", "300000"));
            assertEquals("7:413", peer.receiveError());
            peer.send(query("7", "text", "200000"));
            assertEquals(Frame.Kind.BINARY, peer.receiveFrame().kind());
        }
    }

    @Test
    void wrongFragmentsAreErrorsAndTheSessionGoesOn() {
        byte[] message = query("7", "length", "\"" + "x".repeat(1000) + "\"").getBytes(StandardCharsets.UTF_8);
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.greet("fragments");

            for (byte[] odd : List.of(new byte[0], new byte[1], new byte[10], new byte[500])) {
                peer.sendBinary(odd);
                assertEquals("null:400", peer.receiveError());
            }
            List<byte[]> pieces = cut(message, 5, 200);
            peer.sendBinary(pieces.get(1));
            assertEquals("null:400", peer.receiveError());
            peer.sendBinary(pieces.get(0));
            peer.sendBinary(pieces.get(2));
            assertEquals("7:400", peer.receiveError());
            peer.sendBinary(pieces.get(3));
            peer.sendBinary(pieces.get(4));
            peer.sendBinary(pieces.get(5));
            for (byte[] piece : pieces) {
                peer.sendBinary(piece);
            }
            assertEquals("{\"id\":7,\"type\":\"jio_response\",\"result\":1000}", peer.receive());
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void aMessageThatGrowsTooLongIsRefusedOnceWithItsId() {
        byte[] message = query("7", "length", "\"" + "x".repeat(100_000) + "\"").getBytes(StandardCharsets.UTF_8);
        SessionSettings settings = SessionSettings.defaults().withMaxMessageBytes(50_000);
        try (RawPeer peer = new RawPeer(settings, this::handle, new ChannelPair())) {
            assertTrue(peer.greet("fragments").contains("\"limits\":{\"message_bytes\":50000}"));
            cut(message, 5, 1000).forEach(peer::sendBinary);
            assertEquals("7:413", peer.receiveError());
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void moreThanEightMessagesInPiecesAreRefused() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.greet("fragments");
            List<List<byte[]>> messages = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                byte[] message = query("" + i, "length", "\"x\"").getBytes(StandardCharsets.UTF_8);
                messages.add(cut(message, i, 40));
                peer.sendBinary(messages.get(i).getFirst());
            }
            assertEquals("8:429", peer.receiveError());
            messages.forEach(pieces -> pieces.stream().skip(1).forEach(peer::sendBinary));
            assertEquals(8, new HashSet<>(peer.receiveAll(8)).size());
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void aFrameMayHoldSeveralMessages() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.greet("batch");
            peer.send("[" + query("1", "length", "\"x\"") + "," + query("2", "length", "\"xx\"") + ",5]");

            Set<String> answers = new HashSet<>();
            while (answers.size() < 3) {
                JsonNode frame = JsonText.read(peer.receive());
                if (frame.isArray()) {
                    frame.forEach(message -> answers.add(message.toString()));
                } else {
                    answers.add(frame.toString());
                }
            }

            assertEquals(
                    Set.of(
                            "{\"id\":1,\"type\":\"jio_response\",\"result\":1}",
                            "{\"id\":2,\"type\":\"jio_response\",\"result\":2}",
                            "{\"type\":\"error\",\"result\":{\"message\":\"A message must be a JSON object.\",\"status_code\":400}}"),
                    answers);
        }
    }

    @Test
    void aCancelledCallIsInterruptedAndAnswered() throws InterruptedException {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.greet("cancel");
            peer.send(query("\"a\"", "wait", ""));
            seen.take();
            peer.send("{\"type\":\"cancel\",\"id\":\"a\"}");
            assertEquals("\"a\":504", peer.receiveError());
            assertEquals("wait", interrupted.take());
            peer.send("{\"type\":\"cancel\",\"id\":\"a\"}");
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void aCallThatWaitsItsTurnCanBeCancelled() throws InterruptedException {
        SessionSettings settings = SessionSettings.defaults().withMaxRunning(1);
        try (RawPeer peer = new RawPeer(settings, this::handle, new ChannelPair())) {
            peer.greet("cancel");
            peer.send(query("1", "wait", ""));
            peer.send(query("2", "wait", ""));
            seen.take();
            peer.send("{\"type\":\"cancel\",\"id\":2}");
            assertEquals("2:504", peer.receiveError());
            gate.countDown();
            assertEquals("{\"id\":1,\"type\":\"jio_response\"}", peer.receive());
            peer.assertNothingMoreWasSaid();
            assertEquals(
                    List.of("last"),
                    seen.stream()
                            .map(query -> query.id().json().replace("\"", ""))
                            .toList());
        }
    }

    @Test
    void aCallThatIsNotDoneInItsTimeIs504() throws InterruptedException {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.greet("deadline");
            peer.send(query("7", "wait", "").replace("}", ",\"timeout_ms\":30}"));
            assertEquals("7:504", peer.receiveError());
            assertEquals("wait", interrupted.take());
            peer.send(query("8", "wait", "").replace("}", ",\"timeout_ms\":700}"));
            peer.send(query("9", "wait", "").replace("}", ",\"timeout_ms\":20}"));
            assertEquals("9:504", peer.receiveError());
            assertEquals("8:504", peer.receiveError());
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void noCallTakesLongerThanTheMasterAllows() throws InterruptedException {
        var time = new ManualTime();
        SessionSettings settings = SessionSettings.defaults().withTime(time);
        try (RawPeer peer = new RawPeer(settings, this::handle, new ChannelPair())) {
            peer.send(query("7", "wait", ""));
            seen.take();
            time.pass(Duration.ofSeconds(59), 1);
            assertEquals("{\"id\":8,\"type\":\"jio_response\",\"result\":1}", peer.ask(query("8", "length", "\"x\"")));
            time.pass(Duration.ofSeconds(2), 1);
            assertEquals("7:504", peer.receiveError());
        }
    }

    @Test
    void aSilentPeerIsAskedAndAnswered() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.greet("heartbeat");
            assertEquals("{\"type\":\"pong\"}", peer.ask("{\"type\":\"ping\"}"));
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void aPeerThatAnsweredOnceAndFallsSilentIsGivenUp() throws InterruptedException {
        var time = new ManualTime();
        SessionSettings settings = SessionSettings.defaults().withTime(time);
        try (RawPeer peer = new RawPeer(settings, this::handle, new ChannelPair())) {
            var reasons = new LinkedBlockingQueue<String>();
            peer.session.onClosed(reasons::add);
            peer.greet("heartbeat");
            time.pass(Duration.ofSeconds(60), 1);
            assertEquals("{\"type\":\"ping\"}", peer.receive());
            peer.send("{\"type\":\"pong\"}");
            peer.send(query("7", "length", "\"x\""));
            peer.receiveUntil("{\"id\":7,\"type\":\"jio_response\",\"result\":1}");
            // The reader may have been at work still when time began to pass, then the pings come a tick later.
            Duration roundTrip = peer.session.roundTrip().orElseThrow();
            assertTrue(roundTrip.compareTo(settings.pingAfter()) < 0, roundTrip.toString());

            time.pass(Duration.ofMillis(5500), 1);
            assertTrue(peer.session.isOpen());
            while (peer.session.isOpen()) {
                time.pass(Duration.ofSeconds(1), 0);
            }

            assertEquals("The other side has been silent for 6 s.", reasons.take());
        }
    }

    @Test
    void aPeerThatIsNeverSilentIsAskedOnceAllTheSame() throws InterruptedException {
        var time = new ManualTime();
        SessionSettings settings = SessionSettings.defaults().withTime(time);
        try (RawPeer peer = new RawPeer(settings, this::handle, new ChannelPair())) {
            peer.greet("heartbeat");
            List<String> heard = new ArrayList<>();
            while (!heard.contains("{\"type\":\"ping\"}")) {
                time.pass(Duration.ofSeconds(1), 1);
                heard.add(peer.ask(query("7", "length", "\"x\"")));
            }
            peer.send("{\"type\":\"pong\"}");
            heard.add(peer.receive()); // the answer behind the ping
            heard.add(peer.ask(query("7", "length", "\"x\""))); // the pong was read before it

            for (int second = 0; second < 10; second++) {
                time.pass(Duration.ofSeconds(1), 1);
                heard.add(peer.ask(query("7", "length", "\"x\"")));
            }
            while (peer.session.isOpen()) {
                time.pass(Duration.ofSeconds(1), 0);
            }

            assertEquals(1, Collections.frequency(heard, "{\"type\":\"ping\"}"), heard.toString());
        }
    }

    @Test
    void aPeerThatNeverAnsweredAPingIsLeftToIce() throws InterruptedException {
        var time = new ManualTime();
        SessionSettings settings = SessionSettings.defaults().withTime(time);
        try (RawPeer peer = new RawPeer(settings, this::handle, new ChannelPair())) {
            peer.greet("heartbeat");
            time.pass(Duration.ofSeconds(60), 1);
            assertTrue(peer.session.isOpen());
        }
    }

    @Test
    void aClientThatAnnouncedNothingIsNeverPinged() throws InterruptedException {
        var time = new ManualTime();
        SessionSettings settings = SessionSettings.defaults().withTime(time);
        try (RawPeer peer = new RawPeer(settings, this::handle, new ChannelPair())) {
            time.pass(Duration.ofSeconds(60), 1);
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void keysAndExpectationsReachTheStorage() throws InterruptedException {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.greet("write_key", "expected");
            String text =
                    query("7", "nothing", "").replace("}", ",\"write_key\":[\"writer\",12],\"expected\":\"absent\"}");
            assertEquals("{\"id\":7,\"type\":\"jio_response\"}", peer.ask(text));
            Message.JioQuery query = seen.take();
            assertEquals(new org.skerry.jio.WriteKey.Numbered("writer", 12), query.key());
            assertEquals(org.skerry.jio.Expected.ABSENT, query.expected());
            peer.send(text.replace("\"absent\"", "\"any\""));
            assertEquals("7:400", peer.receiveError());
        }
    }

    @Test
    void theFormOfAFragmentIsAsSpecified() {
        byte[] frame = new Fragments.Outgoing("{}".getBytes(StandardCharsets.UTF_8), 258).next(65_536);

        assertArrayEquals(new byte[] {1, 1, 0, 0, 1, 2, 0, 0, 0, 0, '{', '}'}, frame);
    }

    private JsonNode handle(Message.JioQuery query) {
        seen.add(query);
        return switch (query.method()) {
            case "echo" -> query.arguments().get(0);
            case "length" ->
                JsonText.nodes()
                        .numberNode(query.arguments().get(0).stringValue().length());
            case "text" ->
                JsonText.nodes().stringNode("x".repeat(query.arguments().get(0).intValue()));
            case "wait" -> {
                try {
                    gate.await();
                    yield null;
                } catch (InterruptedException gone) {
                    interrupted.add(query.method());
                    throw new StorageException.Unreachable("gone", gone);
                }
            }
            default -> null;
        };
    }

    private static List<byte[]> fragments(RawPeer peer, int bytes) {
        List<byte[]> frames = new ArrayList<>();
        for (int left = bytes; left > 0; left -= frames.getLast().length - 10) {
            Frame frame = peer.receiveFrame();
            assertEquals(Frame.Kind.BINARY, frame.kind());
            frames.add(frame.bytes());
        }
        return frames;
    }

    private static List<byte[]> cut(byte[] message, int number, int pieceBytes) {
        List<byte[]> frames = new ArrayList<>();
        for (int offset = 0; offset < message.length; offset += pieceBytes) {
            int length = Math.min(pieceBytes, message.length - offset);
            boolean isLast = offset + length == message.length;
            frames.add(ByteBuffer.allocate(10 + length)
                    .put((byte) 1)
                    .put((byte) (isLast ? 1 : 0))
                    .putInt(number)
                    .putInt(frames.size())
                    .put(message, offset, length)
                    .array());
        }
        return frames;
    }

    private static String query(String id, String method, String arguments) {
        return "{\"id\":" + id + ",\"type\":\"jio_query\",\"method_name\":\"" + method + "\",\"argument_list\":["
                + arguments + "]}";
    }
}
