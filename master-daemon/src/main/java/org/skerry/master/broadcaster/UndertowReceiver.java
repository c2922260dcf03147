package org.skerry.master.broadcaster;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.skerry.protocol.signal.SignalCodec;
import org.xnio.IoUtils;

/**
 * The receiving half of a WebSocket of Undertow's; on its I/O thread.
 *
 * <p>What comes after our close is read and forgotten: a connection that is cut while its client is still sending
 * takes our close code with it.
 */
final class UndertowReceiver extends AbstractReceiveListener {

    private static final int SINK_BYTES = 16 * 1024;

    private final SignalSocket socket;
    private @Nullable StreamSourceFrameChannel current;

    UndertowReceiver(SignalSocket socket) {
        this.socket = socket;
    }

    @Override
    protected void onText(WebSocketChannel channel, StreamSourceFrameChannel frame) {
        receive(channel, frame);
    }

    @Override
    protected void onBinary(WebSocketChannel channel, StreamSourceFrameChannel frame) {
        receive(channel, frame);
    }

    private void receive(WebSocketChannel channel, StreamSourceFrameChannel frame) {
        current = frame;
        if (channel.isCloseFrameSent()) {
            forget(frame);
        } else {
            bufferFullMessage(frame);
        }
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
        socket.received(message.getData());
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
        message.getData().free();
        socket.receivedUnreadable("Signalling is text; a binary frame cannot be read.");
    }

    @Override
    protected long getMaxTextBufferSize() {
        return SignalCodec.MAX_FRAME_BYTES;
    }

    @Override
    protected long getMaxBinaryBufferSize() {
        return SignalCodec.MAX_FRAME_BYTES;
    }

    @Override
    protected void onError(WebSocketChannel channel, Throwable error) {
        socket.closed();
        StreamSourceFrameChannel tooLarge = current;
        if (tooLarge != null && channel.isCloseFrameSent()) {
            UndertowWire.cutLater(channel);
            forget(tooLarge);
        } else {
            super.onError(channel, error);
        }
    }

    private static void forget(StreamSourceFrameChannel frame) {
        frame.getReadSetter().set(UndertowReceiver::drain);
        frame.wakeupReads();
    }

    private static void drain(StreamSourceFrameChannel frame) {
        ByteBuffer sink = ByteBuffer.allocate(SINK_BYTES);
        try {
            while (frame.read(sink) > 0) {
                sink.clear();
            }
        } catch (IOException broken) {
            IoUtils.safeClose(frame.getWebSocketChannel());
        }
    }
}
