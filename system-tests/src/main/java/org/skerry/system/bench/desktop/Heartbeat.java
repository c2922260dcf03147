package org.skerry.system.bench.desktop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/** Asks the JavaFX thread again and again for a sign of life, on a thread of its own, and keeps how long the longest took. */
final class Heartbeat {

    private static final Duration BETWEEN = Duration.ofMillis(5);

    private final AtomicLong longest = new AtomicLong();

    private Heartbeat() {}

    static Heartbeat begin() {
        Heartbeat heartbeat = new Heartbeat();
        Thread.ofPlatform().name("heartbeat").daemon().start(heartbeat::beat);
        return heartbeat;
    }

    /** The longest since this was asked the last time. */
    Duration longest() {
        return Duration.ofNanos(longest.getAndSet(0));
    }

    private void beat() {
        try {
            while (true) {
                long asked = System.nanoTime();
                CountDownLatch answered = new CountDownLatch(1);
                Platform.runLater(answered::countDown);
                answered.await();
                longest.accumulateAndGet(System.nanoTime() - asked, Math::max);
                TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
