package org.skerry.master.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ticks are made by hand, so no clock is looked at. */
@Timeout(30)
class WatchdogTest {

    private final List<String> told = new ArrayList<>();
    private final Switch storage = new Switch();
    private final Switch broadcaster = new Switch();
    private String line = "No PC connected.";
    private final Watchdog watchdog = new Watchdog(
            new ServiceNotifier(Optional.of(told::add), Optional.of(Duration.ofMinutes(3))),
            List.of(new Probe("The storage", storage), new Probe("The broadcaster", broadcaster)),
            () -> line);

    /** Answers while it is on, and hangs while it is off. */
    private static final class Switch implements Probe.Question {

        private final Semaphore on = new Semaphore(1);
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean fails;

        @Override
        public void ask() throws IOException {
            asked.incrementAndGet();
            on.acquireUninterruptibly();
            on.release();
            if (fails) {
                throw new IOException("connection refused");
            }
        }

        void off() {
            on.acquireUninterruptibly();
        }

        void on() {
            on.release();
        }
    }

    /** Some ticks, between which everybody has answered who does. */
    private List<String> tick(int ticks) {
        told.clear();
        for (int i = 0; i < ticks; i++) {
            watchdog.tick();
            awaitAnswers();
        }
        return List.copyOf(told);
    }

    private void awaitAnswers() {
        while (watchdog.open() > 2 - storage.on.availablePermits() - broadcaster.on.availablePermits()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void tellsThatAllIsWellAndTheLineWhenItChanges() {
        assertEquals(List.of("WATCHDOG=1", "STATUS=No PC connected.", "WATCHDOG=1"), tick(2));

        line = "1 PC connected, 3 records.";
        assertEquals(List.of("WATCHDOG=1", "STATUS=1 PC connected, 3 records.", "WATCHDOG=1"), tick(2));
        assertEquals(4, storage.asked.get());
    }

    @Test
    void whatHangsStopsItAndWhatRecoversResumesIt() {
        tick(2);

        storage.off();
        assertEquals(List.of("WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"), tick(4), "it may be slow");
        assertEquals(List.of("STATUS=The storage does not answer."), tick(10));

        storage.on();
        awaitAnswers();
        assertEquals(List.of("WATCHDOG=1", "STATUS=No PC connected.", "WATCHDOG=1"), tick(2));
    }

    @Test
    void oneQuestionIsOnItsWayAtATime() {
        tick(2);
        storage.off();
        int before = storage.asked.get();

        tick(20);
        storage.on();
        awaitAnswers();

        assertEquals(before + 1, storage.asked.get());
    }

    @Test
    void slowIsNotSilent() {
        tick(2);
        for (int i = 0; i < 10; i++) {
            storage.off();
            assertEquals(List.of("WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"), tick(3));
            storage.on();
            awaitAnswers();
        }
    }

    @Test
    void whoeverFailsAgainAndAgainDoesNotAnswer() {
        tick(2);

        broadcaster.fails = true;
        assertEquals(List.of("WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"), tick(4));
        assertEquals(List.of("STATUS=The broadcaster does not answer."), tick(3));

        broadcaster.fails = false;
        assertEquals(List.of("WATCHDOG=1", "STATUS=No PC connected."), tick(2));
    }

    @Test
    void whoeverHasNeverAnsweredIsNotMissed() {
        broadcaster.fails = true;

        assertFalse(tick(20).stream().anyMatch(message -> message.contains("does not answer")));
        assertEquals(5, tick(5).size());
    }

    @Test
    void ticksThreeTimesInTheTimeOfTheManager() {
        assertEquals(Duration.ofSeconds(60), Watchdog.between(Optional.of(Duration.ofMinutes(3))));
        assertEquals(Duration.ofSeconds(10), Watchdog.between(Optional.of(Duration.ofSeconds(30))));
        assertEquals(Duration.ofMinutes(1), Watchdog.between(Optional.empty()));
    }

    @Test
    void itsThreadsKeepNoProcessAlive() {
        storage.off();
        try (var _ = Watchdog.start(
                new ServiceNotifier(Optional.of(_ -> true), Optional.of(Duration.ofMillis(3))),
                List.of(new Probe("The storage", storage)),
                () -> line)) {
            while (storage.asked.get() == 0) {
                Thread.onSpinWait();
            }

            List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("service-"))
                    .toList();
            assertEquals(2, threads.size());
            assertTrue(threads.stream().allMatch(Thread::isDaemon));
        }
        storage.on();
    }
}
