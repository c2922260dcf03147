package org.skerry.protocol.webrtc;

import java.time.Duration;
import java.util.Optional;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.session.MessageChannel;

/**
 * The data channel to a peer: ordered, reliable, encrypted. Frames go out on the caller's thread.
 *
 * <p>It counts as closed when ICE failed, or lost the other side for 2 s. A peer that was cut off is noticed by ICE
 * after 6 s only, and sending into the void raises nothing: who must know earlier sends heartbeats.
 */
public final class WebRtcChannel implements MessageChannel {

    private static final Duration POLL = Duration.ofMillis(1);

    private final NativePeer peer;
    private final DataLine line;
    private final Inbox inbox;
    private final int maxFrameBytes;
    private final Optional<WebRtcChannel> files;

    WebRtcChannel(NativePeer peer, Inboxes inboxes, int maxFrameBytes) {
        this.peer = peer;
        this.line = peer.messages();
        this.inbox = inboxes.messages();
        this.maxFrameBytes = maxFrameBytes;
        this.files = Optional.of(new WebRtcChannel(peer, peer.files(), inboxes.files(), maxFrameBytes));
    }

    /** That for files. */
    private WebRtcChannel(NativePeer peer, DataLine line, Inbox inbox, int maxFrameBytes) {
        this.peer = peer;
        this.line = line;
        this.inbox = inbox;
        this.maxFrameBytes = maxFrameBytes;
        this.files = Optional.empty();
    }

    @Override
    public MessageChannel files(Duration patience) {
        WebRtcChannel opened =
                files.orElseThrow(() -> new IllegalStateException("the channel for files has no further one"));
        try {
            peer.awaitFiles(patience);
            return opened;
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("Waiting for the channel was given up.", givenUp);
        }
    }

    @Override
    public int maxFrameBytes() {
        return maxFrameBytes;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the frame is empty or larger than {@link #maxFrameBytes}
     * @throws StorageException.Unreachable also if the thread was interrupted while it waited for space; nothing was
     *     sent then, and the channel is as before
     */
    @Override
    public void send(Frame frame, Duration patience) {
        int bytes = frame.bytes().length;
        if (bytes < 1 || bytes > maxFrameBytes) {
            throw new IllegalArgumentException("A frame has 1 to %d bytes, not %d.".formatted(maxFrameBytes, bytes));
        }
        if (peer.trySend(line, frame)) {
            Thread.yield(); // who sends on and on never waits: virtual threads that do would hold all carriers
            return;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (!peer.trySend(line, frame)) {
            if (System.nanoTime() >= deadline) {
                peer.close("The other side took nothing for %d ms.".formatted(patience.toMillis()));
            }
            pause();
        }
    }

    @Override
    public boolean isWritable() {
        return peer.hasRoom(line);
    }

    @Override
    public Optional<Frame> receive() throws InterruptedException {
        return inbox.take();
    }

    @Override
    public void recycle(byte[] bytes) {
        line.arrays().give(bytes);
    }

    @Override
    public void whenNext(Runnable callback) {
        inbox.whenNext(callback);
    }

    @Override
    public boolean isOpen() {
        return peer.state() == NativePeer.State.OPEN;
    }

    @Override
    public boolean isWorn() {
        return peer.isWorn();
    }

    @Override
    public void close() {
        peer.close("This side closed the connection.");
    }

    private static void pause() {
        try {
            Thread.sleep(POLL); // the library tells nobody when there is space
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("Sending was given up while waiting for space.", givenUp);
        }
    }
}
