package org.skerry.protocol.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A channel whose bytes are counted. */
record CountedChannel(MessageChannel channel, LongAdder bytesIn, LongAdder bytesOut) implements MessageChannel {

    @Override
    public int maxFrameBytes() {
        return channel.maxFrameBytes();
    }

    @Override
    public void send(Frame frame, Duration patience) {
        channel.send(frame, patience);
        bytesOut.add(frame.bytes().length);
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public Optional<Frame> receive() throws InterruptedException {
        Optional<Frame> frame = channel.receive();
        frame.ifPresent(came -> bytesIn.add(came.bytes().length));
        return frame;
    }

    @Override
    public void recycle(byte[] bytes) {
        channel.recycle(bytes);
    }

    @Override
    public void whenNext(Runnable callback) {
        channel.whenNext(callback);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public boolean isWorn() {
        return channel.isWorn();
    }

    @Override
    public void close() {
        channel.close();
    }
}
