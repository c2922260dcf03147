package org.skerry.slave.ui.records;

import java.util.Optional;
import org.skerry.jio.query.Query;

/** Which kind of records is looked at. */
public sealed interface TypeChoice {

    /** The field that says of which type a record is: ERP5's. */
    String FIELD = "portal_type";

    TypeChoice ALL = new All();
    TypeChoice WITHOUT = new Without();

    /** Records of every type. */
    record All() implements TypeChoice {}

    /** Records that have no type. */
    record Without() implements TypeChoice {}

    record Named(String name) implements TypeChoice {}

    /** What finds these records. */
    default Query query() {
        return switch (this) {
            case All() -> Query.ALL;
            // A field that is there holds some text; there is no shorter way to say that it is not.
            case Without() -> new Query.Not(new Query.Compare(FIELD, Query.Operator.DEFAULT, "%"));
            case Named(String name) -> new Query.Compare(FIELD, Query.Operator.EQUAL, name);
        };
    }

    /** The type that a new record gets, if one is chosen. */
    default Optional<String> ofNew() {
        return this instanceof Named(String name) ? Optional.of(name) : Optional.empty();
    }

    /** Under which the columns are remembered. */
    default String settingsKey() {
        return switch (this) {
            case All() -> "*";
            case Without() -> "-";
            case Named(String name) -> name;
        };
    }
}
