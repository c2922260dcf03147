package org.skerry.system.bench;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds how often everything is measured; those that are compared take turns in each
 * @param span how long one thing is measured in one round
 */
public record Effort(int rounds, Duration span) {

    /** After a few seconds at full speed the compilers are done in every process; before, a call may take twice as long. */
    private static final int WARM_UP_SPANS = 8;

    public Effort {
        if (rounds < 1 || !span.isPositive()) {
            throw new IllegalArgumentException("%d rounds of %s measure nothing".formatted(rounds, span));
        }
    }

    /** How long everything runs before it is measured. */
    Duration warmUp() {
        return span.multipliedBy(WARM_UP_SPANS);
    }
}
