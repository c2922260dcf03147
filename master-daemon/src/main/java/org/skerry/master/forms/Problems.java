package org.skerry.master.forms;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.FieldProblem;
import tools.jackson.databind.JsonNode;

/** What the library found wrong, in our own words. */
final class Problems {

    /** More than anybody mends at a time. */
    static final int MAX = 64;

    private static final Set<String> LISTED = Set.of("type", "enum");

    private Problems() {}

    static FieldProblem of(Error error) {
        return new FieldProblem(field(error), error.getKeyword(), expected(error.getKeyword(), error.getSchemaNode()));
    }

    private static String field(Error error) {
        List<String> steps = new ArrayList<>();
        NodePath place = error.getInstanceLocation();
        for (int i = 0; i < place.getNameCount(); i++) {
            steps.add(place.getName(i));
        }
        if (error.getProperty() != null) { // one that is missing, or too many
            steps.add(error.getProperty());
        }
        return String.join("/", steps);
    }

    private static String expected(String kind, @Nullable JsonNode asked) {
        if (asked == null || asked.isObject()) {
            return "";
        }
        if (asked.isArray()) { // types or choices, if those are few
            return LISTED.contains(kind)
                            && asked.size() <= 7
                            && asked.valueStream().allMatch(JsonNode::isString)
                    ? asked.valueStream().map(JsonNode::stringValue).collect(Collectors.joining(", "))
                    : "";
        }
        return asked.asString();
    }
}
