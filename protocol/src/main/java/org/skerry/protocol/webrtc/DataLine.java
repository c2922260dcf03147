package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.RTCDataChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One data channel of a {@link NativePeer}, whose lock guards it. */
final class DataLine {

    /** Follows the label of the first channel in that of the one for files. */
    static final String FILES = "/files";

    private final String label;
    private final FrameSink sink;
    private final ChannelShell shell;
    private final Unsent unsent;
    private final FrameArrays arrays = new FrameArrays();
    private final CountDownLatch settled = new CountDownLatch(1);
    private @Nullable RTCDataChannel channel;

    DataLine(NativePeer peer, String label, FrameSink sink, Unsent.Level level) {
        this.label = label;
        this.sink = sink;
        this.shell = new ChannelShell(peer, this);
        this.unsent = new Unsent(this::bufferedAmount, level);
    }

    String label() {
        return label;
    }

    /** Gets the frames that come, on the native thread. */
    FrameSink sink() {
        return sink;
    }

    /** What frames that come are kept in. */
    FrameArrays arrays() {
        return arrays;
    }

    Unsent unsent() {
        return unsent;
    }

    @Nullable
    RTCDataChannel channel() {
        return channel;
    }

    boolean isUsed() {
        return channel != null;
    }

    /** From now on this is the channel. */
    void use(RTCDataChannel made) {
        made.registerObserver(shell);
        channel = made;
    }

    /** It is open, or never will be. */
    void settle() {
        settled.countDown();
    }

    /** @return whether that is so in time */
    boolean awaitSettled(Duration patience) throws InterruptedException {
        return settled.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Forgets the channel, which is to be closed then. */
    @Nullable
    RTCDataChannel letGo() {
        shell.detach();
        RTCDataChannel last = channel;
        channel = null;
        return last;
    }

    /** Nothing comes any more; outside the lock. */
    void end() {
        sink.finish();
        settle();
    }

    private long bufferedAmount() {
        return channel == null ? 0 : channel.getBufferedAmount();
    }
}
