package org.skerry.jio.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordId;
import tools.jackson.databind.node.ObjectNode;

/**
 * One record of an {@link Answer}.
 *
 * @param value the selected fields, {@code {}} where none were asked for
 * @param doc the whole record where {@code include_docs} asked for it, else null
 * @param highlights where it holds what was looked for, if that was asked; in the order of the record's fields
 */
public record Row(RecordId id, ObjectNode value, @Nullable ObjectNode doc, List<Highlight> highlights) {

    public Row {
        highlights = List.copyOf(highlights);
    }

    public Row(RecordId id, ObjectNode value, @Nullable ObjectNode doc) {
        this(id, value, doc, List.of());
    }
}
