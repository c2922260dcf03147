package org.skerry.slave.ui.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skerry.jio.JsonText;
import org.skerry.jio.PastRecord;
import org.skerry.jio.PastRecord.PastAttachment;
import tools.jackson.databind.JsonNode;

/**
 * A record as it was, field by field against what it is.
 *
 * @param isNow whether it is the same version, so that there is nothing to compare
 */
record Comparison(List<Row> fields, List<File> files, boolean isNow) {

    Comparison {
        fields = List.copyOf(fields);
        files = List.copyOf(files);
    }

    /** A field, empty where the version has none of this name. */
    record Row(String name, Optional<JsonNode> then, Optional<JsonNode> now) {

        /** To the last digit: 1.10 is not 1.1 for the one who typed it. */
        boolean isChanged() {
            return !then.map(JsonText::write).equals(now.map(JsonText::write));
        }
    }

    /** An attachment, likewise. */
    record File(String name, Optional<PastAttachment> then, Optional<PastAttachment> now) {

        boolean isChanged() {
            return !then.equals(now);
        }
    }

    /** In the order of the fields then, and those that have come since. */
    static Comparison of(PastRecord then, PastRecord now) {
        List<Row> fields = union(then.body().propertyNames().stream(), now.body().propertyNames().stream()).stream()
                .map(name -> new Row(
                        name,
                        Optional.ofNullable(then.body().get(name)),
                        Optional.ofNullable(now.body().get(name))))
                .toList();
        var filesThen =
                then.attachments().stream().collect(Collectors.toMap(PastAttachment::name, Function.identity()));
        var filesNow = now.attachments().stream().collect(Collectors.toMap(PastAttachment::name, Function.identity()));
        List<File> files = union(names(then), names(now)).stream()
                .map(name -> new File(
                        name, Optional.ofNullable(filesThen.get(name)), Optional.ofNullable(filesNow.get(name))))
                .toList();
        return new Comparison(fields, files, then.sequence().equals(now.sequence()));
    }

    private static Stream<String> names(PastRecord record) {
        return record.attachments().stream().map(PastAttachment::name);
    }

    private static List<String> union(Stream<String> one, Stream<String> other) {
        Set<String> names = new LinkedHashSet<>(one.toList());
        other.forEach(names::add);
        return new ArrayList<>(names);
    }

    /** Whether nothing is different, but perhaps the order of fields. */
    boolean isSame() {
        return fields.stream().noneMatch(Row::isChanged) && files.stream().noneMatch(File::isChanged);
    }
}
