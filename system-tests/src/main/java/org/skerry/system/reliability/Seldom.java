package org.skerry.system.reliability;

import java.time.Duration;
import java.util.function.Consumer;

/** Passes on how far something is, now and then: suites have thousands of cases. One thread. */
final class Seldom implements Consumer<String> {

    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Consumer<String> progress;
    private long told = System.nanoTime() - BETWEEN.toNanos();

    Seldom(Consumer<String> progress) {
        this.progress = progress;
    }

    @Override
    public void accept(String line) {
        long now = System.nanoTime();
        if (now - told >= BETWEEN.toNanos()) {
            told = now;
            progress.accept(line);
        }
    }
}
