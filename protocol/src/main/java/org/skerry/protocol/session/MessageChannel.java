package org.skerry.protocol.session;

import java.time.Duration;
import java.util.Optional;
import org.skerry.jio.StorageException;

/**
 * An ordered, reliable pipe of frames to one peer; what a session is built on.
 *
 * <p>Sending and receiving may happen on different threads; one thread at a time receives.
 */
public interface MessageChannel extends AutoCloseable {

    /** The largest frame that the other side accepts, in bytes. */
    int maxFrameBytes();

    /**
     * Sends one frame, and waits while too much is unsent. Afterwards its bytes may be overwritten.
     *
     * @param patience how long to wait for space at most
     * @throws StorageException.Unreachable if the channel is closed, or there was no space in time (it is closed then)
     * @throws IllegalArgumentException if the frame is larger than {@link #maxFrameBytes}
     */
    void send(Frame frame, Duration patience);

    /** Whether {@link #send} would go out without waiting. */
    boolean isWritable();

    /**
     * The next frame that came; waits for it.
     *
     * @return empty when the channel is closed and everything that came before was received
     */
    Optional<Frame> receive() throws InterruptedException;

    /** Takes back the bytes of a frame that was received, for frames to come; nobody may use them any more. */
    default void recycle(byte[] bytes) {}

    /**
     * Calls back once as soon as {@link #receive} would not wait, at once if that is so already. The callback is short: it
     * may run on the thread that brings the frames of all channels. A later one takes the place of an earlier one.
     *
     * <p>A channel that cannot tell calls back at once.
     */
    default void whenNext(Runnable callback) {
        callback.run();
    }

    /**
     * A second channel of the same peer, for files: the side that offered the connection opens it at its first call, the other
     * one waits for it. It is the same at each call, and ends with this one, as this one does with it.
     *
     * @param patience how long to wait until it is open
     * @throws StorageException.Unreachable if it did not open in time, or this channel is closed
     * @throws StorageException.NotOffered where there is none
     */
    default MessageChannel files(Duration patience) {
        throw new StorageException.NotOffered("There is no channel for attachments here.");
    }

    boolean isOpen();

    /** Whether the peer should connect anew soon, because what carries this channel is worn. */
    default boolean isWorn() {
        return false;
    }

    /** Closes at once; idempotent, from any thread. The one who receives gets what came before, then empty. */
    @Override
    void close();
}
