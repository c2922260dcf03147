package org.skerry.system.bench;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A yardstick: messages that come back as they are. Each that comes back sends the next one at once, on the thread that
 * brought it: no caller is woken up, and nothing is read or written.
 */
final class Echo implements Contender {

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

    /** What carries the messages, in order. */
    interface Line extends AutoCloseable {
        void send(byte[] text);

        @Override
        void close();
    }

    /** Connects to the other end. */
    interface Opening {
        Line open(Consumer<byte[]> receiver) throws Exception;
    }

    private final String name;
    private final byte[] message;
    private final Line line;
    private volatile @Nullable Turn turn; // set before the first message of a turn, read by the thread that receives

    Echo(String name, byte[] message, Opening opening) throws Exception {
        this.name = name;
        this.message = message;
        this.line = opening.open(this::received);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Sample measure(int inFlight, Duration span) throws InterruptedException {
        Turn started = new Turn(inFlight, span);
        turn = started;
        for (int i = 0; i < inFlight; i++) {
            started.send();
        }
        return started.await();
    }

    @Override
    public void close() {
        line.close();
    }

    private void received(byte[] echo) {
        Turn running = turn;
        if (running != null) {
            running.received();
        }
    }

    private final class Turn {
        private final long start = System.nanoTime();
        private final long end;
        private final AtomicInteger inFlight;
        private final Queue<Long> sent = new ConcurrentLinkedQueue<>();
        private final LongStream.Builder times = LongStream.builder(); // by the receiving thread, until over
        private final CountDownLatch over = new CountDownLatch(1);

        Turn(int inFlight, Duration span) {
            this.inFlight = new AtomicInteger(inFlight);
            this.end = start + span.toNanos();
        }

        void send() {
            sent.add(System.nanoTime());
            line.send(message);
        }

        void received() {
            long now = System.nanoTime();
            times.add(now - sent.remove());
            if (now < end) {
                send();
            } else if (inFlight.decrementAndGet() == 0) {
                over.countDown();
            }
        }

        Sample await() throws InterruptedException {
            if (!over.await(end - start + LAST_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new BenchFailed("A message of %s did not come back.".formatted(name));
            }
            return new Sample(times.build().toArray(), Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
