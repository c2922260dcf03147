package org.skerry.protocol.webrtc;

import java.time.Duration;
import org.skerry.jio.StorageException;
import org.skerry.protocol.signal.Description;

/**
 * The side of a connection that offers, and makes the data channel. Any thread; whoever gave up on it closes it.
 */
public final class OfferingPeer implements AutoCloseable {

    private final NativePeer peer;
    private final Inboxes inboxes;
    private final Description offer;
    private volatile int maxFrameBytes = Descriptions.UNSAID_MESSAGE_BYTES; // by accept(), for the one who awaits

    OfferingPeer(NativePeer peer, Inboxes inboxes, Description offer) {
        this.peer = peer;
        this.inboxes = inboxes;
        this.offer = offer;
    }

    /** The complete offer. */
    public Description description() {
        return offer;
    }

    /**
     * Takes the answer of the other side, whereupon both sides connect.
     *
     * @throws IllegalArgumentException with one plain sentence, if it is no usable answer; another one may be given
     * @throws StorageException.Unreachable if this peer is closed
     */
    public void accept(Description answer) {
        RemoteDescription checked = Descriptions.check(answer, Description.Kind.ANSWER);
        accept(peer, checked);
        maxFrameBytes = checked.maxMessageBytes();
    }

    static void accept(NativePeer peer, RemoteDescription answer) {
        try {
            new Negotiation(peer).take(answer);
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("Connecting was given up.", givenUp);
        }
    }

    /**
     * Waits until the data channel is open. The channel is the caller's to close, which closes this peer too.
     *
     * @throws StorageException.Unreachable if it did not open in time, or cannot; this peer is closed then
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
