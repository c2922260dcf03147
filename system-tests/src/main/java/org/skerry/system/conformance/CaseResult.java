package org.skerry.system.conformance;

/**
 * A case and what became of it.
 *
 * @param level must, should or may
 */
record CaseResult(String file, String id, String topic, String level, Outcome outcome) {

    /** Whether the whole run fails because of it. */
    boolean isFatal() {
        return level.equals("must")
                && (outcome instanceof Outcome.Failed
                        || outcome instanceof Outcome.Skipped skipped && skipped.isOffered());
    }
}
