package org.skerry.jio.query;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A jIO query: what the user typed, parsed. */
public sealed interface Query {

    Query ALL = new All();

    /** Matches every record: the empty text. */
    record All() implements Query {}

    /** Every part matches; without parts: everything. */
    record And(List<Query> parts) implements Query {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** Some part matches; without parts: nothing. */
    record Or(List<Query> parts) implements Query {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Query part) implements Query {}

    /**
     * A simple query: a field compared with a value.
     *
     * @param key the field's name, "" for any field
     * @param operand a text in a parsed query; any JSON scalar in one that came as an object
     */
    record Compare(String key, Operator operator, JsonNode operand) implements Query {}

    /** How a field is compared. */
    enum Operator {
        /** None was written: {@code LIKE} where the value contains %, else {@code EQUAL}. */
        DEFAULT(""),
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        /** As written in a query text. */
        public String text() {
            return text;
        }
    }
}
