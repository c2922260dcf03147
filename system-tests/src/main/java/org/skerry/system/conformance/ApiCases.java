package org.skerry.system.conformance;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageDescription;
import org.skerry.jio.StorageException;
import org.skerry.jio.memory.MemoryStorage;
import tools.jackson.databind.JsonNode;

/** Scripted calls on a storage, as a slave's calls reach it at a master. */
final class ApiCases implements CaseRunner {

    // jIO's own "local" keeps one document in the browser's localStorage; ours is what indexeddb is there.
    private static final Set<String> OFFERED = Set.of("query", "uuid", "memory", "indexeddb");

    private final LocalStorages local;

    ApiCases(LocalStorages local) {
        this.local = local;
    }

    @Override
    public String defaultLevel() {
        return "should";
    }

    @Override
    public Outcome run(JsonNode testCase) {
        JsonNode description = testCase.path("storage");
        Set<String> missing = new TreeSet<>(types(description));
        missing.removeAll(OFFERED);
        if (!missing.isEmpty()) {
            return new Outcome.Skipped("storage type '" + String.join("', '", missing) + "' is not offered", false);
        }
        Storage storage;
        try {
            storage = build(description);
        } catch (StorageException refusal) {
            return Outcome.of(testCase.has("create_error"), () -> "a storage", refusal::toString);
        }
        try (storage) {
            return testCase.has("create_error")
                    ? new Outcome.Failed(testCase.path("create_error").toString(), "a storage")
                    : run(testCase.path("steps"), new JioCalls(storage));
        }
    }

    private Storage build(JsonNode description) {
        return StorageDescription.build(
                description, Map.of("memory", plain -> new MemoryStorage(), "local", plain -> local.open()));
    }

    private static Set<String> types(JsonNode description) {
        Set<String> types = new TreeSet<>();
        if (description.path("type").isString()) {
            types.add(description.path("type").stringValue());
        }
        description.forEach(inner -> types.addAll(types(inner)));
        return types;
    }

    private static Outcome run(JsonNode steps, JioCalls calls) {
        Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
        ApiDeviations wanted = new ApiDeviations(calls);
        int number = 0;
        for (JsonNode step : steps) {
            number++;
            ApiStep asked = new ApiStep(step, calls);
            CallResult result = calls.call(asked);
            if (asked.isMetBy(result)) {
                wanted.note(asked);
                continue;
            }
            Optional<Deviation> deviation = wanted.of(asked, result);
            if (deviation.isEmpty()) {
                String place = "step " + number + " " + step.path("call").stringValue() + step.path("args") + ": ";
                return new Outcome.Failed(place + asked.expected(), place + result);
            }
            deviations.add(deviation.get());
        }
        return deviations.isEmpty() ? Outcome.PASSED : new Outcome.Deviated(deviations);
    }
}
