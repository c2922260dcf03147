package org.skerry.jio;

import tools.jackson.databind.node.ObjectNode;

/**
 * A record: its id and its JSON object.
 *
 * @param body treated as immutable by everybody who holds it
 */
public record StoredRecord(RecordId id, ObjectNode body) {}
