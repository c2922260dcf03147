package org.skerry.jio;

import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last writes of a storage with what each replaced, in memory: what a live query needs, which has to tell what came in
 * from what went out. Older ones are forgotten, by their number and by what they hold. Thread-safe.
 */
public final class RecentSteps {

    /** Some minutes of a busy master. */
    static final int MAX_STEPS = 50_000;

    /** How much text is held, of bodies and identifiers, in chars: 12 to 24 MB. */
    static final long MAX_CHARS = 12_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final NavigableMap<Long, Step> steps = new TreeMap<>();
    private long forgotten; // the sequence up to which nothing is known
    private long last;
    private long chars;

    /** @param last of the storage that begins to tell */
    public RecentSteps(Sequence last) {
        forgotten = last.number();
        this.last = last.number();
    }

    /** Takes what was written, once it is acknowledged or about to be; in the order of the sequences. */
    public void add(List<Step> written) {
        if (written.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            for (Step step : written) {
                last = step.sequence().number();
                steps.put(last, step);
                chars += step.chars();
            }
            while (steps.size() > MAX_STEPS || chars > MAX_CHARS) {
                Step oldest = steps.pollFirstEntry().getValue();
                chars -= oldest.chars();
                forgotten = oldest.sequence().number();
            }
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link ChangeFeed#steps}. */
    public Optional<List<Step>> after(Sequence checkpoint, int max) {
        lock.lock();
        try {
            return checkpoint.number() < forgotten
                    ? Optional.empty()
                    : Optional.of(steps.tailMap(checkpoint.number(), false).values().stream()
                            .limit(max)
                            .toList());
        } finally {
            lock.unlock();
        }
    }

    /** As {@link ChangeFeed#await}. */
    public boolean await(Sequence checkpoint, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (last <= checkpoint.number() && left > 0) {
                left = added.awaitNanos(left);
            }
            return last > checkpoint.number();
        } finally {
            lock.unlock();
        }
    }
}
