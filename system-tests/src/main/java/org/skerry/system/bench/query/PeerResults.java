package org.skerry.system.bench.query;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skerry.system.bench.Sample;
import tools.jackson.databind.JsonNode;

/** What the peers answered: by engine, by question. */
final class PeerResults {

    private static final double NANOSECONDS = 1e6;

    private final Map<String, Map<String, JsonNode>> engines = new LinkedHashMap<>();
    private final Map<String, JsonNode> loads = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    /** One line of {@code harness.js}. */
    void add(JsonNode line) {
        String engine = line.path("engine").asString("");
        if (line.has("seconds")) {
            loads.put(engine, line);
        } else if (line.has("question")) {
            engines.computeIfAbsent(engine, _ -> new LinkedHashMap<>())
                    .put(line.path("question").asString(), line);
        }
    }

    /** An engine that could not be measured. */
    void addMissing(String engine, String why) {
        missing.put(engine, why);
    }

    Map<String, Map<String, JsonNode>> engines() {
        return engines;
    }

    Map<String, String> missing() {
        return missing;
    }

    /** How the records came in, or the indexes were made; null if there was nothing to do. */
    @Nullable
    JsonNode load(String engine) {
        return loads.get(engine);
    }

    static Sample sample(JsonNode line) {
        return new Sample(line.path("times")
                .valueStream()
                .mapToLong(time -> Math.max(1, (long) (time.doubleValue() * NANOSECONDS)))
                .toArray());
    }
}
