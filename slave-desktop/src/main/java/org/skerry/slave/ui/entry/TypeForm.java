package org.skerry.slave.ui.entry;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.skerry.jio.FormId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the form of a type says of its fields, as far as this program draws and checks them; the master has the last word.
 *
 * @param fields in the order of the form; none where the type has no form
 */
public record TypeForm(List<FormField> fields) {

    static final TypeForm NONE = new TypeForm(List.of());

    public TypeForm {
        fields = List.copyOf(fields);
    }

    /** That of a record under {@code form/TYPE}. */
    public static TypeForm of(ObjectNode record) {
        JsonNode schema = record.path(FormId.SCHEMA_FIELD);
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.stringValue("")));
        return new TypeForm(schema.path("properties").properties().stream()
                .filter(field -> !field.getKey().equals(TypeSample.TYPE))
                .map(field -> FormField.of(field.getKey(), field.getValue(), required.contains(field.getKey())))
                .toList());
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    Optional<FormField> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
