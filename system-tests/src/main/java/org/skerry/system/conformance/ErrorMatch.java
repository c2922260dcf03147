package org.skerry.system.conformance;

import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

/** Compares an error of ours with one of jIO's. */
final class ErrorMatch {

    private ErrorMatch() {}

    /** jIO's own errors by status code; JavaScript's (parse errors, type errors) are bad requests here. */
    static boolean isExpected(JsonNode error, StorageException actual) {
        return error.path("class").asString("").equals("jIOError")
                ? error.path("status_code").asInt(0) == actual.statusCode()
                : actual instanceof StorageException.BadRequest;
    }
}
