package org.skerry.slave.ui.entry;

import java.util.Optional;
import java.util.stream.Stream;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

/** What people call a record. */
public final class RecordName {

    /** What fits into two or three lines. */
    private static final int MAX_LENGTH = 80;

    private RecordName() {}

    /** What to write above it; an old one without a name goes by its type. */
    public static Sentence heading(ObjectNode body, boolean isNew) {
        return of(body, isNew)
                .map(text -> Sentence.of("entry.heading", text))
                .orElseGet(() -> Sentence.of(isNew ? "entry.new" : "entry.untitled"));
    }

    /** Its name, as one of the fields for that tells it. */
    static Optional<String> of(ObjectNode body) {
        return of(body, true);
    }

    private static Optional<String> of(ObjectNode body, boolean isNew) {
        Stream<String> type = isNew ? Stream.of() : Stream.of(TypeSample.TYPE);
        return Stream.concat(TypeSample.NAMES.stream(), type)
                .map(name -> body.path(name).asString(""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(text -> text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…");
    }
}
