package org.skerry.system.conformance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skerry.jio.JsonText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The results of a run, for people and for programs. */
record Report(List<CaseResult> results) {

    private static final int SHOWN_CHARACTERS = 600;

    private static final Predicate<CaseResult> DEVIATED = result -> result.outcome() instanceof Outcome.Deviated;
    private static final Predicate<CaseResult> PASSED =
            DEVIATED.or(result -> result.outcome() instanceof Outcome.Passed);
    private static final Predicate<CaseResult> FAILED = result -> result.outcome() instanceof Outcome.Failed;
    private static final Predicate<CaseResult> SKIPPED = result -> result.outcome() instanceof Outcome.Skipped;

    boolean isGood() {
        return results.stream().noneMatch(CaseResult::isFatal);
    }

    private Map<String, List<CaseResult>> byFile() {
        return results.stream().collect(Collectors.groupingBy(CaseResult::file, TreeMap::new, Collectors.toList()));
    }

    private static long count(List<CaseResult> results, Predicate<CaseResult> wanted) {
        return results.stream().filter(wanted).count();
    }

    /** How many cases were skipped for each reason. */
    private Map<String, Long> reasons() {
        return results.stream()
                .filter(SKIPPED)
                .collect(Collectors.groupingBy(
                        result -> result.file() + ": " + ((Outcome.Skipped) result.outcome()).reason(),
                        TreeMap::new,
                        Collectors.counting()));
    }

    private Map<Deviation, Long> deviations() {
        return results.stream()
                .filter(DEVIATED)
                .flatMap(result -> ((Outcome.Deviated) result.outcome()).deviations().stream())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "file", "cases", "passed", "deviating", "failed", "skipped");
        byFile().forEach((file, inFile) -> line(text, file, inFile));
        line(text, "all", results);
        if (!deviations().isEmpty()) {
            text.append("\nPassed as a wanted deviation from jIO:\n");
            deviations()
                    .forEach((deviation, count) ->
                            text.append("%6d  %s: %s%n".formatted(count, deviation.rule(), deviation.instead())));
        }
        if (!reasons().isEmpty()) {
            text.append("\nSkipped:\n");
            reasons().forEach((reason, count) -> text.append("%6d  %s%n".formatted(count, reason)));
        }
        if (results.stream().anyMatch(FAILED)) {
            text.append("\nFailed:\n");
            results.stream().filter(FAILED).forEach(result -> failure(text, result));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, List<CaseResult> results) {
        line(
                text,
                name,
                String.valueOf(results.size()),
                String.valueOf(count(results, PASSED)),
                String.valueOf(count(results, DEVIATED)),
                String.valueOf(count(results, FAILED)),
                String.valueOf(count(results, SKIPPED)));
    }

    private static void line(StringBuilder text, String name, String... columns) {
        text.append("%-36s".formatted(name));
        for (String column : columns) {
            text.append("%10s".formatted(column));
        }
        text.append('\n');
    }

    private static void failure(StringBuilder text, CaseResult result) {
        Outcome.Failed failed = (Outcome.Failed) result.outcome();
        text.append("  %s (%s, %s, %s)%n".formatted(result.id(), result.level(), result.topic(), result.file()));
        text.append("    expected ").append(shortened(failed.expected())).append('\n');
        text.append("    came     ").append(shortened(failed.actual())).append('\n');
    }

    private static String shortened(String value) {
        return value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "...";
    }

    ObjectNode json() {
        ObjectNode json = JsonText.object().put("ok", isGood());
        ArrayNode files = json.putArray("files");
        byFile().forEach((file, inFile) -> files.addObject()
                .put("file", file)
                .put("cases", inFile.size())
                .put("passed", count(inFile, PASSED))
                .put("deviating", count(inFile, DEVIATED))
                .put("failed", count(inFile, FAILED))
                .put("skipped", count(inFile, SKIPPED)));
        ObjectNode deviations = json.putObject("deviations");
        Stream.of(Deviation.values()).forEach(deviation -> {
            ArrayNode ids = json.arrayNode();
            results.stream()
                    .filter(DEVIATED)
                    .filter(result ->
                            ((Outcome.Deviated) result.outcome()).deviations().contains(deviation))
                    .forEach(result -> ids.add(result.id()));
            deviations.set(deviation.rule(), ids);
        });
        ObjectNode reasons = json.putObject("skipped");
        reasons().forEach(reasons::put);
        ArrayNode failures = json.putArray("failures");
        results.stream().filter(FAILED).forEach(result -> {
            Outcome.Failed failed = (Outcome.Failed) result.outcome();
            failures.addObject()
                    .put("file", result.file())
                    .put("id", result.id())
                    .put("topic", result.topic())
                    .put("level", result.level())
                    .put("expected", failed.expected())
                    .put("actual", failed.actual());
        });
        return json;
    }
}
