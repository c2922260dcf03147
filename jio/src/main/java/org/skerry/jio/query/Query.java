package org.skerry.jio.query;

import java.util.List;
import java.util.Optional;
import org.skerry.jio.JsonText;
import tools.jackson.databind.JsonNode;

/** A jIO query: what the user typed, parsed. */
public sealed interface Query {

    /** How deep queries may be nested, so that nobody's stack overflows; people stay below ten. */
    int MAX_DEPTH = 200;

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
     * @param operand a text in a parsed query; any JSON value in one that came as an object; a missing node where that
     *     object had no value, which then never matches
     */
    record Compare(Key key, Operator operator, JsonNode operand) implements Query {

        /** A comparison with a text, as the parser makes them; the key "" means any field. */
        public Compare(String key, Operator operator, String text) {
            this(Key.of(key), operator, JsonText.nodes().stringNode(text));
        }
    }

    /** What a simple query looks at. */
    sealed interface Key {

        Key ANY_FIELD = new AnyField();
        Key NONE = new None();

        /** A field's key; {@link #ANY_FIELD} for the empty name. */
        static Key of(String name) {
            return name.isEmpty() ? ANY_FIELD : new Field(name);
        }

        /** Every field of the record, but not its id. */
        record AnyField() implements Key {}

        /** A query object came without a key: it matches nothing. */
        record None() implements Key {}

        /** The field of that name, or what the {@link KeySchema} says about the name; {@code __id} is the record's id. */
        record Field(String name) implements Key {}

        /**
         * A key that a query object brings with it.
         *
         * @param readFrom the field that is read
         * @param cast name of a cast of the {@link KeySchema}
         * @param equalMatch name of a comparison of the {@link KeySchema}
         */
        record Custom(String readFrom, Optional<String> cast, Optional<String> equalMatch) implements Key {}
    }

    /** How a field is compared. */
    enum Operator {
        /** None was written: like with wildcards where the value contains %, else {@code EQUAL}. */
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

        /** The operator of that text; whatever is no operator (jIO's "like" among it) is {@link #DEFAULT}. */
        public static Operator of(String text) {
            for (Operator operator : values()) {
                if (operator.text.equals(text)) {
                    return operator;
                }
            }
            return DEFAULT;
        }
    }
}
