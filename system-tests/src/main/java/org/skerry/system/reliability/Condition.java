package org.skerry.system.reliability;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for something to become true. */
final class Condition {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private Condition() {}

    /** Returns how long it took; fails if it took longer than the patience. */
    static Duration await(String what, Duration patience, BooleanSupplier isTrue) throws InterruptedException {
        long start = System.nanoTime();
        while (!isTrue.getAsBoolean()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new AssertionError("%s: not within %d s".formatted(what, patience.toSeconds()));
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
