package org.skerry.protocol.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when a test says so. */
final class ManualTime implements SessionTime {

    private record Sleeper(Thread thread, long until) {}

    private final List<Sleeper> sleepers = new ArrayList<>();
    private long now = 1_000_000_000_000L;

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized void sleepUntil(long nanos) throws InterruptedException {
        var sleeper = new Sleeper(Thread.currentThread(), nanos);
        sleepers.add(sleeper);
        notifyAll();
        try {
            while (now < nanos) {
                wait();
            }
        } finally {
            sleepers.remove(sleeper);
        }
    }

    /** Lets time pass, from one wake-up to the next; returns when so many sleep again as sleep at the moment. */
    synchronized void pass(Duration duration, int sleeping) throws InterruptedException {
        long end = now + duration.toNanos();
        awaitSleeping(sleeping);
        while (now < end) {
            long past = now;
            long next = sleepers.stream()
                    .mapToLong(Sleeper::until)
                    .filter(until -> until > past)
                    .min()
                    .orElse(end);
            now = Math.min(next, end);
            notifyAll();
            awaitSleeping(sleeping);
        }
    }

    private void awaitSleeping(int count) throws InterruptedException {
        while (sleepers.stream().filter(sleeper -> sleeper.until > now).count() < count) {
            wait();
        }
    }
}
