package org.skerry.slave.ui.entry;

import java.util.Optional;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import tools.jackson.databind.JsonNode;

/** The value of a field, to be read. */
public final class ValueText {

    private ValueText() {}

    /** In the present language; it does not follow. */
    public static String of(Optional<JsonNode> value, Texts texts) {
        if (value.isEmpty()) {
            return texts.now(Sentence.of("entry.conflict.none"));
        }
        if (value.get().isBoolean()) {
            return texts.now(Sentence.of(value.get().booleanValue() ? "entry.yes" : "entry.no"));
        }
        return FieldKind.of(value.get()).write(value.get(), texts.language().getValue());
    }
}
