package org.skerry.jio.query;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.skerry.jio.Expected;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How somebody sees a storage: as if there were no other records than those he may see, and no other fields in them.
 * Immutable.
 *
 * @param visible what a record has to match to be seen; simple comparisons of fields, no full text
 * @param writable what it has to match, before and after, to be written
 * @param hidden fields that are not seen, and keep their values when a record is written
 * @param owner who stands in {@link #OWNER} of all that is written; empty if that is not kept
 */
public record RecordView(Query visible, Query writable, Set<String> hidden, Optional<String> owner) {

    /** The field that says whose a record is. */
    public static final String OWNER = "owner";

    /** Everything may be seen and written. */
    public static final RecordView WHOLE = new RecordView(Query.ALL, Query.ALL, Set.of(), Optional.empty());

    private static final QueryEvaluator EVALUATOR = new QueryEvaluator(KeySchema.NONE);

    public RecordView {
        hidden = Set.copyOf(hidden);
    }

    public boolean isWhole() {
        return equals(WHOLE);
    }

    /** Whether all records are seen, as they are. */
    public boolean showsAll() {
        return visible.equals(Query.ALL) && hidden.isEmpty();
    }

    /** The record as it is seen; empty if it is not. */
    public Optional<StoredRecord> of(StoredRecord whole) {
        return EVALUATOR.matches(visible, whole)
                ? Optional.of(new StoredRecord(whole.id(), shown(whole.body())))
                : Optional.empty();
    }

    /** What is seen of the body of a record that is seen. */
    public ObjectNode shown(ObjectNode body) {
        if (hidden.stream().noneMatch(body::has)) {
            return body;
        }
        ObjectNode shown = body.deepCopy();
        shown.remove(hidden);
        return shown;
    }

    /**
     * Whether an index of whole records would give hidden fields away: what is asked does not only concern fields that are
     * named and seen.
     */
    public boolean hidesFrom(AllDocs request) {
        if (hidden.isEmpty()) {
            return false;
        }
        return request.highlight()
                || concernsHidden(request.query())
                || request.sortOn().stream().anyMatch(key -> hidden.contains(key.field()))
                || request.facets().stream().anyMatch(facet -> hidden.contains(facet.field()));
    }

    private boolean concernsHidden(Query query) {
        return switch (query) {
            case Query.All() -> false;
            case Query.And(var parts) -> parts.stream().anyMatch(this::concernsHidden);
            case Query.Or(var parts) -> parts.stream().anyMatch(this::concernsHidden);
            case Query.Not(var part) -> concernsHidden(part);
            case Query.Compare compare ->
                switch (compare.key()) {
                    case Query.Key.None() -> false;
                    case Query.Key.AnyField() -> true;
                    case Query.Key.Field(var name) -> name.equals(FullText.KEY) || hidden.contains(name);
                    case Query.Key.Custom custom ->
                        custom.readFrom().equals(FullText.KEY) || hidden.contains(custom.readFrom());
                };
        };
    }

    /**
     * What is written when somebody who sees a storage like this puts a record.
     *
     * @param before the whole record that is there, if one is
     * @param wasWritten whether it is there or was once
     * @param expected compared with what he sees
     * @throws StorageException.Forbidden if this may not be
     * @throws StorageException.Conflict if it is not as expected
     */
    public ObjectNode put(
            RecordId id, Optional<ObjectNode> before, boolean wasWritten, ObjectNode body, Expected expected) {
        Optional<StoredRecord> whole = before.map(there -> new StoredRecord(id, there));
        if (whole.isPresent()) {
            checkWritable(whole.get());
        }
        ObjectNode written = completed(before, body);
        checkPlain(written);
        checkWritable(new StoredRecord(id, written));
        ObjectNode seen = whole.flatMap(this::of).map(StoredRecord::body).orElse(null);
        expected.check(id, seen, wasWritten);
        return written;
    }

    /**
     * What is written when somebody who sees a storage like this restores a version.
     *
     * @param before the whole record that is there, if one is
     * @param last what it was last: the same, or what was removed
     * @param past the version, with its hidden fields; those that are written keep the values they have now
     * @param expected compared with what he sees
     * @throws StorageException.NotFound if he does not see the record, or did not see the version
     * @throws StorageException.Forbidden if he may not write both
     * @throws StorageException.Conflict if it is not as expected
     */
    public ObjectNode restore(
            RecordId id, Optional<ObjectNode> before, ObjectNode last, PastRecord past, Expected expected) {
        StoredRecord now = new StoredRecord(id, last);
        StoredRecord then = new StoredRecord(id, past.body());
        if (of(now).isEmpty()) {
            throw StorageException.NotFound.record(id);
        }
        if (of(then).isEmpty()) {
            throw PastRecord.missing(id, past.sequence());
        }
        checkWritable(now);
        checkWritable(then);
        ObjectNode written = completed(Optional.of(last), shown(past.body()));
        checkPlain(written);
        checkWritable(new StoredRecord(id, written));
        expected.check(id, before.map(this::shown).orElse(null), true);
        return written;
    }

    /**
     * Whether a record is there for somebody who wants to remove it, or to change its attachments.
     *
     * @throws StorageException.Forbidden if it is, and he may not
     * @throws StorageException.Conflict if what he sees is not as expected
     */
    public boolean touches(RecordId id, Optional<ObjectNode> before, Expected expected) {
        Optional<StoredRecord> whole = before.map(there -> new StoredRecord(id, there));
        Optional<StoredRecord> seen = whole.flatMap(this::of);
        if (seen.isPresent()) {
            checkWritable(whole.get());
        }
        expected.check(id, seen.map(StoredRecord::body).orElse(null), seen.isPresent());
        return seen.isPresent();
    }

    /** With its owner, and with the hidden fields as they were. */
    private ObjectNode completed(Optional<ObjectNode> before, ObjectNode body) {
        if (hidden.stream().anyMatch(body::has)) {
            throw forbidden();
        }
        ObjectNode completed = body.deepCopy();
        if (owner.isPresent() && !body.has(OWNER)) {
            completed.put(OWNER, owner.get());
        }
        for (String field : hidden) {
            JsonNode kept = before.map(there -> there.get(field)).orElse(null);
            if (kept != null) {
                completed.set(field, kept);
            }
        }
        return completed;
    }

    private void checkWritable(StoredRecord whole) {
        if (!EVALUATOR.matches(visible, whole) || !EVALUATOR.matches(writable, whole)) {
            throw forbidden();
        }
    }

    /** Several values at once, of which one is allowed, would put a record where its writer may not write. */
    private void checkPlain(ObjectNode body) {
        Set<String> deciding = new HashSet<>();
        addFields(visible, deciding);
        addFields(writable, deciding);
        for (String field : deciding) {
            JsonNode value = body.get(field);
            if (value != null && !value.isString()) {
                throw new StorageException.Forbidden("The field %s has to be one text here.".formatted(field));
            }
        }
    }

    private static void addFields(Query query, Set<String> fields) {
        switch (query) {
            case Query.All() -> {}
            case Query.And(List<Query> parts) -> parts.forEach(part -> addFields(part, fields));
            case Query.Or(List<Query> parts) -> parts.forEach(part -> addFields(part, fields));
            case Query.Not(Query part) -> addFields(part, fields);
            case Query.Compare compare -> {
                if (compare.key() instanceof Query.Key.Field(var name) && !name.equals(FieldView.ID)) {
                    fields.add(name);
                }
            }
        }
    }

    private static StorageException forbidden() {
        return new StorageException.Forbidden(
                "You may not write this record: its type, its owner or one of its fields is not for you.");
    }
}
