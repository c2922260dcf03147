package org.skerry.slave.ui.entry;

import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.JsonNode;

/** What a typed text means. */
sealed interface Reading {

    Reading NOTHING = new Nothing();

    record Value(JsonNode value) implements Reading {}

    /** The field is empty. */
    record Nothing() implements Reading {}

    record Mistake(Sentence why) implements Reading {}

    static Reading value(JsonNode value) {
        return new Value(value);
    }

    static Reading mistake(String key, Object... arguments) {
        return new Mistake(Sentence.of(key, arguments));
    }
}
