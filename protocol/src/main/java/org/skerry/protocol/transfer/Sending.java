package org.skerry.protocol.transfer;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.skerry.jio.StorageException;

/** Sends a content as the other side takes it. */
final class Sending extends Flow {

    /** Where the bytes come from. */
    interface Source {
        /** Fills a part of an array. */
        void read(long position, byte[] into, int from, int length);
    }

    private long taken; // guarded by lock
    private long until; // guarded by lock
    private boolean isAnswered; // guarded by lock

    Sending(TransferLine line, int number, LongSupplier nanos) {
        super(line, number, nanos);
    }

    @Override
    void receive(TransferFrame frame) {
        lock.lock();
        try {
            switch (frame) {
                case TransferFrame.Go go -> {
                    taken = Math.max(taken, go.taken());
                    until = Math.max(until, go.until());
                    isAnswered = true;
                    came.signalAll();
                }
                case TransferFrame.Stop stop -> end(of(stop));
                case TransferFrame.Data _ -> mistaken("Bytes came where they are to go.");
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends everything from a position on, and waits until it was taken and checked.
     *
     * @param progress told how much the other side has
     * @throws Ending if the other side or the connection ended it
     */
    void run(Source source, long from, long size, LongConsumer progress) throws InterruptedException {
        long sent = from;
        long told = from;
        byte[] frame = new byte[0];
        while (true) {
            long limit;
            lock.lockInterruptibly();
            try {
                awaitNews(sent, told, size);
                if (isDone(size)) {
                    return;
                }
                limit = Math.min(until, size);
                told = Math.max(told, taken);
            } finally {
                lock.unlock();
            }
            progress.accept(told);
            if (sent < limit) {
                int length = (int) Math.min(line.maxDataBytes(), limit - sent);
                frame = TransferFrame.data(number, sent, length, frame);
                source.read(sent, frame, TransferFrame.HEADER_BYTES, length);
                line.send(frame);
                sent += length;
            }
        }
    }

    private void awaitNews(long sent, long told, long size) throws InterruptedException {
        while (true) {
            checkEnded();
            if (taken > sent) {
                throw new StorageException.BadRequest("More was taken than was sent.");
            }
            if (sent < Math.min(until, size) || taken > told || isDone(size)) {
                return;
            }
            await(taken);
        }
    }

    private boolean isDone(long size) {
        return isAnswered && taken == size && until == size;
    }
}
