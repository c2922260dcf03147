package org.skerry.slave.ui.records;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.query.Highlight;
import org.skerry.jio.query.Row;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a row of the table shows.
 *
 * @param id empty as long as the master has not told
 * @param value the fields of the shown columns
 */
public record RecordRow(Optional<RecordId> id, ObjectNode value, List<Highlight> highlights) {

    /** One that the master is asked for. */
    static final RecordRow PENDING = new RecordRow(Optional.empty(), JsonText.object(), List.of());

    static RecordRow of(Row row) {
        return new RecordRow(Optional.of(row.id()), row.value(), row.highlights());
    }

    public boolean isPending() {
        return id.isEmpty();
    }

    /** The value of a field; a missing node where the record has none. */
    JsonNode field(String name) {
        return value.path(name);
    }

    /** Where a field holds what was searched. */
    List<Highlight> hits(String field) {
        return highlights.stream().filter(hit -> hit.field().equals(field)).toList();
    }

    /** The first hit in none of some fields, nor in the type, which is told elsewhere. */
    Optional<Highlight> hitBeside(Set<String> fields) {
        return highlights.stream()
                .filter(hit -> !fields.contains(hit.field()) && !hit.field().equals(TypeChoice.FIELD))
                .findFirst();
    }
}
