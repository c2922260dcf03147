package org.skerry.protocol.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.session.MessageChannel;

/** A channel whose channel for files breaks, and with it this one, when somebody says so as a frame is to be sent there. */
record FrangibleChannel(MessageChannel channel, BooleanSupplier breaks) implements MessageChannel {

    @Override
    public MessageChannel files(Duration patience) {
        return new Files(channel.files(patience), this);
    }

    @Override
    public int maxFrameBytes() {
        return channel.maxFrameBytes();
    }

    @Override
    public void send(Frame frame, Duration patience) {
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

    private record Files(MessageChannel channel, FrangibleChannel first) implements MessageChannel {
        @Override
        public int maxFrameBytes() {
            return channel.maxFrameBytes();
        }

        @Override
        public void send(Frame frame, Duration patience) {
            if (first.breaks.getAsBoolean()) {
                first.close();
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
}
