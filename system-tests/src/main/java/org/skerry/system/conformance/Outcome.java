package org.skerry.system.conformance;

import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What became of one case. */
sealed interface Outcome {

    Outcome PASSED = new Passed();

    record Passed() implements Outcome {}

    /** Not what jIO does, but what our list of wanted deviations says instead. */
    record Deviated(Set<Deviation> deviations) implements Outcome {
        public Deviated {
            deviations = Set.copyOf(deviations);
        }
    }

    record Failed(String expected, String actual) implements Outcome {}

    /** @param isOffered whether we should be able to run it: a {@code must} case may be skipped only where not */
    record Skipped(String reason, boolean isOffered) implements Outcome {}

    static Outcome of(boolean passed, Supplier<String> expected, Supplier<String> actual) {
        return passed ? PASSED : new Failed(expected.get(), actual.get());
    }

    static Outcome equal(JsonNode expected, JsonNode actual) {
        return of(expected.equals(actual), expected::toString, actual::toString);
    }

    static Outcome equal(String expected, String actual) {
        return of(expected.equals(actual), () -> expected, () -> actual);
    }
}
