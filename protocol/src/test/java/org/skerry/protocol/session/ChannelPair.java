package org.skerry.protocol.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;

/**
 * Two channels in memory, each the other's peer. Behaves as a data channel does: ordered, lossless, with a limit on what is
 * unsent; closing one closes the other once everything was received. Each end has a second channel for files, which ends with
 * it.
 */
public final class ChannelPair {

    private final End first;
    private final End second;

    /**
     * @param maxFrameBytes largest frame, both ways
     * @param maxUnreadBytes how much may be sent and not received before {@code send} waits
     */
    public ChannelPair(int maxFrameBytes, int maxUnreadBytes) {
        Pipe there = new Pipe(maxFrameBytes, maxUnreadBytes);
        Pipe back = new Pipe(maxFrameBytes, maxUnreadBytes);
        Pipe filesThere = new Pipe(maxFrameBytes, maxUnreadBytes);
        Pipe filesBack = new Pipe(maxFrameBytes, maxUnreadBytes);
        List<Pipe> all = List.of(there, back, filesThere, filesBack);
        first = new End(there, back, new End(filesThere, filesBack, null, all), all);
        second = new End(back, there, new End(filesBack, filesThere, null, all), all);
    }

    /** With the limits of a data channel between two current implementations. */
    public ChannelPair() {
        this(262_144, 1024 * 1024);
    }

    public MessageChannel first() {
        return first;
    }

    public MessageChannel second() {
        return second;
    }

    private record End(Pipe out, Pipe in, @Nullable End files, List<Pipe> all) implements MessageChannel {
        @Override
        public MessageChannel files(Duration patience) {
            if (files == null) {
                throw new IllegalStateException("the channel for files has none");
            }
            return files;
        }

        @Override
        public int maxFrameBytes() {
            return out.maxFrameBytes;
        }

        @Override
        public void send(Frame frame, Duration patience) {
            Frame sent = new Frame(frame.kind(), frame.bytes().clone()); // the sender may overwrite his own
            if (!out.put(sent, patience)) {
                close();
                throw new StorageException.Unreachable("The other side does not read, or the channel is closed.");
            }
        }

        @Override
        public boolean isWritable() {
            return out.hasSpace();
        }

        @Override
        public Optional<Frame> receive() throws InterruptedException {
            return in.take();
        }

        @Override
        public void whenNext(Runnable callback) {
            in.whenNext(callback);
        }

        @Override
        public boolean isOpen() {
            return out.isOpen() && in.isOpen();
        }

        @Override
        public void close() {
            all.forEach(Pipe::close);
        }
    }

    private static final class Pipe {
        private final int maxFrameBytes;
        private final int maxUnreadBytes;
        private final ArrayDeque<Frame> frames = new ArrayDeque<>();
        private long unreadBytes;
        private boolean isClosed;
        private Runnable onNext = () -> {};

        Pipe(int maxFrameBytes, int maxUnreadBytes) {
            this.maxFrameBytes = maxFrameBytes;
            this.maxUnreadBytes = maxUnreadBytes;
        }

        synchronized boolean put(Frame frame, Duration patience) {
            if (frame.bytes().length > maxFrameBytes) {
                throw new IllegalArgumentException("a frame of " + frame.bytes().length + " bytes is too large");
            }
            long deadline = System.nanoTime() + patience.toNanos();
            while (!isClosed && unreadBytes >= maxUnreadBytes && deadline - System.nanoTime() > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
                } catch (InterruptedException interrupt) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            if (isClosed || unreadBytes >= maxUnreadBytes) {
                return false;
            }
            frames.add(frame);
            unreadBytes += frame.bytes().length;
            notifyAll();
            tellNext();
            return true;
        }

        synchronized Optional<Frame> take() throws InterruptedException {
            while (frames.isEmpty() && !isClosed) {
                wait();
            }
            if (frames.isEmpty()) {
                return Optional.empty();
            }
            Frame frame = frames.remove();
            unreadBytes -= frame.bytes().length;
            notifyAll();
            return Optional.of(frame);
        }

        synchronized boolean hasSpace() {
            return isClosed || unreadBytes < maxUnreadBytes;
        }

        synchronized boolean isOpen() {
            return !isClosed;
        }

        synchronized void close() {
            isClosed = true;
            notifyAll();
            tellNext();
        }

        synchronized void whenNext(Runnable callback) {
            onNext = callback;
            if (isClosed || !frames.isEmpty()) {
                tellNext();
            }
        }

        private void tellNext() {
            onNext.run();
            onNext = () -> {};
        }
    }
}
