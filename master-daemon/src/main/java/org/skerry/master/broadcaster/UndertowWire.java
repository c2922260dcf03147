package org.skerry.master.broadcaster;

import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** The sending half of a WebSocket of Undertow's. */
final class UndertowWire implements SignalWire, WebSocketCallback<Void> {

    /** Frames of ours that one client has not read yet; each of its frames gets one answer. */
    private static final int MAX_UNSENT_FRAMES = 32;

    /** How long one frame of ours may wait for a client that does not read. */
    private static final long SEND_MILLIS = 10_000;

    /** How long a client has to answer our close before the connection is cut. */
    private static final long CLOSE_MILLIS = 5_000;

    private final WebSocketChannel channel;
    private final AtomicInteger unsent = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();

    UndertowWire(WebSocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public void send(String frame) {
        if (unsent.incrementAndGet() > MAX_UNSENT_FRAMES) {
            close(POLICY_VIOLATION, "answers are not read");
        } else {
            WebSockets.sendText(frame, channel, this, null, SEND_MILLIS);
        }
    }

    @Override
    public void close(int code, String reason) {
        // Undertow cuts the connection at a second close, and the client may lose the first.
        if (closing.compareAndSet(false, true) && !channel.isCloseFrameSent()) {
            WebSockets.sendClose(code, reason, channel, null);
            cutLater(channel);
        }
    }

    /** Ends a connection whose client has got our close, whether it answers that or not. */
    static void cutLater(WebSocketChannel channel) {
        channel.getIoThread().executeAfter(() -> IoUtils.safeClose(channel), CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void complete(WebSocketChannel sender, @Nullable Void context) {
        unsent.decrementAndGet();
    }

    @Override
    public void onError(WebSocketChannel sender, @Nullable Void context, Throwable error) {
        unsent.decrementAndGet();
    }
}
