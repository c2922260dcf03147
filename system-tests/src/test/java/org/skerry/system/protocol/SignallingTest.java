package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.webrtc.OfferingPeer;
import org.skerry.protocol.webrtc.Route;
import tools.jackson.databind.JsonNode;

/** The WebSocket of a running master. */
@Tag("system")
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class SignallingTest {

    private static final int MAX_FRAME_BYTES = 65_536;

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
    void theSlaveAsksTheMasterOffersTheSlaveAnswersTheChannelOpensTheSlaveClosesTheWebSocket() throws Exception {
        try (RawSignalling signalling = connect();
                RawSlave slave = RawSlave.join(signalling, RawSlave.newId(), sdp -> sdp)) {
            signalling.leave();

            assertEquals(404, slave.status("get", "\"nobody\""));
        }
    }

    @Test
    void anOfferCarriesTheWholeDescriptionAsText() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = connect()) {
            JsonNode offer = signalling.ask(
                    "{\"action\":\"request\",\"from\":\"%s\",\"version\":1,\"name\":\"front desk\"}".formatted(id));

            JsonNode description = Json.read(offer.path("data").stringValue());
            List<String> lines = description.path("sdp").stringValue().lines().toList();
            List<String> candidates = lines.stream()
                    .filter(line -> line.startsWith("a=candidate:"))
                    .toList();
            assertEquals(Set.of("action", "to", "data"), Set.copyOf(offer.propertyNames()));
            assertEquals("offer", offer.path("action").asString());
            assertEquals(id, offer.path("to").asString());
            assertEquals(Set.of("type", "sdp"), Set.copyOf(description.propertyNames()));
            assertEquals("offer", description.path("type").asString());
            assertFalse(candidates.isEmpty());
            assertEquals(
                    List.of(),
                    candidates.stream()
                            .filter(line -> !line.contains(" typ host"))
                            .toList());
            assertTrue(lines.contains("a=max-message-size:262144"), lines::toString);
        }
    }

    @Test
    void aRequestNeedsOnlyActionAndFrom() throws Exception {
        try (RawSignalling signalling = connect()) {
            assertEquals("offer", action(signalling.ask(RawSlave.request(RawSlave.newId()))));
        }
    }

    @Test
    void keysThatNobodyKnowsAreIgnored() throws Exception {
        try (RawSignalling signalling = connect()) {
            assertEquals(
                    "offer",
                    action(signalling.ask(
                            "{\"action\":\"request\",\"from\":\"%s\",\"version\":1.0,\"extra\":{\"a\":[]}}"
                                    .formatted(RawSlave.newId()))));
        }
    }

    @Test
    void everyFrameGoesToTheSocketThatAskedAndToNoOther() throws Exception {
        String first = RawSlave.newId();
        String second = RawSlave.newId();
        try (RawSignalling asking = connect();
                RawSignalling other = connect();
                RawSignalling silent = connect()) {
            assertEquals(first, asking.ask(RawSlave.request(first)).path("to").asString());
            assertEquals(second, other.ask(RawSlave.request(second)).path("to").asString());
            assertRefused("malformed", null, silent.ask("marker"));
            assertNull(asking.unread());
            assertNull(other.unread());
            assertNull(silent.unread());
        }
    }

    @Test
    void identifiersAreComparedAsTheyCame() throws Exception {
        String lower = RawSlave.newId();
        String upper = lower.toUpperCase(Locale.ROOT);
        try (RawSignalling one = connect();
                RawSignalling two = connect()) {
            assertEquals(upper, one.ask(RawSlave.request(upper)).path("to").asString());
            JsonNode offer = two.ask(RawSlave.request(lower));
            assertEquals("offer", action(offer), offer::toString);
            assertEquals(lower, offer.path("to").asString());
        }
    }

    @Test
    void anUpperCaseIdentifierIsTheLabelOfItsChannel() throws Exception {
        try (RawSignalling signalling = connect();
                RawSlave slave = RawSlave.join(signalling, RawSlave.newId().toUpperCase(Locale.ROOT), sdp -> sdp)) {
            assertEquals(404, slave.status("get", "\"nobody\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "-1", "99999999999999999999"})
    void aVersionTheMasterDoesNotSpeakIsRefusedWithTheOneItSpeaks(String version) throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = connect()) {
            JsonNode refused =
                    signalling.ask("{\"action\":\"request\",\"from\":\"%s\",\"version\":%s}".formatted(id, version));

            assertRefused("version", id, refused);
            assertTrue(refused.path("message").asString().matches(".*\\b1\\b.*"), refused::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nonsense",
                "{",
                "{}}",
                "[]",
                "null",
                "1",
                "\"request\"",
                "{}",
                "{\"action\":\"request\"}",
                "{\"action\":\"request\",\"from\":7}",
                "{\"action\":\"request\",\"from\":null}",
                "{\"action\":\"request\",\"from\":\"\"}",
                "{\"action\":\"request\",\"from\":\"front desk\"}",
                "{\"action\":\"request\",\"from\":\"3f1c9a20-5b7e-04d1-9c3e-8a17d20f66b\"}",
                "{\"action\":\"request\",\"from\":\"3f1c9a20-5b7e-04d1-9c3e-8a17d20f66bg\"}",
                "{\"action\":\"request\",\"from\":\"3f1c9a205b7e04d19c3e8a17d20f66b4\"}",
                "{\"action\":\"request\",\"from\":\"3f1c9a20-5b7e-04d1-9c3e-8a17d20f66b4 \"}",
                "{\"action\":\"request\",\"from\":\"３f1c9a20-5b7e-04d1-9c3e-8a17d20f66b4\"}",
                "{\"action\":\"request\",\"from\":\"3f1c9a20-5b7e-04d1-9c3e-8a17d20f66b4\"} {}",
                "{\"action\":\"request\",\"to\":\"3f1c9a20-5b7e-04d1-9c3e-8a17d20f66b4\"}"
            })
    void aFrameWithoutReadableSenderIsMalformed(String frame) throws Exception {
        try (RawSignalling signalling = connect()) {
            assertRefused("malformed", null, signalling.ask(frame));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"from\":\"ID\"}",
                "{\"action\":null,\"from\":\"ID\"}",
                "{\"action\":\"Request\",\"from\":\"ID\"}",
                "{\"action\":\"dance\",\"from\":\"ID\"}",
                "{\"action\":[\"request\"],\"from\":\"ID\"}",
                "{\"action\":\"request\",\"from\":\"ID\",\"version\":\"one\"}",
                "{\"action\":\"offer\",\"from\":\"ID\"}",
                "{\"action\":\"offer\",\"from\":\"ID\",\"data\":null}",
                "{\"action\":\"offer\",\"from\":\"ID\",\"data\":{\"type\":\"offer\",\"sdp\":\"v=0\"}}",
                "{\"action\":\"offer\",\"from\":\"ID\",\"data\":\"\"}",
                "{\"action\":\"offer\",\"from\":\"ID\",\"data\":\"nonsense\"}",
                "{\"action\":\"offer\",\"from\":\"ID\",\"data\":\"[]\"}",
                "{\"action\":\"offer\",\"from\":\"ID\",\"data\":\"{}\"}",
                "{\"action\":\"offer\",\"from\":\"ID\",\"data\":\"{\\\"type\\\":\\\"offer\\\"}\"}",
                "{\"action\":\"offer\",\"from\":\"ID\",\"data\":\"{\\\"type\\\":\\\"offer\\\",\\\"sdp\\\":\\\"\\\"}\"}",
                "{\"action\":\"offer\",\"from\":\"ID\",\"data\":\"{\\\"type\\\":\\\"offer\\\",\\\"sdp\\\":7}\"}",
                "{\"action\":\"offer\",\"from\":\"ID\",\"data\":\"{\\\"type\\\":\\\"rollback\\\",\\\"sdp\\\":\\\"v=0\\\"}\"}"
            })
    void aFrameThatMakesNoSenseIsMalformedAndGoesBackToItsSender(String frame) throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = connect()) {
            assertRefused("malformed", id, signalling.ask(frame.replace("ID", id)));
        }
    }

    @Test
    void aBinaryFrameIsMalformed() throws Exception {
        try (RawSignalling signalling = connect()) {
            signalling.sendBinary(RawSlave.request(RawSlave.newId()).getBytes());

            assertRefused("malformed", null, signalling.next());
            assertEquals("offer", action(signalling.ask(RawSlave.request(RawSlave.newId()))));
        }
    }

    @Test
    void anAnswerNobodyWaitsForIsMalformed() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = connect();
                OfferingPeer peer = RawSlave.WEBRTC.offer(new PeerId(id), Route.LOOPBACK)) {
            var answer = new Description(
                    Description.Kind.ANSWER, peer.description().sdp().replace("a=setup:actpass", "a=setup:active"));

            assertRefused("malformed", id, signalling.ask(RawSlave.frame("answer", id, answer)));
        }
    }

    @Test
    void anAnswerFromAnotherSocketIsMalformedAndHarmless() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = connect();
                RawSignalling stranger = connect()) {
            JsonNode offer = signalling.ask(RawSlave.request(id));
            var peer = RawSlave.WEBRTC.answer(RawSlave.description(offer), new PeerId(id), Route.LOOPBACK);
            String answer = RawSlave.frame("answer", id, peer.description());

            assertRefused("malformed", id, stranger.ask(answer));
            signalling.send(answer);
            peer.awaitOpen(RawSlave.PATIENCE).close();
        }
    }

    @Test
    void afterAnUnusableAnswerAGoodOneIsTaken() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = connect()) {
            JsonNode offer = signalling.ask(RawSlave.request(id));
            var peer = RawSlave.WEBRTC.answer(RawSlave.description(offer), new PeerId(id), Route.LOOPBACK);

            assertRefused("malformed", id, signalling.ask(RawSlave.frame("answer", id, "{\"type\":\"answer\"}")));
            signalling.send(RawSlave.frame("answer", id, peer.description()));
            peer.awaitOpen(RawSlave.PATIENCE).close();
        }
    }

    @Test
    void theSocketStaysOpenForNineMoreMalformedFrames() throws Exception {
        try (RawSignalling signalling = connect()) {
            for (int i = 1; i <= 9; i++) {
                assertRefused("malformed", null, signalling.ask("nonsense " + i));
            }
            assertEquals("offer", action(signalling.ask(RawSlave.request(RawSlave.newId()))));
            assertFalse(signalling.isClosed());
            assertRefused("malformed", null, signalling.ask("nonsense 10"));
            signalling.sendToTheEnd("nonsense 11");
            signalling.closeCode();
        }
    }

    @Test
    void aFrameOf64KiBIsRead() throws Exception {
        try (RawSignalling signalling = connect()) {
            String frame = padded(MAX_FRAME_BYTES);
            assertEquals("offer", action(signalling.ask(frame)));
            signalling.send(
                    padded(MAX_FRAME_BYTES).substring(0, 1_000),
                    padded(MAX_FRAME_BYTES).substring(1_000));
            assertEquals("offer", action(signalling.next()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {MAX_FRAME_BYTES + 1, 10 * 1024 * 1024})
    void aFrameOver64KiBClosesTheSocketWith1009(int bytes) {
        try (RawSignalling signalling = connect()) {
            signalling.sendToTheEnd(padded(bytes));

            assertEquals(1009, signalling.closeCode());
        }
    }

    @Test
    void aFrameInPiecesOver64KiBClosesTheSocketWith1009() {
        try (RawSignalling signalling = connect()) {
            String frame = padded(MAX_FRAME_BYTES + 1);
            try {
                signalling.send(frame.substring(0, 40_000), frame.substring(40_000));
            } catch (RuntimeException closed) {
                // the close code tells
            }

            assertEquals(1009, signalling.closeCode());
        }
    }

    @Test
    void bytesCountNotCharacters() {
        try (RawSignalling signalling = connect()) {
            signalling.sendToTheEnd("\"" + "居".repeat(30_000) + "\"");

            assertEquals(1009, signalling.closeCode());
        }
    }

    @Test
    void anIdentifierThatAnotherSocketHasIsADuplicate() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling second = connect()) {
            try (RawSignalling first = connect()) {
                assertEquals("offer", action(first.ask(RawSlave.request(id))));
                assertRefused("duplicate", id, second.ask(RawSlave.request(id)));
                first.leave();
            }
            JsonNode later = second.ask(RawSlave.request(id));
            for (int i = 0; i < 100 && "duplicate".equals(later.path("reason").asString()); i++) {
                later = second.ask(RawSlave.request(id)); // the master sees the close a moment later
            }
            assertEquals("offer", action(later), later::toString);
        }
    }

    @Test
    void anIdentifierOfALivePeerIsADuplicate() throws Exception {
        try (RawSlave slave = RawSlave.join(master.url());
                RawSignalling second = connect()) {
            assertRefused("duplicate", slave.id(), second.ask(RawSlave.request(slave.id())));
            assertEquals(404, slave.status("get", "\"nobody\""));
            slave.leave();
            master.awaitStatus(status -> status.path("peers").asInt() == 0, RawSignalling.PATIENCE);
            JsonNode later = second.ask(RawSlave.request(slave.id()));
            for (int i = 0; i < 1_000 && "duplicate".equals(later.path("reason").asString()); i++) {
                later = second.ask(RawSlave.request(slave.id()));
            }
            assertEquals("offer", action(later), later::toString);
        }
    }

    @Test
    void aSlaveMayStartOverOnItsSocket() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = connect()) {
            signalling.ask(RawSlave.request(id));
            try (RawSlave slave = RawSlave.join(signalling, id, sdp -> sdp)) {
                assertEquals(404, slave.status("get", "\"nobody\""));
            }
        }
    }

    @Test
    void aSlaveMayDecline() throws Exception {
        String id = RawSlave.newId();
        String next = RawSlave.newId();
        try (RawSignalling signalling = connect()) {
            assertEquals("offer", action(signalling.ask(RawSlave.request(id))));
            signalling.send("{\"action\":\"refused\",\"from\":\"%s\",\"reason\":\"unknown\",\"message\":\"Not you.\"}"
                    .formatted(id));

            JsonNode answer = signalling.ask(RawSlave.request(next));
            assertEquals("offer", action(answer), answer::toString);
            assertEquals(next, answer.path("to").asString());
        }
    }

    @ParameterizedTest
    @CsvSource({"http://192.168.1.20", "null", "chrome-extension://abcdefghijklmnop", "https://nexedi.example:8443"})
    void aBrowsersOriginIsAccepted(String origin) throws Exception {
        try (RawSignalling signalling = RawSignalling.connectFrom(origin, master.url())) {
            assertEquals("offer", action(signalling.ask(RawSlave.request(RawSlave.newId()))));
        }
    }

    @Test
    void anOfferFromASlaveIsAnswered() throws Exception {
        String id = RawSlave.newId();
        try (RawSignalling signalling = connect();
                OfferingPeer peer = RawSlave.WEBRTC.offer(new PeerId(id), Route.LOOPBACK)) {
            JsonNode answer = signalling.ask(RawSlave.frame("offer", id, peer.description()));

            JsonNode description = Json.read(answer.path("data").stringValue());
            assertEquals(Set.of("action", "to", "data"), Set.copyOf(answer.propertyNames()));
            assertEquals(
                    List.of("answer", id),
                    List.of(action(answer), answer.path("to").asString()));
            assertEquals("answer", description.path("type").asString());
            peer.accept(RawSlave.description(answer));
            peer.awaitOpen(RawSlave.PATIENCE).close();
        }
    }

    @Test
    void aSlaveThatOfferedMayCloseItsWebSocketToo() throws Exception {
        try (RawSlave slave = RawSlave.joinAsIn2016(master.url())) {
            assertEquals(404, slave.status("get", "\"nobody\""));
        }
    }

    @Test
    void anOfferUnderAnIdentifierThatIsInUseIsADuplicate() throws Exception {
        try (RawSlave slave = RawSlave.joinAsIn2016(master.url());
                RawSignalling signalling = connect();
                OfferingPeer peer = RawSlave.WEBRTC.offer(new PeerId(slave.id()), Route.LOOPBACK)) {
            assertRefused(
                    "duplicate", slave.id(), signalling.ask(RawSlave.frame("offer", slave.id(), peer.description())));
        }
    }

    static void assertRefused(String reason, String to, JsonNode frame) {
        assertEquals("refused", action(frame), frame::toString);
        assertEquals(reason, frame.path("reason").asString(), frame::toString);
        assertEquals(to, frame.has("to") ? frame.path("to").asString() : null, frame::toString);
        assertFalse(frame.path("message").asString("").isBlank(), frame::toString);
    }

    private static String action(JsonNode frame) {
        return frame.path("action").asString("");
    }

    /** A good request of so many bytes. */
    private static String padded(int bytes) {
        String frame = "{\"action\":\"request\",\"from\":\"%s\",\"pad\":\"\"}".formatted(RawSlave.newId());
        return frame.replace("\"\"", "\"" + "x".repeat(bytes - frame.length()) + "\"");
    }

    private static RawSignalling connect() {
        return RawSignalling.connect(master.url());
    }
}
