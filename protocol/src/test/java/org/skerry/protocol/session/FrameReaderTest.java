package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameReaderTest {

    private static final String WORK = "work";
    private static final String LONG_END = "work, with a long end";

    private record Seen(String text, Thread thread) {}

    private final ChannelPair channels = new ChannelPair();
    private final LinkedBlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Optional<Throwable>> ends = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Thread> done = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch tookBack = new CountDownLatch(1);
    private final FrameReader reader = new FrameReader(channels.second(), new Lending());

    private final class Lending implements FrameReader.Receiver {
        @Override
        public void received(Frame frame) {
            String text = new String(frame.bytes(), StandardCharsets.UTF_8);
            seen.add(new Seen(text, Thread.currentThread()));
            switch (text) {
                case WORK -> reader.lend(FrameReaderTest.this::awaitGate);
                case LONG_END ->
                    reader.lend(() -> {
                        reader.takeBack();
                        tookBack.countDown();
                        awaitGate();
                    });
                case "fail" -> throw new IllegalStateException("as asked");
                default -> {}
            }
            done.add(Thread.currentThread());
        }

        @Override
        public void ended(Optional<Throwable> failure) {
            ends.add(failure);
        }
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }

    private void send(String text) {
        channels.first().send(Frame.text(text), SessionPair.PATIENCE);
    }

    @AfterEach
    void close() {
        gate.countDown();
        channels.first().close();
    }

    @Test
    void readsOnWithTheSameThreadAfterShortWork() throws InterruptedException {
        gate.countDown();
        reader.start();

        send(WORK);
        Thread first = done.take();
        send(WORK);

        assertEquals(first, done.take());
    }

    @Test
    void anotherThreadReadsWhileTheWorkLasts() throws InterruptedException {
        reader.start();
        send(WORK);
        Thread lent = seen.take().thread();

        send("a");
        Thread other = seen.take().thread();
        assertFalse(other.equals(lent));
        gate.countDown();
        while (!done.take().equals(lent)) {}
        send("b");

        assertEquals(new Seen("b", other), seen.take());
    }

    @Test
    void aThreadThatWasTakenBackIsNotReplaced() throws InterruptedException {
        reader.start();
        send(LONG_END);
        Seen first = seen.take();
        tookBack.await();

        send("a");
        gate.countDown();

        assertEquals(new Seen("a", first.thread()), seen.take());
    }

    @Test
    void seesTheEndWhileTheWorkLasts() throws InterruptedException {
        reader.start();
        send(WORK);
        seen.take();

        channels.first().close();

        assertEquals(Optional.empty(), ends.take());
    }

    @Test
    void nothingIsMissedWhileTheThreadIsLent() throws InterruptedException {
        reader.start();
        send(WORK);
        seen.take();

        while (!reader.isWaiting()) {
            Thread.onSpinWait();
        }
        assertTrue(done.isEmpty());
    }

    @Test
    void tellsWhatFailed() throws InterruptedException {
        reader.start();

        send("fail");

        assertEquals("as asked", ends.take().orElseThrow().getMessage());
    }
}
