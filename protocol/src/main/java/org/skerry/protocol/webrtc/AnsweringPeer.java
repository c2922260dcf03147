package org.skerry.protocol.webrtc;

import java.time.Duration;
import org.skerry.jio.StorageException;
import org.skerry.protocol.signal.Description;

/** The side of a connection that answers an offer. Any thread; whoever gave up on it closes it. */
public final class AnsweringPeer implements AutoCloseable {

    private final NativePeer peer;
    private final Inboxes inboxes;
    private final Description answer;
    private final int maxFrameBytes;

    AnsweringPeer(NativePeer peer, Inboxes inboxes, Description answer, int maxFrameBytes) {
        this.peer = peer;
        this.inboxes = inboxes;
        this.answer = answer;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** The complete answer. */
    public Description description() {
        return answer;
    }

    /**
     * Waits until the data channel is open. The channel is the caller's to close, which closes this peer too.
     *
     * @throws StorageException.Unreachable if it did not open in time, or cannot (the other side's channel has another
     *     label, say); this peer is closed then
     */
    public WebRtcChannel awaitOpen(Duration patience) {
        peer.awaitOpen(patience);
        return new WebRtcChannel(peer, inboxes, maxFrameBytes);
    }

    /** Closes the connection, with its channel; idempotent. */
    @Override
    public void close() {
        peer.close("This side closed the connection.");
    }
}
