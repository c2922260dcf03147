package org.skerry.protocol.transfer;

import java.util.ArrayDeque;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes a content as fast as it can be written, and lets the other side send no more than a window ahead. */
final class Receiving extends Flow {

    /** Where the bytes go. */
    interface Sink {
        void write(byte[] bytes, int from, int length);

        /** All are there: checks them. */
        void finish();
    }

    private final ArrayDeque<byte[]> frames = new ArrayDeque<>(); // guarded by lock
    private long next; // guarded by lock: the offset that has to come
    private long granted; // guarded by lock

    Receiving(TransferLine line, int number, LongSupplier nanos) {
        super(line, number, nanos);
    }

    @Override
    void receive(TransferFrame frame) {
        lock.lock();
        try {
            switch (frame) {
                case TransferFrame.Data data -> take(data);
                case TransferFrame.Stop stop -> end(of(stop));
                case TransferFrame.Go _ -> mistaken("Nothing is sent from here.");
            }
        } finally {
            lock.unlock();
        }
    }

    private void take(TransferFrame.Data data) {
        if (data.offset() != next) {
            mistaken("The byte at %d was to come, not the one at %d.".formatted(next, data.offset()));
        } else if (data.length() > granted - next) {
            mistaken("More came than was asked for.");
        } else {
            frames.add(data.frame());
            next += data.length();
            came.signalAll();
        }
    }

    /**
     * Takes everything from a position on. When the connection breaks, what came before that is still written.
     *
     * @param progress told how much is there
     * @throws Ending if the other side or the connection ended it
     */
    void run(Sink sink, long from, long size, LongConsumer progress) throws InterruptedException {
        long taken = from;
        if (from < size) {
            begin(from);
            go(from, size);
        }
        while (taken < size) {
            byte[] frame = nextFrame();
            int length = frame.length - TransferFrame.HEADER_BYTES;
            sink.write(frame, TransferFrame.HEADER_BYTES, length);
            line.recycle(frame);
            taken += length;
            if (taken < size && go(taken, size)) {
                progress.accept(taken);
            }
        }
        sink.finish();
        line.sendIfOpen(TransferFrame.go(number, size, size));
        progress.accept(size);
    }

    private void begin(long from) {
        lock.lock();
        try {
            next = from;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the other side send more, if it is worth telling. */
    private boolean go(long taken, long size) {
        Pace pace = line.pace();
        long until = Math.min(size, taken + pace.window());
        lock.lock();
        try {
            if (!pace.isDue(taken, granted, until)) {
                return false;
            }
            granted = Math.max(granted, until);
        } finally {
            lock.unlock();
        }
        line.sendIfOpen(
                TransferFrame.go(number, taken, until)); // else the reader tells that it is closed, once all is taken
        return true;
    }

    private byte[] nextFrame() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                byte @Nullable [] frame = frames.poll();
                if (frame != null) {
                    return frame;
                }
                checkEnded();
                await(next);
            }
        } finally {
            lock.unlock();
        }
    }
}
