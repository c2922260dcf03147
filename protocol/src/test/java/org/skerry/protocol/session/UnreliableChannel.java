package org.skerry.protocol.session;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.skerry.jio.StorageException;

/**
 * A channel that loses, repeats and delays what is sent through it, or ends in the middle. Data channels do none of this
 * to a session, but what a session does then shows whether it can be trusted. The same seed gives the same faults.
 */
public final class UnreliableChannel implements MessageChannel {

    /**
     * How often what happens, in percent of the frames sent.
     *
     * @param cutAfter how many frames pass before the channel ends; {@link Integer#MAX_VALUE} for never
     * @param isSilentCut whether it ends without telling anybody, as when a cable is pulled
     */
    public record Faults(
            int droppedPercent,
            int doubledPercent,
            int delayedPercent,
            Duration maxDelay,
            int cutAfter,
            boolean isSilentCut) {

        public static final Faults NONE = new Faults(0, 0, 0, Duration.ZERO, Integer.MAX_VALUE, false);

        public Faults dropping(int percent) {
            return new Faults(percent, doubledPercent, delayedPercent, maxDelay, cutAfter, isSilentCut);
        }

        public Faults doubling(int percent) {
            return new Faults(droppedPercent, percent, delayedPercent, maxDelay, cutAfter, isSilentCut);
        }

        /** Delayed frames come later than those that follow them. */
        public Faults delaying(int percent, Duration most) {
            return new Faults(droppedPercent, doubledPercent, percent, most, cutAfter, isSilentCut);
        }

        public Faults cuttingAfter(int frames) {
            return new Faults(droppedPercent, doubledPercent, delayedPercent, maxDelay, frames, false);
        }

        public Faults fallingSilentAfter(int frames) {
            return new Faults(droppedPercent, doubledPercent, delayedPercent, maxDelay, frames, true);
        }
    }

    private final MessageChannel channel;
    private final Faults faults;
    private final Random random;
    private int sent;

    public UnreliableChannel(MessageChannel channel, Faults faults, long seed) {
        this.channel = channel;
        this.faults = faults;
        this.random = new Random(seed);
    }

    @Override
    public int maxFrameBytes() {
        return channel.maxFrameBytes();
    }

    @Override
    public void send(Frame frame, Duration patience) {
        boolean isDropped;
        boolean isDoubled;
        long delay;
        synchronized (this) {
            if (++sent > faults.cutAfter) {
                if (!faults.isSilentCut) {
                    channel.close();
                    throw new StorageException.Unreachable("The channel was cut.");
                }
                return;
            }
            isDropped = happens(faults.droppedPercent);
            isDoubled = happens(faults.doubledPercent);
            delay = happens(faults.delayedPercent) ? (long) (random.nextDouble() * faults.maxDelay.toNanos()) : 0;
        }
        if (isDropped) {
            return;
        }
        deliver(frame, patience, delay);
        if (isDoubled) {
            deliver(frame, patience, delay);
        }
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

    private boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    private void deliver(Frame frame, Duration patience, long delay) {
        if (delay == 0) {
            channel.send(frame, patience);
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                TimeUnit.NANOSECONDS.sleep(delay);
                channel.send(frame, patience);
            } catch (InterruptedException | StorageException.Unreachable closed) {
                channel.close();
            }
        });
    }
}
