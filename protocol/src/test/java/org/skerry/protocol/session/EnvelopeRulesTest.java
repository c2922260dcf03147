package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.JsonNode;

/** What any client may rely on; the client here is written from the specification and knows no class of ours. */
@Timeout(20)
class EnvelopeRulesTest {

    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void answersAQueryWithItsResult() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            assertEquals(
                    "{\"id\":7,\"type\":\"jio_response\",\"result\":\"x\"}", peer.ask(query("7", "echo", "\"x\"")));
        }
    }

    @Test
    void aResultWithoutValueOmitsResult() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            assertEquals("{\"id\":7,\"type\":\"jio_response\"}", peer.ask(query("7", "nothing", "")));
            assertEquals("{\"id\":8,\"type\":\"jio_response\",\"result\":null}", peer.ask(query("8", "echo", "null")));
        }
    }

    @Test
    void aRefusalIsAnErrorWithStatusAndSentence() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            assertEquals(
                    "{\"id\":7,\"type\":\"error\",\"result\":{\"message\":\"Cannot find document: x\",\"status_code\":404}}",
                    peer.ask(query("7", "missing", "")));
        }
    }

    @Test
    void anUnforeseenFailureIsAnErrorToo() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.send(query("7", "broken", ""));
            assertEquals("7:500", peer.receiveError());
            peer.send(query("8", "endless", ""));
            assertEquals("8:500", peer.receiveError());
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void numbersAndTextsComeBackAsTheyWentIn() {
        String value =
                "{\"a\":9007199254740993,\"b\":1.10,\"c\":\"村庄 😀 \\ud800\",\"\":123456789012345678901234567890}";
        try (RawPeer peer = RawPeer.of(this::handle)) {
            assertEquals(
                    "{\"id\":7,\"type\":\"jio_response\",\"result\":" + value + "}",
                    peer.ask(query("7", "echo", value)));
        }
    }

    @Test
    void echoesAnyNumberAndShortText() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            for (String id : List.of(
                    "0", "-0", "1.0", "1e3", "-5", "9007199254740993", "\"\"", "\"é\"", "\"" + "x".repeat(64) + "\"")) {
                assertEquals(
                        "{\"id\":" + id + ",\"type\":\"jio_response\",\"result\":1}", peer.ask(query(id, "echo", "1")));
            }
        }
    }

    @Test
    void answersComeInAnyOrder() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.send(query("1", "wait", ""));
            assertEquals("{\"id\":2,\"type\":\"jio_response\",\"result\":1}", peer.ask(query("2", "echo", "1")));
            gate.countDown();
            assertEquals("{\"id\":1,\"type\":\"jio_response\"}", peer.receive());
        }
    }

    @Test
    void ofManyCalls256AreTakenAndTheOthersGet429() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            for (int id = 1; id <= 300; id++) {
                peer.send(query("" + id, "wait", ""));
            }
            List<String> refused = new ArrayList<>();
            for (int id = 257; id <= 300; id++) {
                refused.add(peer.receiveError());
            }
            List<String> expected = new ArrayList<>();
            for (int id = 257; id <= 300; id++) {
                expected.add(id + ":429");
            }
            assertEquals(expected, refused);

            gate.countDown();

            List<String> answers = peer.receiveAll(256).stream().sorted().toList();
            List<String> all = new ArrayList<>();
            for (int id = 1; id <= 256; id++) {
                all.add("{\"id\":" + id + ",\"type\":\"jio_response\"}");
            }
            assertEquals(all.stream().sorted().toList(), answers);
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void aClientThatKeeps256CallsOutstandingIsNeverRefused() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            for (int id = 1; id <= 256; id++) {
                peer.send(query("" + id, "echo", "1"));
            }
            for (int id = 257; id <= 5000; id++) {
                assertTrue(peer.receive().contains("jio_response"));
                peer.send(query("" + id, "echo", "1"));
            }
            peer.receiveAll(256).forEach(answer -> assertTrue(answer.contains("jio_response")));
        }
    }

    @Test
    void callsWithTheSameIdAreEachAnswered() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.send(query("7", "wait", ""));
            peer.send(query("7", "wait", ""));
            gate.countDown();
            assertEquals(
                    List.of("{\"id\":7,\"type\":\"jio_response\"}", "{\"id\":7,\"type\":\"jio_response\"}"),
                    peer.receiveAll(2));
        }
    }

    @Test
    void eachBadFrameGetsOneErrorAndTheSessionGoesOn() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            for (String bad : List.of("", "x", "[]", "[1]", "5", "{", "{\"id\":7", "nul", "\"\"", "{\"id\":7}x")) {
                peer.send(bad);
                assertEquals("null:400", peer.receiveError(), bad);
            }
            peer.channel.send(new Frame(Frame.Kind.TEXT, new byte[] {'{', (byte) 0xff, '}'}), SessionPair.PATIENCE);
            assertEquals("null:400", peer.receiveError());
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void anErrorCarriesTheIdWhereOneCouldBeRead() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            String deep = "[".repeat(100) + "]".repeat(100);
            for (String bad : List.of(
                    "{\"id\":7}",
                    "{\"id\":7,\"type\":\"unheard\"}",
                    query("7", "echo", "{\"a\":1,\"a\":2}"),
                    query("7", "echo", deep),
                    query("7", "echo", "9".repeat(1001)),
                    query("7", "echo", "1e10001"),
                    "{\"id\":7,\"type\":\"jio_query\",\"method_name\":7,\"argument_list\":[]}",
                    "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"echo\",\"argument_list\":7}")) {
                peer.send(bad);
                assertEquals("7:400", peer.receiveError(), bad);
            }
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void answersErrorsAndNoticesAreNeverAnswered() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            for (String type : List.of("jio_response", "error", "notice")) {
                peer.send("{\"type\":\"" + type + "\"}");
                peer.send("{\"id\":7,\"type\":\"" + type + "\",\"result\":{\"message\":\"x\",\"status_code\":400}}");
                peer.send("{\"id\":7,\"type\":\"" + type + "\",\"event\":\"closing\"}");
                peer.send("{\"id\":{},\"type\":\"" + type + "\",\"event\":7,\"result\":[]}");
                peer.send("{\"id\":7,\"type\":\"" + type + "\",\"a\":1,\"a\":2}");
            }
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void aBinaryFrameOfAClientThatAnnouncedNothingIsAnErrorWithoutId() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            peer.sendBinary(query("7", "echo", "1").getBytes(StandardCharsets.UTF_8));
            assertEquals("null:400", peer.receiveError());
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void anAnswerUpToTheFrameLimitPassesAndALargerOneIs413() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            int around = "{\"id\":7,\"type\":\"jio_response\",\"result\":\"\"}".length();

            assertEquals(
                    262_144,
                    peer.ask(query("7", "text", "" + (262_144 - around))).length());
            peer.send(query("7", "text", "" + (262_145 - around)));
            assertEquals("7:413", peer.receiveError());
            peer.send(query("7", "text", "5000000"));
            assertEquals("7:413", peer.receiveError());
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void theFrameLimitIsWhatTheClientsDescriptionSays() {
        var channels = new ChannelPair(65_536, 1 << 20);
        try (RawPeer peer = new RawPeer(SessionSettings.defaults(), this::handle, channels)) {
            int around = "{\"id\":7,\"type\":\"jio_response\",\"result\":\"\"}".length();

            assertEquals(
                    65_536, peer.ask(query("7", "text", "" + (65_536 - around))).length());
            peer.send(query("7", "text", "" + (65_537 - around)));
            assertEquals("7:413", peer.receiveError());
        }
    }

    @Test
    void anErrorBeforeHelloSaysWhatTheReceiverTakes() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            JsonNode error = JsonText.read(peer.ask(query("7", "text", "300000")));

            assertEquals(
                    "This message has 300042 bytes, the receiver takes up to 262144."
                            + " Ask for less, with limit or select_list.",
                    error.get("result").get("message").stringValue());
        }
    }

    @Test
    void aFrameBeyondTheLimitIsRefusedUnread() {
        var channels = new ChannelPair(11_000_000, 20_000_000);
        try (RawPeer peer = new RawPeer(SessionSettings.defaults(), this::handle, channels)) {
            peer.send(query("7", "echo", "\"" + "x".repeat(10 << 20) + "\""));
            assertEquals("null:413", peer.receiveError());
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void fieldsOfFeaturesThatNobodyAnnouncedAreIgnored() {
        try (RawPeer peer = RawPeer.of(this::handle)) {
            assertEquals(
                    "{\"id\":7,\"type\":\"jio_response\",\"result\":1}",
                    peer.ask("{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"echo\",\"argument_list\":[1],"
                            + "\"write_key\":0,\"expected\":0,\"timeout_ms\":-1,\"unheard\":{}}"));
        }
    }

    private JsonNode handle(Message.JioQuery query) {
        return switch (query.method()) {
            case "echo" -> query.arguments().get(0);
            case "text" ->
                JsonText.nodes().stringNode("x".repeat(query.arguments().get(0).intValue()));
            case "wait" -> {
                try {
                    gate.await();
                    yield null;
                } catch (InterruptedException gone) {
                    throw new StorageException.Unreachable("gone", gone);
                }
            }
            case "missing" -> throw new StorageException.NotFound("Cannot find document: x");
            case "broken" -> throw new IllegalStateException("on purpose");
            case "endless" -> throw new StackOverflowError("on purpose");
            default -> null;
        };
    }

    private static String query(String id, String method, String arguments) {
        return "{\"id\":" + id + ",\"type\":\"jio_query\",\"method_name\":\"" + method + "\",\"argument_list\":["
                + arguments + "]}";
    }
}
