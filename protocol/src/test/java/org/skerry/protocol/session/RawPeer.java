package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.skerry.jio.JsonText;
import tools.jackson.databind.JsonNode;

/** A client that somebody else wrote: it speaks in frames. */
final class RawPeer implements AutoCloseable {

    final MessageChannel channel;
    final PeerSession session;

    RawPeer(SessionSettings settings, PeerSession.RequestHandler handler, ChannelPair channels) {
        channel = channels.first();
        session = new PeerSession(channels.second(), settings, handler, SessionPair::masterHello);
    }

    static RawPeer of(PeerSession.RequestHandler handler) {
        return new RawPeer(SessionSettings.defaults(), handler, new ChannelPair());
    }

    void send(String text) {
        channel.send(Frame.text(text), SessionPair.PATIENCE);
    }

    void sendBinary(byte[] bytes) {
        channel.send(Frame.binary(bytes), SessionPair.PATIENCE);
    }

    Frame receiveFrame() {
        try {
            return channel.receive().orElseThrow(() -> new AssertionError("the channel was closed"));
        } catch (InterruptedException timeout) {
            throw new AssertionError("nothing came", timeout);
        }
    }

    String receive() {
        Frame frame = receiveFrame();
        assertEquals(Frame.Kind.TEXT, frame.kind());
        return JsonText.utf8Text(frame.bytes());
    }

    /** Skips what comes before a message. */
    void receiveUntil(String text) {
        String came = receive();
        while (!came.equals(text)) {
            came = receive();
        }
    }

    String ask(String text) {
        send(text);
        return receive();
    }

    /** Says hello and returns the answer. */
    String greet(String... features) {
        return ask("{\"type\":\"hello\",\"version\":1,\"features\":["
                + String.join(
                        ",",
                        List.of(features).stream().map(word -> '"' + word + '"').toList()) + "]}");
    }

    /** The id and status of the next error, as {@code id:status}. */
    String receiveError() {
        JsonNode error = JsonText.read(receive());
        assertEquals("error", error.get("type").stringValue());
        assertEquals(2, error.get("result").size());
        assertEquals(true, error.get("result").get("message").isString());
        return error.get("id") + ":" + error.get("result").get("status_code");
    }

    /** Asks for nothing else and finds that nothing else was said. */
    void assertNothingMoreWasSaid() {
        assertEquals(
                "{\"id\":\"last\",\"type\":\"jio_response\",\"result\":1}",
                ask("{\"id\":\"last\",\"type\":\"jio_query\",\"method_name\":\"echo\",\"argument_list\":[1]}"));
    }

    List<String> receiveAll(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(receive());
        }
        return texts;
    }

    @Override
    public void close() {
        channel.close();
        session.close();
    }
}
