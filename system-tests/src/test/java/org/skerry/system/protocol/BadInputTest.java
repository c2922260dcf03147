package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.webrtc.AnsweringPeer;
import org.skerry.protocol.webrtc.OfferingPeer;
import org.skerry.protocol.webrtc.Route;
import tools.jackson.databind.JsonNode;

/** Whatever comes in gets its error or is dropped at its limit, and everybody else goes on working. */
@Tag("system")
@Timeout(120)
final class BadInputTest {

    private static final int SILENT_SOCKETS = 200;

    /** How long the master lets somebody be silent, and some more for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** Files that a JVM opens when it likes; every attack alone would leave more. */
    private static final int SPARE_FILES = 10;

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
    void everybodyElseGoesOnWorkingAndNothingIsLeftBehind() throws Exception {
        Map<String, Callable<Boolean>> attacks = new LinkedHashMap<>();
        attacks.put("silent WebSockets", BadInputTest::silentWebSockets);
        attacks.put("silent connections", () -> endsAll(SILENT_SOCKETS, new byte[0]));
        attacks.put("half a handshake", () -> endsAll(20, ascii(RawSocket.HALF_A_HANDSHAKE)));
        attacks.put("garbage for HTTP", () -> endsAll(20, garbage(10_000)));
        attacks.put("endless headers", () -> endsAll(2, ascii("GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(1_000_000))));
        attacks.put("garbage for frames", BadInputTest::garbageFrames);
        attacks.put("frames of 10 MiB", BadInputTest::hugeFrames);
        attacks.put("cut after the handshake", () -> cut(""));
        attacks.put("cut after the request", () -> cut(RawSlave.request(RawSlave.newId())));
        attacks.put("silent after the offer", () -> stops(false));
        attacks.put("gone after the answer", () -> stops(true));
        attacks.put("gone after an offer of its own", BadInputTest::goneAfterOwnOffer);
        attacks.put("flood of malformed frames", BadInputTest::flood);

        List<Executable> checks = new ArrayList<>();
        RawSlave.join(master.url()).close(); // whatever is made once is there now
        assertAtRest(0);
        long openFiles = master.openFiles();
        try (BusySlave busy = BusySlave.start(master.url());
                var attackers = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Boolean>> running = new LinkedHashMap<>();
            attacks.forEach((name, attack) -> running.put(name, attackers.submit(attack)));
            try (RawSlave late = RawSlave.join(master.url())) {
                assertEquals(404, late.status("get", "\"nobody\""), "a slave joins in the middle of it");
            }
            running.forEach((name, attack) -> checks.add(() -> assertTrue(attack.get(), name)));
            assertAll(checks);
            busy.check();
            assertAtRest(1);
        }
        assertAtRest(0);
        long left = master.awaitOpenFiles(openFiles + SPARE_FILES, PATIENCE);
        assertTrue(left <= openFiles + SPARE_FILES, () -> "%d open files, %d before".formatted(left, openFiles));
    }

    @TestFactory
    List<DynamicTest> aDescriptionThatCannotBeUsedIsMalformed() {
        String sdp;
        try (OfferingPeer peer = RawSlave.WEBRTC.offer(PeerId.random(), Route.LOOPBACK)) {
            sdp = peer.description().sdp();
        }
        String dataSection = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel";
        assertTrue(sdp.contains(dataSection), sdp);
        Map<String, String> unusable = new LinkedHashMap<>();
        unusable.put("empty", "");
        unusable.put("blank", "\r\n\r\n");
        unusable.put("one word", "nonsense");
        unusable.put("only a version", "v=0\r\n");
        unusable.put("control characters", sdp.replace("v=0", "v=0\u0000\u0007"));
        unusable.put("without a data section", sdp.substring(0, sdp.indexOf("m=")));
        unusable.put("of video", sdp.replace(dataSection, "m=video 9 UDP/TLS/RTP/SAVPF 96"));
        unusable.put("with video too", sdp + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n");
        unusable.put("without fingerprint", sdp.replaceAll("a=fingerprint:.*\r\n", ""));
        unusable.put("with another fingerprint", sdp.replaceAll("a=fingerprint:.*", "a=fingerprint:sha-256 00:11"));
        unusable.put("without password", sdp.replaceAll("a=ice-pwd:.*\r\n", ""));
        unusable.put("with a password of 100 kB", sdp.replaceAll("a=ice-pwd:.*", "a=ice-pwd:" + "x".repeat(50_000)));
        unusable.put("huge", sdp + "a=x\r\n".repeat(5_000) + "nonsense\r\n");
        unusable.put("with port 0", sdp.replace(dataSection, dataSection.replace(" 9 ", " 0 ")));
        unusable.put("without room for an answer", sdp.replaceAll("a=max-message-size:.*", "a=max-message-size:699"));
        unusable.put("with an impossible port", sdp.replaceAll("a=sctp-port:.*", "a=sctp-port:70000"));

        List<DynamicTest> tests = new ArrayList<>();
        unusable.forEach((name, text) -> {
            tests.add(DynamicTest.dynamicTest("offer " + name, () -> refusedAsOffer(text)));
            String answer = text.replace("a=setup:actpass", "a=setup:active");
            tests.add(DynamicTest.dynamicTest("answer " + name, () -> refusedAsAnswer(answer)));
        });
        return tests;
    }

    @Test
    void manyRequestsOnOneSocketEndInBusyWithATimeToComeBack() throws Exception {
        try (RawSignalling signalling = RawSignalling.connect(master.url())) {
            String id = RawSlave.newId();
            JsonNode answer = signalling.ask(RawSlave.request(id));
            for (int i = 0; i < 500 && "offer".equals(answer.path("action").asString()); i++) {
                id = RawSlave.newId();
                answer = signalling.ask(RawSlave.request(id));
            }

            SignallingTest.assertRefused("busy", id, answer);
            assertTrue(answer.path("retry_after_ms").asInt() > 0, answer::toString);
        }
        assertAtRest(0);
        RawSlave.join(master.url()).close();
    }

    private static boolean silentWebSockets() throws Exception {
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < SILENT_SOCKETS; i++) {
            sockets.add(RawSocket.upgrade(master.url()));
        }
        return allEnd(sockets);
    }

    /** Connections that say one thing, or nothing. */
    private static boolean endsAll(int count, byte[] words) throws IOException {
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawSocket socket = RawSocket.connect(master.url());
            socket.sendToTheEnd(words);
            sockets.add(socket);
        }
        return allEnd(sockets);
    }

    private static boolean allEnd(List<RawSocket> sockets) throws IOException {
        boolean ended = true;
        for (RawSocket socket : sockets) {
            try (socket) {
                ended &= socket.isClosedWithin(PATIENCE);
            }
        }
        return ended;
    }

    private static boolean garbageFrames() throws IOException {
        List<byte[]> frames = new ArrayList<>(List.of(
                garbage(100_000),
                hex("ff80000000007878"), // reserved bits
                hex("8380000000007878"), // reserved opcode
                hex("8102" + "7b7d"), // not masked
                hex("81820000000" + "0" + "fffe"), // text that is not UTF-8
                hex("89fe00c800000000" + "00".repeat(200)), // a ping that is too long
                hex("81ff7fffffffffffffff00000000"), // a frame of 2^63 bytes
                hex("81ffffffffffffffffff00000000"), // of a negative number of them
                hex("80820000000" + "0" + "7b7d"), // a continuation of nothing
                hex("8881000000000" + "3"), // a close with half a code
                hex("888200000000" + "0001"))); // a close with a code that is none
        boolean ended = true;
        for (byte[] frame : frames) {
            try (RawSocket socket = RawSocket.upgrade(master.url())) {
                socket.sendToTheEnd(frame);
                ended &= socket.isClosedWithin(PATIENCE);
            }
        }
        return ended;
    }

    private static boolean hugeFrames() throws InterruptedException {
        String huge = "{\"action\":\"request\",\"from\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";
        try (RawSignalling text = RawSignalling.connect(master.url());
                RawSignalling binary = RawSignalling.connect(master.url())) {
            text.sendToTheEnd(huge);
            try {
                binary.sendBinary(huge.getBytes(StandardCharsets.US_ASCII));
            } catch (RuntimeException closed) {
                // the close code tells
            }
            return text.closeCode() == 1009 && binary.closeCode() == 1009;
        }
    }

    /** A slave whose cable is pulled. */
    private static boolean cut(String frame) throws IOException {
        byte[] text = frame.getBytes(StandardCharsets.US_ASCII);
        try (RawSocket socket = RawSocket.upgrade(master.url())) {
            if (text.length > 0) {
                socket.send(hex("81%02x00000000".formatted(0x80 | text.length)));
                socket.send(text);
            }
            return true;
        }
    }

    private static boolean stops(boolean answers) throws InterruptedException {
        String id = RawSlave.newId();
        try (RawSignalling signalling = RawSignalling.connect(master.url())) {
            JsonNode offer = signalling.ask(RawSlave.request(id));
            if (answers) {
                AnsweringPeer peer =
                        RawSlave.WEBRTC.answer(RawSlave.description(offer), new PeerId(id), Route.LOOPBACK);
                peer.close();
                signalling.send(RawSlave.frame("answer", id, peer.description()));
                return true;
            }
            return "expired".equals(signalling.next(PATIENCE).path("reason").asString());
        }
    }

    private static boolean goneAfterOwnOffer() throws InterruptedException {
        String id = RawSlave.newId();
        try (RawSignalling signalling = RawSignalling.connect(master.url());
                OfferingPeer peer = RawSlave.WEBRTC.offer(new PeerId(id), Route.LOOPBACK)) {
            String answer = signalling
                    .ask(RawSlave.frame("offer", id, peer.description()))
                    .path("action")
                    .asString();
            return answer.equals("answer");
        }
    }

    private static boolean flood() {
        boolean told = true;
        for (int i = 0; i < 5; i++) {
            try (RawSignalling signalling = RawSignalling.connect(master.url())) {
                for (int frame = 0; frame < 1_000 && !signalling.isClosed(); frame++) {
                    signalling.sendToTheEnd("nonsense");
                }
                told &= signalling.closeCode() == 1008;
            }
        }
        return told;
    }

    private static void refusedAsOffer(String sdp) throws InterruptedException {
        String id = RawSlave.newId();
        try (RawSignalling signalling = RawSignalling.connect(master.url())) {
            JsonNode refused = signalling.ask(RawSlave.frame("offer", id, data("offer", sdp)));

            SignallingTest.assertRefused("malformed", id, refused);
        }
    }

    private static void refusedAsAnswer(String sdp) throws InterruptedException {
        String id = RawSlave.newId();
        try (RawSignalling signalling = RawSignalling.connect(master.url())) {
            signalling.ask(RawSlave.request(id));
            JsonNode refused = signalling.ask(RawSlave.frame("answer", id, data("answer", sdp)));

            SignallingTest.assertRefused("malformed", id, refused);
        }
    }

    private static String data(String type, String sdp) {
        return "{\"type\":\"%s\",\"sdp\":%s}".formatted(type, Json.quote(sdp));
    }

    /** Everything that the attacks took is given back. */
    private static void assertAtRest(int peers) throws Exception {
        JsonNode status = master.awaitStatus(
                now -> now.path("signalling").path("sockets").asInt() == 0
                        && now.path("signalling").path("pending").asInt() == 0
                        && now.path("webrtc").path("open_channels").asInt() == peers
                        && now.path("peers").asInt() == peers,
                PATIENCE);

        assertTrue(master.isAlive(), master.log());
        assertEquals(0, status.path("signalling").path("sockets").asInt(), status::toString);
        assertEquals(0, status.path("signalling").path("pending").asInt(), status::toString);
        assertEquals(peers, status.path("peers").asInt(), status::toString);
        assertEquals(peers, status.path("webrtc").path("open_channels").asInt(), status::toString);
        assertFalse(master.log().contains("Exception"), master.log());
    }

    private static byte[] garbage(int bytes) {
        byte[] garbage = new byte[bytes];
        new Random(4711).nextBytes(garbage);
        return garbage;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
