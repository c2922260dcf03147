package org.skerry.slave;

import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a call touches.
 *
 * @param recordId the one record; empty for all of them
 */
record CallFootprint(Optional<String> recordId, boolean writes) {

    /** A new record, which no other call can know. */
    private static final Optional<String> NEW = Optional.of("");

    static CallFootprint of(String method, ArrayNode arguments) {
        return switch (method) {
            case "post" -> new CallFootprint(NEW, true);
            case "allDocs" -> new CallFootprint(Optional.empty(), false);
            case "get", "put", "remove", "putAttachment", "getAttachment", "removeAttachment", "allAttachments" ->
                new CallFootprint(Optional.of(arguments.path(0).asString("")), MasterCalls.isWrite(method));
            default -> new CallFootprint(Optional.empty(), true);
        };
    }

    /** Whether the order of the two matters. */
    boolean conflictsWith(CallFootprint other) {
        boolean touchesTheSame = recordId.isEmpty()
                || other.recordId.isEmpty()
                || recordId.equals(other.recordId) && !recordId.equals(NEW);
        return (writes || other.writes) && touchesTheSame;
    }
}
