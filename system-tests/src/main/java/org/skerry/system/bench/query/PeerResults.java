package org.skerry.system.bench.query;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.system.bench.Sample;
import tools.jackson.databind.JsonNode;

/** What the peers answered, and we in turns with them: by engine, in the order of the questions. */
final class PeerResults {

    private static final double NANOSECONDS = 1e6;

    /** Our answers to one question. */
    record Ours(Sample sample, long hits) {}

    /**
     * Of both sides.
     *
     * @param theirs what {@code harness.js} says
     * @param ours empty if they do not offer it, or we could not answer
     */
    record Answer(Question question, JsonNode theirs, Optional<Ours> ours) {}

    /** @param ready how long the records and the indexes took, as {@code harness.js} says it */
    record Engine(JsonNode ready, List<Answer> answers, Duration took) {
        Engine {
            answers = List.copyOf(answers);
        }
    }

    private final Map<String, Engine> engines = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    void add(String name, Engine engine) {
        engines.put(name, engine);
    }

    /** An engine that could not be measured. */
    void addMissing(String name, String why) {
        missing.put(name, why);
    }

    Map<String, Engine> engines() {
        return engines;
    }

    Map<String, String> missing() {
        return missing;
    }

    static Sample sample(JsonNode theirs) {
        return new Sample(theirs.path("times")
                .valueStream()
                .mapToLong(time -> Math.max(1, (long) (time.doubleValue() * NANOSECONDS)))
                .toArray());
    }
}
