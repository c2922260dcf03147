package org.skerry.system.bench;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.skerry.protocol.webrtc.BareChannel;

/** The yardstick for attachments: messages of 64 KiB over a bare data channel, as many as the other end tells that it got. */
final class BareBulk implements AutoCloseable {

    private static final int MESSAGE_BYTES = 64 * 1024;
    private static final int IN_FLIGHT = 64;
    private static final int PATIENCE_SECONDS = 30;

    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final BareLine line;

    BareBulk(Lab lab) throws Exception {
        ChildProcess other = lab.startEcho(BareChannel.class, Integer.toString(MESSAGE_BYTES));
        line = BareLine.open(other, came -> room.release());
    }

    /** @return bytes a second */
    double send(long bytes) throws InterruptedException {
        long start = System.nanoTime();
        byte[] message = new byte[MESSAGE_BYTES];
        for (long sent = 0; sent < bytes; sent += MESSAGE_BYTES) {
            await(1);
            line.send(message);
        }
        await(IN_FLIGHT);
        room.release(IN_FLIGHT);
        return bytes * 1e9 / (System.nanoTime() - start);
    }

    private void await(int messages) throws InterruptedException {
        if (!room.tryAcquire(messages, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new BenchFailed("The bare data channel stands still.");
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
