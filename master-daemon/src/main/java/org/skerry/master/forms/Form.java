package org.skerry.master.forms;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.skerry.jio.FieldProblem;
import org.skerry.jio.FormId;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.RecordView;
import tools.jackson.databind.node.ObjectNode;

/** What the records of one type have to look like. */
final class Form {

    /** As many as a sentence can bear. */
    private static final int MAX_SENTENCES = 8;

    private static final Set<String> OURS = Set.of(FormId.TYPE_FIELD, RecordView.OWNER);
    private static final Set<String> TOO_MANY = Set.of("additionalProperties", "unevaluatedProperties");

    private final ObjectNode schema;
    private final Schema compiled;
    private final List<String> names;

    private Form(ObjectNode schema, Schema compiled) {
        this.schema = schema;
        this.compiled = compiled;
        this.names = List.copyOf(schema.path("properties").propertyNames());
    }

    /**
     * The form that a record holds.
     *
     * @throws StorageException.BadRequest with one plain sentence if it holds none
     */
    static Form of(RecordId id, ObjectNode body) {
        String type = body.path(FormId.FOR_FIELD).stringValue("");
        if (!FormId.typeOf(body).equals(FormId.TYPE)
                || type.isEmpty()
                || !FormId.of(type).equals(Optional.of(id))) {
            throw bad(
                    "A form has the id \"form/TYPE\", the \"portal_type\" \"Form\" and that TYPE in its field \"for\".");
        }
        if (type.equals(FormId.TYPE)) {
            throw bad("What a form looks like is fixed; there is no form for forms.");
        }
        if (!(body.get(FormId.SCHEMA_FIELD) instanceof ObjectNode schema)) {
            throw bad("A form needs a \"schema\": a JSON Schema as an object.");
        }
        SchemaCheck.check(schema);
        return new Form(schema, Schemas.compile(schema));
    }

    /**
     * @param hidden fields that do not count
     * @throws StorageException.BadRequest if a record does not fit; it names the fields
     */
    void check(ObjectNode body, Set<String> hidden) {
        List<Error> found = problems(body);
        List<FieldProblem> problems = found.stream()
                .map(Problems::of)
                .filter(problem -> !hidden.contains(name(problem)) && !isOurs(problem))
                .distinct()
                .sorted(Comparator.comparingInt(this::place))
                .limit(Problems.MAX)
                .toList();
        if (!problems.isEmpty()) {
            throw new StorageException.BadRequest(sentence(problems), problems);
        }
        if (found.size() >= Findings.MAX) { // none of them counts, but others were not looked for
            throw tooMuch();
        }
    }

    /** Every record may have a type and an owner, also where a form allows no fields but its own. */
    private static boolean isOurs(FieldProblem problem) {
        return OURS.contains(problem.field()) && TOO_MANY.contains(problem.kind());
    }

    /** In the order of the form, what it does not know last. */
    private int place(FieldProblem problem) {
        int place = names.indexOf(name(problem));
        return place < 0 ? names.size() : place;
    }

    /** The field of the record itself in which it is. */
    private static String name(FieldProblem problem) {
        int end = problem.field().indexOf('/');
        return end < 0 ? problem.field() : problem.field().substring(0, end);
    }

    private List<Error> problems(ObjectNode body) {
        try {
            return Schemas.validate(compiled, body);
        } catch (ValidationLimitExceededException endless) {
            throw tooMuch();
        }
    }

    private String sentence(List<FieldProblem> problems) {
        Sentences sentences = new Sentences(schema);
        String said = String.join(
                " ", problems.stream().limit(MAX_SENTENCES).map(sentences::of).toList());
        int more = problems.size() - MAX_SENTENCES;
        return more > 0 ? said + " There are %d more.".formatted(more) : said;
    }

    private static StorageException.BadRequest tooMuch() {
        return bad("This record is too much for the form of its type; make the form simpler, or the record smaller.");
    }

    private static StorageException.BadRequest bad(String sentence) {
        return new StorageException.BadRequest(sentence);
    }
}
