package org.skerry.slave.ui.entry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the records of a type usually look like, guessed from some of them.
 *
 * @param fields in the order of a form: what names a record first, then the most frequent
 * @param form what the type has instead of a guess, where somebody has made one
 */
record TypeSample(List<Guess> fields, TypeForm form) {

    static final TypeSample NONE = new TypeSample(List.of(), TypeForm.NONE);

    /** The field that tells the type of a record (ERP5's word). */
    static final String TYPE = "portal_type";

    /** Fields that name a record, as ERP5 and people call them. */
    static final List<String> NAMES = List.of("title", "name");

    /** Forms with more fields are no forms any more. */
    private static final int MAX_FIELDS = 40;

    /** A field that records of the type have. */
    record Guess(String name, FieldKind kind) {}

    TypeSample {
        fields = List.copyOf(fields);
    }

    static TypeSample of(List<ObjectNode> records) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (ObjectNode record : records) {
            for (Map.Entry<String, JsonNode> field : record.properties()) {
                tallies.computeIfAbsent(field.getKey(), name -> new Tally()).add(field.getValue());
            }
        }
        tallies.remove(TYPE);
        List<Map.Entry<String, Tally>> ordered = new ArrayList<>(tallies.entrySet());
        ordered.sort(Comparator.<Map.Entry<String, Tally>>comparingInt(field -> rank(field.getKey()))
                .thenComparingInt(field -> -field.getValue().records));
        return new TypeSample(
                ordered.stream()
                        .limit(MAX_FIELDS)
                        .map(field -> new Guess(field.getKey(), field.getValue().kind()))
                        .toList(),
                TypeForm.NONE);
    }

    TypeSample with(TypeForm form) {
        return new TypeSample(fields, form);
    }

    /** The fields that a record should have, in their order: those of the form, else those that are usual. */
    List<String> names() {
        return form.isEmpty()
                ? fields.stream().map(Guess::name).toList()
                : form.fields().stream().map(FormField::name).toList();
    }

    Optional<FieldKind> kind(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Guess::kind)
                .findFirst();
    }

    private static int rank(String name) {
        int place = NAMES.indexOf(name);
        return place < 0 ? NAMES.size() : place;
    }

    /** What the records have in one field. */
    private static final class Tally {

        private final Map<FieldKind, Integer> kinds = new EnumMap<>(FieldKind.class);
        private int records;

        void add(JsonNode value) {
            records++;
            if (!value.isNull() && !(value.isString() && value.stringValue().isEmpty())) {
                kinds.merge(FieldKind.of(value), 1, Integer::sum);
            }
        }

        FieldKind kind() {
            FieldKind most = kinds.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(FieldKind.TEXT);
            return most == FieldKind.TEXT && kinds.containsKey(FieldKind.LONG_TEXT) ? FieldKind.LONG_TEXT : most;
        }
    }
}
