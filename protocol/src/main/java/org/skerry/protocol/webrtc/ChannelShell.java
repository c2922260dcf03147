package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.skerry.protocol.session.Frame;

/** As {@link PeerShell}, for a data channel. */
final class ChannelShell implements RTCDataChannelObserver {

    private volatile @Nullable NativePeer peer; // set to null by the one who closes, read by the native thread

    private final DataLine line;

    ChannelShell(NativePeer peer, DataLine line) {
        this.peer = peer;
        this.line = line;
    }

    void detach() {
        peer = null;
    }

    @Override
    public void onBufferedAmountChange(long previous) {
        // 0.14.0 never calls this; NativePeer asks for the amount instead
    }

    @Override
    public void onStateChange() {
        try {
            NativePeer attached = peer;
            if (attached != null) {
                attached.channelChanged(line);
            }
        } catch (Throwable unexpected) {
            NativeLog.callbackFailed(unexpected);
        }
    }

    @Override
    public void onMessage(RTCDataChannelBuffer buffer) {
        try {
            NativePeer attached = peer;
            if (attached != null) {
                attached.frameCame(line, copyOf(buffer, line.arrays()));
            }
        } catch (Throwable unexpected) {
            NativeLog.callbackFailed(unexpected);
        }
    }

    /** The buffer is native memory that is gone after the callback. */
    private static Frame copyOf(RTCDataChannelBuffer buffer, FrameArrays arrays) {
        ByteBuffer content = buffer.data;
        byte[] bytes = arrays.take(content.remaining());
        content.get(bytes);
        return new Frame(buffer.binary ? Frame.Kind.BINARY : Frame.Kind.TEXT, bytes);
    }
}
