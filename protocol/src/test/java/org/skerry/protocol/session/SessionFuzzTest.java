package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;

/** Whatever comes in, the session answers what makes sense, and goes on. */
@Timeout(120)
class SessionFuzzTest {

    private static final List<String> GOOD = List.of(
            "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"allDocs\",\"argument_list\":[{\"query\":\"last:\\\"x\\\"\",\"limit\":[0,20]}]}",
            "{\"id\":\"a\",\"type\":\"jio_query\",\"method_name\":\"put\",\"argument_list\":[\"村\",{\"a\":[1,2.50,{\"b\":null}]}],\"write_key\":[\"w\",12],\"expected\":\"absent\",\"timeout_ms\":100000}",
            "{\"id\":7,\"type\":\"jio_response\",\"result\":{\"data\":{\"rows\":[]}}}",
            "{\"id\":7,\"type\":\"error\",\"result\":{\"message\":\"no\",\"status_code\":404}}",
            "{\"type\":\"hello\",\"version\":1,\"features\":[\"fragments\",\"heartbeat\"],\"limits\":{\"message_bytes\":100000}}",
            "[{\"type\":\"ping\"},{\"type\":\"pong\"},{\"type\":\"cancel\",\"id\":7}]",
            "{\"type\":\"notice\",\"event\":\"closing\",\"message\":\"\",\"retry_after_ms\":5}",
            "{\"type\":\"notice\",\"event\":\"changed\",\"feed\":{\"id\":\"a\",\"sequence\":7}}",
            "\u0001\u0001\u0000\u0000\u0000\u0003\u0000\u0000\u0000\u0000{\"id\":7}",
            "\u0001\u0000\u0000\u0000\u0000\u0003\u0000\u0000\u0000\u0000{\"id\":7");

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\ud800",
            "1e999999999999",
            "-0",
            "null",
            "\"id\":",
            "\"type\":",
            "\"id\":7,",
            "{\"a\":",
            "[[[[[[[[",
            "99999999999999999999",
            "\u0000",
            "村",
            "\"features\":[",
            "0",
            "1");

    @Test
    void mutatedFramesFromAClientThatAnnouncedNothing() {
        fuzz(20_261_122L, 50_000);
    }

    @Test
    void mutatedFramesFromAClientThatAnnouncedEverything() {
        fuzz(
                20_261_123L,
                50_000,
                "fragments",
                "heartbeat",
                "cancel",
                "batch",
                "deadline",
                "write_key",
                "expected",
                "notice",
                "changed");
    }

    private static void fuzz(long seed, int frames, String... features) {
        var random = new Random(seed);
        try (RawPeer peer = RawPeer.of(SessionPair.ECHO)) {
            if (features.length > 0) {
                peer.greet(features);
            }
            for (int i = 0; i < frames; i++) {
                byte[] bytes = mutated(random);
                peer.channel.send(
                        new Frame(random.nextInt(4) == 0 ? Frame.Kind.BINARY : Frame.Kind.TEXT, bytes),
                        SessionPair.PATIENCE);
                if (i % 16 == 0) {
                    assertStillAnswers(peer, "\"" + seed + "-" + i + "\"");
                }
            }
            assertStillAnswers(peer, "\"end\"");
        }
    }

    private static void assertStillAnswers(RawPeer peer, String id) {
        peer.send("{\"id\":" + id + ",\"type\":\"jio_query\",\"method_name\":\"get\",\"argument_list\":[1]}");
        String expected = "{\"id\":" + id + ",\"type\":\"jio_response\",\"result\":1}";
        String text;
        do {
            Frame frame = peer.receiveFrame();
            text = frame.kind() == Frame.Kind.TEXT ? JsonText.utf8Text(frame.bytes()) : "";
        } while (!text.contains(id));
        assertTrue(text.contains(expected), text);
    }

    private static byte[] mutated(Random random) {
        byte[] bytes = GOOD.get(random.nextInt(GOOD.size())).getBytes(StandardCharsets.UTF_8);
        for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = joined(bytes, at, piece, at);
                case 2 -> bytes = joined(bytes, at, piece, Math.min(bytes.length, at + piece.length));
                default -> bytes = joined(bytes, at, new byte[0], at + random.nextInt(bytes.length - at + 1));
            }
        }
        return bytes;
    }

    /** The bytes up to one place, a piece, and the bytes from another place. */
    private static byte[] joined(byte[] bytes, int to, byte[] piece, int from) {
        byte[] joined = new byte[to + piece.length + bytes.length - from];
        System.arraycopy(bytes, 0, joined, 0, to);
        System.arraycopy(piece, 0, joined, to, piece.length);
        System.arraycopy(bytes, from, joined, to + piece.length, bytes.length - from);
        return joined;
    }
}
