package org.skerry.system.bench.live;

import java.time.Duration;
import java.util.Optional;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.session.MessageChannel;

/** A channel whose reader takes his time. */
record SlowChannel(MessageChannel channel, Duration betweenFrames) implements MessageChannel {

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
        Optional<Frame> frame = channel.receive();
        Thread.sleep(betweenFrames);
        return frame;
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
