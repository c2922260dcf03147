package org.skerry.system.conformance;

import tools.jackson.databind.JsonNode;

/** Runs the cases of one kind. */
interface CaseRunner {

    Outcome run(JsonNode testCase);

    /** How binding a case is that does not say so itself. */
    String defaultLevel();
}
