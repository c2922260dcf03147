package org.skerry.slave.ui.entry;

import java.util.Set;
import org.skerry.jio.FieldProblem;
import org.skerry.slave.ui.text.Sentence;

/** What is wrong with a field, for the one who fills it. */
final class FormProblem {

    /** Keywords that have a sentence of their own. */
    private static final Set<String> KNOWN = Set.of(
            "required",
            "enum",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "pattern",
            "additionalProperties");

    private static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "array", "object");
    private static final Set<String> FORMATS = Set.of("date", "date-time", "time", "email", "uri");

    private FormProblem() {}

    /** The field in which a problem is; what is inside it comes after a slash. */
    static String field(FieldProblem problem) {
        int end = problem.field().indexOf('/');
        return end < 0 ? problem.field() : problem.field().substring(0, end);
    }

    static Sentence of(FieldProblem problem) {
        Sentence what = Sentence.of("form.problem." + kind(problem), problem.expected());
        int end = problem.field().indexOf('/');
        return end < 0
                ? what
                : Sentence.of("form.problem.inside", place(problem.field().substring(end + 1)), what);
    }

    /** People count from one. */
    private static String place(String path) {
        return path.matches("\\d{1,6}") ? Integer.toString(Integer.parseInt(path) + 1) : path;
    }

    private static String kind(FieldProblem problem) {
        if (problem.kind().equals("type") && TYPES.contains(problem.expected())) {
            return "type." + problem.expected();
        }
        if (problem.kind().equals("format") && FORMATS.contains(problem.expected())) {
            return "format." + problem.expected();
        }
        return KNOWN.contains(problem.kind()) ? problem.kind() : "other";
    }
}
