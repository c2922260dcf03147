package org.skerry.slave.ui.entry;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.RecordId;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record that somebody changes and has not saved yet.
 *
 * @param master on which it is to be saved
 * @param base as it was read from the master; empty for a new one
 * @param body as far as it makes sense
 * @param typed what stands in fields whose text makes no sense yet, by their names
 * @param json the text of the JSON view, if that is in front
 * @param at when it was last changed
 */
public record Draft(
        DraftKey key,
        String master,
        RecordId id,
        Optional<ObjectNode> base,
        ObjectNode body,
        Map<String, String> typed,
        Optional<String> json,
        Instant at) {

    public Draft {
        typed = Collections.unmodifiableMap(new LinkedHashMap<>(typed));
    }
}
