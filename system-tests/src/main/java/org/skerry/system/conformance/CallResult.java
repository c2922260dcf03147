package org.skerry.system.conformance;

import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

/** What a call gave. */
sealed interface CallResult {

    /** @param value a missing node for none */
    record Value(JsonNode value) implements CallResult {}

    record Error(StorageException error) implements CallResult {}
}
