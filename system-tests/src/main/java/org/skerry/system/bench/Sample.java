package org.skerry.system.bench;

import java.time.Duration;
import java.util.Arrays;

/** How long each of many calls took, and all of them together. */
public final class Sample {

    private final long[] sorted; // nanoseconds
    private final Duration took;

    /** @param took from the beginning of the first to the end of the last, so less than the sum where they overlap */
    public Sample(long[] nanos, Duration took) {
        if (nanos.length == 0 || !took.isPositive()) {
            throw new BenchFailed("Nothing was answered within the time to measure.");
        }
        this.sorted = nanos.clone();
        this.took = took;
        Arrays.sort(sorted);
    }

    /** Calls that were made one after the other. */
    public Sample(long[] nanos) {
        this(nanos, Duration.ofNanos(Arrays.stream(nanos).sum()));
    }

    public int count() {
        return sorted.length;
    }

    public double perSecond() {
        return sorted.length * 1e9 / took.toNanos();
    }

    /**
     * The time within which so many in a hundred were done, in milliseconds.
     *
     * @param percent above 0, up to 100
     */
    public double milliseconds(int percent) {
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }
}
