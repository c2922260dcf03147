package org.skerry.slave.ui.task;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Lets something be done at once when there is a reason, but not twice within a while: then once afterwards. */
public final class Pace {

    private final Duration between;
    private final UiTasks.Latest waiting;
    private final InstantSource clock;
    private final Runnable action;
    private Optional<Instant> last = Optional.empty();
    private boolean isDue;

    public Pace(Duration between, UiTasks tasks, InstantSource clock, Runnable action) {
        this.between = between;
        waiting = tasks.latest();
        this.clock = clock;
        this.action = action;
    }

    /** It was done, for whatever reason. */
    public void done() {
        last = Optional.of(clock.instant());
    }

    /** There is a reason to do it. */
    public void request() {
        if (isDue) {
            return;
        }
        isDue = true;
        Duration rest = last.map(then -> between.minus(Duration.between(then, clock.instant())))
                .filter(time -> !time.isNegative())
                .orElse(Duration.ZERO);
        waiting.runAfter(
                rest,
                () -> rest,
                passed -> {
                    isDue = false;
                    action.run();
                },
                givenUp -> isDue = false);
    }
}
