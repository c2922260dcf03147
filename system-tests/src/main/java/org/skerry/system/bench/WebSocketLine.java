package org.skerry.system.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket, to {@link WebSocketEcho}: neither encrypted nor peer to peer. */
final class WebSocketLine implements Echo.Line {

    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private CompletableFuture<WebSocket> lastSend; // guarded by this; the JDK takes one at a time

    private WebSocketLine(String url, Consumer<byte[]> receiver) {
        this.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(url), new Receiver(receiver))
                .join();
        this.lastSend = CompletableFuture.completedFuture(socket);
    }

    static WebSocketLine open(ChildProcess other, Consumer<byte[]> receiver) throws InterruptedException {
        return new WebSocketLine(other.nextLine(), receiver);
    }

    @Override
    public synchronized void send(byte[] text) {
        String message = new String(text, StandardCharsets.UTF_8);
        lastSend = lastSend.thenCompose(_ -> socket.sendText(message, true));
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }

    private static final class Receiver implements WebSocket.Listener {
        private final Consumer<byte[]> receiver;
        private final StringBuilder parts = new StringBuilder(); // one call comes after the other

        Receiver(Consumer<byte[]> receiver) {
            this.receiver = receiver;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean isLast) {
            from.request(1);
            parts.append(text);
            if (isLast) {
                byte[] whole = parts.toString().getBytes(StandardCharsets.UTF_8);
                parts.setLength(0);
                receiver.accept(whole);
            }
            return null;
        }
    }
}
