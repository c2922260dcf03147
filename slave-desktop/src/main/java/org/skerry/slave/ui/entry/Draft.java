package org.skerry.slave.ui.entry;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.RecordId;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record that is kept on this PC because it is not known to be on the master.
 *
 * @param master on which it is to be saved
 * @param base as it was read from the master; empty for a new one
 * @param body as far as it makes sense
 * @param typed what stands in fields whose text makes no sense yet, by their names
 * @param json the text of the JSON view, if that is in front
 * @param at when it was last changed
 * @param standing whether it is to be sent
 */
public record Draft(
        DraftKey key,
        String master,
        RecordId id,
        Optional<ObjectNode> base,
        ObjectNode body,
        Map<String, String> typed,
        Optional<String> json,
        Instant at,
        Standing standing) {

    public Draft {
        typed = Collections.unmodifiableMap(new LinkedHashMap<>(typed));
    }

    /** The same, standing otherwise. */
    Draft as(Standing another) {
        return new Draft(key, master, id, base, body, typed, json, at, another);
    }

    /** The same, of another owner. */
    Draft of(String another) {
        return new Draft(key, another, id, base, body, typed, json, at, standing);
    }

    /** The same, as if somebody were still typing. */
    Draft typed(DraftKey another) {
        return new Draft(another, master, id, base, body, typed, json, at, Standing.TYPED);
    }

    /** Whether it is complete, and only the master has not taken it. */
    boolean isUnsent() {
        return !(standing instanceof Standing.Typed);
    }

    /** What it is called. */
    public Sentence heading() {
        return RecordName.heading(body, base.isEmpty());
    }

    /** The type of the record; "" if it has none. */
    public String type() {
        return EntryCalls.type(body);
    }
}
