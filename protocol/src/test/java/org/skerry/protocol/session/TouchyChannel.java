package org.skerry.protocol.session;

import java.time.Duration;
import java.util.Optional;
import org.skerry.jio.StorageException;

/** Sends nothing for a thread that is interrupted, as a channel that would have to wait for space. */
record TouchyChannel(MessageChannel channel) implements MessageChannel {
    @Override
    public int maxFrameBytes() {
        return channel.maxFrameBytes();
    }

    @Override
    public void send(Frame frame, Duration patience) {
        if (Thread.currentThread().isInterrupted()) {
            throw new StorageException.Unreachable("Sending was given up while waiting for space.");
        }
        channel.send(frame, patience);
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public Optional<Frame> receive() throws InterruptedException {
        return channel.receive();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        channel.close();
    }
}
