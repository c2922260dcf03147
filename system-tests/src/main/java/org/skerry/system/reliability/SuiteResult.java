package org.skerry.system.reliability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.skerry.jio.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a suite came to.
 *
 * @param cases how many crashes, images, faults it had
 * @param acknowledged writes that were compared with what is left, in all cases together
 * @param told what was wrong, in sentences; some of it if there is much
 */
public record SuiteResult(
        String suite,
        long cases,
        long acknowledged,
        long lost,
        long doubled,
        long wrong,
        long seconds,
        List<String> told) {

    public SuiteResult {
        told = List.copyOf(told);
    }

    /** Whether nothing was lost, doubled or wrong. */
    public boolean isClean() {
        return lost + doubled + wrong == 0;
    }

    ObjectNode json() {
        ObjectNode json = JsonText.object()
                .put("suite", suite)
                .put("cases", cases)
                .put("acknowledged", acknowledged)
                .put("lost", lost)
                .put("doubled", doubled)
                .put("wrong", wrong)
                .put("seconds", seconds);
        told.forEach(json.putArray("told")::add);
        return json;
    }

    static SuiteResult of(JsonNode json) {
        List<String> told = new ArrayList<>();
        json.get("told").forEach(sentence -> told.add(sentence.stringValue()));
        return new SuiteResult(
                json.get("suite").stringValue(),
                json.get("cases").asLong(),
                json.get("acknowledged").asLong(),
                json.get("lost").asLong(),
                json.get("doubled").asLong(),
                json.get("wrong").asLong(),
                json.get("seconds").asLong(),
                told);
    }

    /** Counts while a suite runs. Not thread-safe. */
    static final class Tally {
        private final String suite;
        private final Findings findings = new Findings();
        private long cases;
        private long acknowledged;
        private final long begun = System.nanoTime();

        Tally(String suite) {
            this.suite = suite;
        }

        /** @param what names the case, so that it can be run again */
        void add(String what, Progress progress, Findings found) {
            add(what, progress.total(), found);
        }

        /** @param answers how many were compared */
        void add(String what, int answers, Findings found) {
            cases++;
            acknowledged += answers;
            findings.addAll(found.in(what));
        }

        long cases() {
            return cases;
        }

        SuiteResult result() {
            return new SuiteResult(
                    suite,
                    cases,
                    acknowledged,
                    findings.lost(),
                    findings.doubled(),
                    findings.wrong(),
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    findings.told());
        }
    }
}
