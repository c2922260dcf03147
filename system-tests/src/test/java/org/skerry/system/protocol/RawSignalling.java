package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A signalling WebSocket that sends whatever it is told. */
final class RawSignalling implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What {@link #closeCode} says of a connection that ended without a WebSocket close. */
    static final int ABNORMAL = 1006;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final WebSocket socket;
    private final Inbox inbox;

    private RawSignalling(WebSocket socket, Inbox inbox) {
        this.socket = socket;
        this.inbox = inbox;
    }

    static RawSignalling connect(String url) {
        return connect(CLIENT.newWebSocketBuilder(), url);
    }

    /** Connects as a page that was loaded from somewhere. */
    static RawSignalling connectFrom(String origin, String url) {
        return connect(CLIENT.newWebSocketBuilder().header("Origin", origin), url);
    }

    private static RawSignalling connect(WebSocket.Builder builder, String url) {
        Inbox inbox = new Inbox();
        return new RawSignalling(builder.buildAsync(URI.create(url), inbox).join(), inbox);
    }

    void send(String frame) {
        socket.sendText(frame, true).join();
    }

    /** Sends a frame in two pieces. */
    void send(String first, String rest) {
        socket.sendText(first, false).join();
        socket.sendText(rest, true).join();
    }

    void sendBinary(byte[] frame) {
        socket.sendBinary(ByteBuffer.wrap(frame), true).join();
    }

    /** Sends a frame to somebody who may close in the middle of it. */
    void sendToTheEnd(String frame) {
        try {
            send(frame);
        } catch (CompletionException closed) {
            // the close code tells
        }
    }

    /** The next frame of the master. */
    JsonNode next() throws InterruptedException {
        return next(PATIENCE);
    }

    JsonNode next(Duration patience) throws InterruptedException {
        String frame = inbox.frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        assertNotNull(frame, "the master said nothing");
        return Json.read(frame);
    }

    /** Sends a frame and returns what the master says next. */
    JsonNode ask(String frame) throws InterruptedException {
        send(frame);
        return next();
    }

    /** What came and was not asked for. */
    @Nullable
    String unread() {
        return inbox.frames.peek();
    }

    /** Waits until the master has closed the socket. */
    int closeCode() {
        return inbox.closed
                .orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    boolean isClosed() {
        return inbox.closed.isDone();
    }

    /** Closes as a browser does, and waits until the master has seen it. */
    void leave() {
        close();
        closeCode();
    }

    /** Closes as a browser does. */
    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(_ -> socket);
        }
    }

    private static final class Inbox implements WebSocket.Listener {
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                frames.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(ABNORMAL);
        }
    }
}
