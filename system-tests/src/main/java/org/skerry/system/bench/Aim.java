package org.skerry.system.bench;

/** What a figure should be. */
public sealed interface Aim {

    boolean isMet(double value);

    /** Any value will do. */
    record None() implements Aim {
        @Override
        public boolean isMet(double value) {
            return true;
        }
    }

    record AtMost(double limit) implements Aim {
        @Override
        public boolean isMet(double value) {
            return value <= limit;
        }
    }

    record AtLeast(double limit) implements Aim {
        @Override
        public boolean isMet(double value) {
            return value >= limit;
        }
    }
}
