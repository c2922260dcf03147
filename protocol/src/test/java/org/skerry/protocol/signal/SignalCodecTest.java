package org.skerry.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.JsonText;
import org.skerry.protocol.signal.SignalCodec.Side;
import org.skerry.protocol.signal.SignalMessage.Reason;

class SignalCodecTest {

    private static final PeerId PEER = new PeerId("3F1c9a20-5b7e-04d1-9c3e-8a17d20f66b4");
    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final Description OFFER = new Description(Description.Kind.OFFER, "v=0\r\n");
    private static final Description ANSWER = new Description(Description.Kind.ANSWER, "v=0\r\n");

    @Test
    void everyMessageComesBackFromItsFrame() throws Exception {
        List<SignalMessage> messages = List.of(
                new SignalMessage.Offer(PEER, OFFER),
                new SignalMessage.Answer(PEER, ANSWER),
                new SignalMessage.Refused(PEER, Reason.BUSY, "Later.", Duration.ofMillis(1500)),
                new SignalMessage.Refused(null, Reason.NOT_OPEN, "No.", null));

        List<SignalMessage> slaves = List.of(
                new SignalMessage.Request(PEER, 1, "前台 \"1\"", new SignalMessage.Entry.Open()),
                new SignalMessage.Request(PEER, 1, "", new SignalMessage.Entry.Known(KEY, "AA")),
                new SignalMessage.Request(PEER, 1, "", new SignalMessage.Entry.Pairing(KEY, "AA", "BB")),
                new SignalMessage.PairingProof(PEER, "AA", "BB"),
                new SignalMessage.Proof(PEER, "AA"),
                new SignalMessage.SealedAnswer(PEER, "AA"));
        List<SignalMessage> masters = List.of(
                new SignalMessage.PairingRounds(PEER, KEY, "AA", "BB", "CC"),
                new SignalMessage.Challenge(PEER, KEY, "AA", "BB"),
                new SignalMessage.SealedOffer(PEER, "AA", "BB"));

        for (Side side : Side.values()) {
            List<SignalMessage> all = new ArrayList<>(messages);
            all.addAll(side == Side.SLAVE ? slaves : masters);
            for (SignalMessage message : all) {
                assertEquals(message, SignalCodec.read(SignalCodec.write(message, side), side));
            }
            for (SignalMessage other : side == Side.SLAVE ? masters : slaves) {
                String frame = SignalCodec.write(other, side);
                if (!(other instanceof SignalMessage.SealedOffer) && !(other instanceof SignalMessage.SealedAnswer)) {
                    assertThrows(SignalCodec.Malformed.class, () -> readOf(frame, side), frame);
                }
            }
        }
    }

    /** What only the other side says is no message, or another one. */
    private static void readOf(String frame, Side side) throws SignalCodec.Malformed {
        SignalMessage read = SignalCodec.read(frame, side);
        if (read instanceof SignalMessage.PairingProof || read instanceof SignalMessage.PairingRounds) {
            SignalCodec.read("no message", side);
        }
    }

    @Test
    void theExamplesOfTheSpecificationAreMessages() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "protocol.md"));
        List<MatchResult> examples = Pattern.compile("```json signal=(\\w+)\\n(.*?)\\n```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .toList();

        for (MatchResult example : examples) {
            Side side = Side.valueOf(example.group(1).toUpperCase(Locale.ROOT));
            SignalMessage message = SignalCodec.read(example.group(2), side);
            assertEquals(
                    JsonText.read(example.group(2)), JsonText.read(SignalCodec.write(message, side)), example.group(2));
        }
        assertEquals(14, examples.size());
    }

    @Test
    void aRequestNeedsOnlyActionAndFrom() throws Exception {
        assertEquals(
                new SignalMessage.Request(PEER, 1, "", new SignalMessage.Entry.Open()),
                SignalCodec.read("{\"action\":\"request\",\"from\":\"" + PEER + "\",\"later\":[]}", Side.SLAVE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99", "99999999999999999999", "-4294967295"})
    void aVersionOfAnyLengthIsAVersionThatNobodySpeaks(String version) throws Exception {
        var request = assertInstanceOf(
                SignalMessage.Request.class,
                SignalCodec.read(
                        "{\"action\":\"request\",\"from\":\"" + PEER + "\",\"version\":" + version + "}", Side.SLAVE));

        assertNotEquals(SignalCodec.VERSION, request.version());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"request\",\"from\":\"ID\",\"version\":\"1\"}",
                "{\"action\":\"request\",\"from\":\"ID\",\"version\":1.5}",
                "{\"action\":\"request\",\"from\":\"ID\",\"name\":{}}",
                "{\"action\":\"toString\",\"from\":\"ID\"}",
                "{\"action\":7,\"from\":\"ID\"}",
                "{\"from\":\"ID\"}",
                "{\"action\":\"answer\",\"from\":\"ID\"}",
                "{\"action\":\"answer\",\"from\":\"ID\",\"data\":{\"type\":\"answer\",\"sdp\":\"v=0\"}}",
                "{\"action\":\"answer\",\"from\":\"ID\",\"data\":\"v=0\"}",
                "{\"action\":\"answer\",\"from\":\"ID\",\"data\":\"\"}",
                "{\"action\":\"answer\",\"from\":\"ID\",\"data\":\"[]\"}",
                "{\"action\":\"answer\",\"from\":\"ID\",\"data\":\"{\\\"type\\\":\\\"answer\\\",\\\"sdp\\\":\\\"\\\"}\"}",
                "{\"action\":\"answer\",\"from\":\"ID\",\"data\":\"{\\\"type\\\":\\\"offer\\\",\\\"sdp\\\":\\\"v\\\"}\"}",
                "{\"action\":\"answer\",\"from\":\"ID\",\"data\":\"{\\\"type\\\":\\\"pranswer\\\",\\\"sdp\\\":\\\"v\\\"}\"}",
                "{\"action\":\"refused\",\"from\":\"ID\",\"reason\":\"mood\"}"
            })
    void aMalformedFrameNamesItsSender(String frame) {
        var malformed = assertThrows(
                SignalCodec.Malformed.class, () -> SignalCodec.read(frame.replace("ID", PEER.text()), Side.SLAVE));

        assertEquals(Optional.of(PEER), malformed.peer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "{\"action\":\"request\"",
                "{\"action\":\"request\"}",
                "{\"action\":\"request\",\"from\":7}",
                "{\"action\":\"request\",\"from\":\"\"}",
                "{\"action\":\"request\",\"from\":\"3f1c9a20-5b7e-04d1-9c3e-8a17d20f66b\"}",
                "{\"action\":\"request\",\"from\":\"3f1c9a20-5b7e-04d1-9c3e-8a17d20f66b4 \"}",
                "{\"action\":\"request\",\"from\":\"gf1c9a20-5b7e-04d1-9c3e-8a17d20f66b4\"}",
                "{\"action\":\"request\",\"to\":\"3f1c9a20-5b7e-04d1-9c3e-8a17d20f66b4\"}"
            })
    void aFrameWithoutReadableSenderHasNone(String frame) {
        var malformed = assertThrows(SignalCodec.Malformed.class, () -> SignalCodec.read(frame, Side.SLAVE));

        assertEquals(Optional.empty(), malformed.peer());
    }
}
