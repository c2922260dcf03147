package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.webrtc.OfferingPeer;
import org.skerry.protocol.webrtc.Route;
import org.skerry.protocol.webrtc.WebRtcChannel;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import tools.jackson.databind.JsonNode;

/** A slave's data channel without anything on top: frames are typed by hand. */
final class RawSlave implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    static final WebRtcRuntime WEBRTC = new WebRtcRuntime(WebRtcSettings.defaults());

    private final String id;
    private final WebRtcChannel channel;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

    private RawSlave(String id, WebRtcChannel channel) {
        this.id = id;
        this.channel = channel;
        Thread.ofVirtual().start(this::read);
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    static String request(String id) {
        return "{\"action\":\"request\",\"from\":\"%s\"}".formatted(id);
    }

    /** A signalling frame with a description. */
    static String frame(String action, String from, Description description) {
        return frame(action, from, description.json());
    }

    static String frame(String action, String from, String data) {
        return "{\"action\":\"%s\",\"from\":\"%s\",\"data\":%s}".formatted(action, from, Json.quote(data));
    }

    /** The description in a frame of the master. */
    static Description description(JsonNode frame) {
        return Description.read(frame.path("data").stringValue());
    }

    /** Joins in the order of the article: the slave asks, the master offers. */
    static RawSlave join(String url) throws InterruptedException {
        try (RawSignalling signalling = RawSignalling.connect(url)) {
            return join(signalling, newId(), sdp -> sdp);
        }
    }

    /** Joins over an open WebSocket, with changes to the slave's own description. */
    static RawSlave join(RawSignalling signalling, String id, UnaryOperator<String> changes)
            throws InterruptedException {
        JsonNode offer = signalling.ask(request(id));
        assertEquals("offer", offer.path("action").asString(), offer::toString);
        var peer = WEBRTC.answer(description(offer), new PeerId(id), Route.LOOPBACK);
        signalling.send(frame("answer", id, changed(peer.description(), changes)));
        return new RawSlave(id, peer.awaitOpen(PATIENCE));
    }

    /** Joins as the pages of 2016: the slave offers. */
    static RawSlave joinAsIn2016(String url) throws InterruptedException {
        try (RawSignalling signalling = RawSignalling.connect(url)) {
            return joinAsIn2016(signalling, newId(), sdp -> sdp);
        }
    }

    static RawSlave joinAsIn2016(RawSignalling signalling, String id, UnaryOperator<String> changes)
            throws InterruptedException {
        OfferingPeer peer = WEBRTC.offer(new PeerId(id), Route.LOOPBACK);
        JsonNode answer = signalling.ask(frame("offer", id, changed(peer.description(), changes)));
        assertEquals("answer", answer.path("action").asString(), answer::toString);
        peer.accept(description(answer));
        return new RawSlave(id, peer.awaitOpen(PATIENCE));
    }

    private static Description changed(Description description, UnaryOperator<String> changes) {
        return new Description(description.kind(), changes.apply(description.sdp()));
    }

    String id() {
        return id;
    }

    void send(String frame) {
        channel.send(Frame.text(frame), PATIENCE);
    }

    /** Sends a text frame of any bytes. */
    void sendText(byte[] bytes) {
        channel.send(new Frame(Frame.Kind.TEXT, bytes), PATIENCE);
    }

    void sendBinary(byte[] bytes) {
        channel.send(Frame.binary(bytes), PATIENCE);
    }

    /** Sends a call. */
    void call(int id, String method, String arguments) {
        send("{\"id\":%d,\"type\":\"jio_query\",\"method_name\":\"%s\",\"argument_list\":[%s]}"
                .formatted(id, method, arguments));
    }

    /** The next frame of the master, as it came; a text one. */
    String receive() throws InterruptedException {
        String frame = next(PATIENCE);
        assertNotNull(frame, "the master said nothing");
        return frame;
    }

    /** The next frame of the master, a text one; null if there is none for so long. */
    @Nullable
    String next(Duration patience) throws InterruptedException {
        Frame frame = frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (frame == null) {
            return null;
        }
        assertEquals(Frame.Kind.TEXT, frame.kind());
        return new String(frame.bytes(), StandardCharsets.UTF_8);
    }

    /** What came and was not read, if anything. */
    @Nullable
    String unread() {
        Frame frame = frames.peek();
        return frame == null ? null : frame.kind() + " " + new String(frame.bytes(), StandardCharsets.UTF_8);
    }

    /** Sends a frame and returns the next one of the master. */
    String ask(String frame) throws InterruptedException {
        send(frame);
        return receive();
    }

    /** One call and its answer, as JSON. */
    JsonNode answer(String method, String arguments) throws InterruptedException {
        call(7, method, arguments);
        JsonNode answer = Json.read(receive());
        assertEquals("7", answer.path("id").asString(), answer::toString);
        return answer;
    }

    /** The result of a call that succeeds. */
    JsonNode result(String method, String arguments) throws InterruptedException {
        JsonNode answer = answer(method, arguments);
        assertEquals("jio_response", answer.path("type").asString(), answer::toString);
        return answer.path("result");
    }

    /** The status of a call that fails. */
    int status(String method, String arguments) throws InterruptedException {
        return status(answer(method, arguments));
    }

    /** The status in an error, whose form is checked. */
    static int status(JsonNode error) {
        assertEquals("error", error.path("type").asString(), error::toString);
        assertEquals(false, error.path("result").path("message").asString("").isBlank(), error::toString);
        return error.path("result").path("status_code").asInt();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    int maxFrameBytes() {
        return channel.maxFrameBytes();
    }

    /** Leaves; the master notices in its own time. */
    void leave() {
        channel.close();
    }

    @Override
    public void close() {
        channel.close();
    }

    private void read() {
        try {
            for (Optional<Frame> frame = channel.receive(); frame.isPresent(); frame = channel.receive()) {
                frames.add(frame.get());
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
