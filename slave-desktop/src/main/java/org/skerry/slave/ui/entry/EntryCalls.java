package org.skerry.slave.ui.entry;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.skerry.jio.Expected;
import org.skerry.jio.FormId;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.Sequence;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Facet;
import org.skerry.jio.query.FacetCounts;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.Row;
import tools.jackson.databind.node.ObjectNode;

/** What the form asks of the master. Calls block; any thread; failures are {@link StorageException}. */
final class EntryCalls {

    /** Enough to guess the fields of a type, few enough to come at once. */
    private static final int SAMPLE = 50;

    /** As many types as anybody looks through. */
    private static final int TYPES = 100;

    /** As many records as a list can show from which one chooses. */
    private static final int FOUND = 12;

    private final Storage storage;

    /** A record, with what is usual for its type. */
    record Opened(ObjectNode body, TypeSample sample) {}

    EntryCalls(Storage storage) {
        this.storage = storage;
    }

    Opened open(RecordId id) {
        ObjectNode body = storage.get(id);
        return new Opened(body, sample(type(body)));
    }

    Optional<ObjectNode> find(RecordId id) {
        try {
            return Optional.of(storage.get(id));
        } catch (StorageException.NotFound gone) {
            return Optional.empty();
        }
    }

    /** What records of a type look like; nothing where that cannot be known, as a form works without. */
    TypeSample sample(String type) {
        return type.isEmpty() ? TypeSample.NONE : usual(type).with(form(type));
    }

    private TypeForm form(String type) {
        try {
            return FormId.of(type).flatMap(this::find).map(TypeForm::of).orElse(TypeForm.NONE);
        } catch (StorageException notNow) {
            return TypeForm.NONE;
        }
    }

    private TypeSample usual(String type) {
        Query ofType = new Query.Compare(TypeSample.TYPE, Query.Operator.EQUAL, type);
        try {
            return TypeSample.of(
                    storage
                            .allDocs(new AllDocs(ofType, List.of(), new Limit(0, SAMPLE), List.of(), true))
                            .rows()
                            .stream()
                            .map(Row::doc)
                            .filter(Objects::nonNull)
                            .toList());
        } catch (StorageException notNow) {
            return TypeSample.NONE;
        }
    }

    /** The records of a type whose name holds a text, the first of them. */
    List<References.Found> named(String type, String text) {
        Query ofType = new Query.Compare(TypeSample.TYPE, Query.Operator.EQUAL, type);
        Query named = new Query.Or(TypeSample.NAMES.stream()
                .<Query>map(name -> new Query.Compare(name, Query.Operator.DEFAULT, "%" + text + "%"))
                .toList());
        Query query = text.isBlank() ? ofType : new Query.And(List.of(ofType, named));
        return storage.allDocs(new AllDocs(query, List.of(), new Limit(0, FOUND), List.of(), true)).rows().stream()
                .filter(row -> row.doc() != null)
                .map(row -> new References.Found(
                        row.id(), RecordName.of(row.doc()).orElse(row.id().text())))
                .toList();
    }

    /** What a record is called; empty if there is none. */
    Optional<String> name(String id) {
        return id.isEmpty() || id.length() > RecordId.MAX_LENGTH
                ? Optional.empty()
                : find(new RecordId(id)).map(body -> RecordName.of(body).orElse(id));
    }

    /** The types of records that there are, the most frequent first; without forms, which are made elsewhere. */
    List<String> types() {
        Facet facet = new Facet(TypeSample.TYPE, TYPES, "");
        AllDocs request = new AllDocs(Query.ALL, List.of(), new Limit(0, 1), List.of(), false, false, List.of(facet));
        return storage.allDocs(request).facets().stream()
                .flatMap(counts -> counts.values().stream())
                .map(FacetCounts.ValueCount::value)
                .filter(type -> !type.equals(FormId.TYPE))
                .toList();
    }

    /**
     * Saves a record unless somebody else was faster.
     *
     * @param base as the user has seen it; empty for a new one
     * @param attempts signatures of what was sent before without an answer: found there, they are ours
     */
    Outcome save(RecordId id, ObjectNode body, Optional<ObjectNode> base, Set<String> attempts) {
        try {
            put(id, body, base.<Expected>map(EntryCalls::asRead).orElse(Expected.ABSENT));
            return Outcome.DONE;
        } catch (StorageException.Conflict otherwise) {
            Outcome found = compare(id, body);
            return found instanceof Outcome.Changed(ObjectNode theirs) && attempts.contains(Signature.of(theirs))
                    ? save(id, body, Optional.of(theirs), Set.of())
                    : found;
        }
    }

    /** Puts a deleted record back, with its files where the master keeps them, unless there is one again. */
    Outcome restore(RecordId id, ObjectNode body) {
        try {
            lastVersion(id)
                    .ifPresentOrElse(
                            last -> storage.apply(new Write.Restore(id, last, Expected.GONE), WriteKey.NONE),
                            () -> put(id, body, Expected.GONE));
            return Outcome.DONE;
        } catch (StorageException.Conflict otherwise) {
            return compare(id, body);
        }
    }

    private Optional<Sequence> lastVersion(RecordId id) {
        try {
            return storage.history(id, Optional.empty(), 2).versions().stream()
                    .filter(RecordVersion::isKept)
                    .findFirst()
                    .map(RecordVersion::sequence);
        } catch (StorageException.NotOffered | StorageException.NotFound notKept) {
            return Optional.empty();
        }
    }

    /** Deletes a record that has no files. */
    Outcome remove(RecordId id, ObjectNode base) {
        Optional<Integer> attachments = attachments(id);
        return attachments.isPresent() && attachments.get() > 0
                ? new Outcome.HasAttachments(attachments.get())
                : removeWithAll(id, base);
    }

    /** Deletes a record, and the files that it has. */
    Outcome removeWithAll(RecordId id, ObjectNode base) {
        try {
            storage.apply(new Write.Remove(id, asRead(base)), WriteKey.NONE);
            return Outcome.DONE;
        } catch (StorageException.Conflict otherwise) {
            return find(id).<Outcome>map(Outcome.Changed::new).orElse(Outcome.GONE);
        }
    }

    static String type(ObjectNode body) {
        return body.path(TypeSample.TYPE).asString("");
    }

    private Outcome compare(RecordId id, ObjectNode body) {
        return find(id).map(theirs -> isSame(theirs, body) ? Outcome.DONE : new Outcome.Changed(theirs))
                .orElse(Outcome.GONE);
    }

    /** Empty if the record is gone. */
    private Optional<Integer> attachments(RecordId id) {
        try {
            return Optional.of(storage.allAttachments(id).size());
        } catch (StorageException.NotFound gone) {
            return Optional.empty();
        }
    }

    static boolean isSame(ObjectNode one, ObjectNode other) {
        return Signature.of(one).equals(Signature.of(other));
    }

    private void put(RecordId id, ObjectNode body, Expected expected) {
        storage.apply(new Write.Put(id, body, expected), WriteKey.NONE);
    }

    private static Expected asRead(ObjectNode body) {
        return new Expected.Signed(Signature.of(body));
    }
}
