package org.skerry.jio.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.Caller;
import org.skerry.jio.Change;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecentSteps;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordLimits;
import org.skerry.jio.Sequence;
import org.skerry.jio.Signature;
import org.skerry.jio.Step;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.RecordView;
import tools.jackson.databind.node.ObjectNode;

/** What a memory storage holds. Its owner's lock guards it. */
final class MemoryRecords {

    record Entry(StoredRecord record, Map<String, Attachment> attachments, long sequence, Step.Body body) {}

    private final ScriptOrder<Entry> entries = new ScriptOrder<>();
    private final Map<RecordId, Long> tombstones = new HashMap<>();
    private final NavigableMap<Long, RecordId> bySequence = new TreeMap<>();
    private final KeptOutcomes outcomes = new KeptOutcomes();
    private final RecentSteps steps = new RecentSteps(Sequence.START);
    private long last;

    Optional<Entry> find(RecordId id) {
        return Optional.ofNullable(entries.get(id));
    }

    List<StoredRecord> all() {
        return entries.values().stream().map(Entry::record).toList();
    }

    Sequence last() {
        return new Sequence(last);
    }

    /** The last writes; these may be asked for without the lock. */
    RecentSteps steps() {
        return steps;
    }

    List<Change> changes(Sequence checkpoint, int max) {
        return bySequence.tailMap(checkpoint.number(), false).entrySet().stream()
                .limit(max)
                .map(at -> change(new Sequence(at.getKey()), at.getValue()))
                .toList();
    }

    private Change change(Sequence sequence, RecordId id) {
        Entry entry = entries.get(id);
        return entry == null ? new Change.Removed(sequence, id) : new Change.Stored(sequence, entry.record());
    }

    /** Refuses as an attachment would be refused. */
    void checkAttaching(RecordId id, String name, RecordView view) {
        Entry entry = existing(id);
        if (!view.isWhole() && !view.touches(id, Optional.of(entry.record().body()), Expected.ANY)) {
            throw StorageException.NotFound.record(id);
        }
        if (!entry.attachments().containsKey(name)) {
            RecordLimits.checkRoomForAttachment(id, entry.attachments().size());
        }
    }

    /** Applies a write under its key; throws what {@code Storage.apply} says. */
    void apply(Write asked, WriteKey key, Caller caller, MemoryUploads uploads) {
        RecordView view = caller.view();
        Write write = asked;
        if (asked instanceof Write.AttachUploaded(RecordId id, String name, AttachmentInfo content, var expected)) {
            Optional<Attachment> uploaded =
                    uploads.take(new MemoryUploads.Place(id, name, content, caller.key(), caller.person()));
            write = uploaded.<Write>map(there -> new Write.PutAttachment(id, name, there, expected))
                    .orElse(asked);
        }
        apply(write, Signature.of(asked), key, caller, view);
    }

    private void apply(Write write, String digest, WriteKey key, Caller caller, RecordView view) {
        if (!(key instanceof WriteKey.Numbered numbered)) {
            change(write, view);
            return;
        }
        Optional<StorageException.Conflict> outcome = outcomes.find(caller, numbered, digest);
        if (outcome == null) {
            outcome = conflictOf(write, view);
            outcomes.keep(caller, numbered, digest, outcome);
        }
        if (outcome.isPresent()) {
            throw new StorageException.Conflict(outcome.get().getMessage());
        }
    }

    private Optional<StorageException.Conflict> conflictOf(Write write, RecordView view) {
        try {
            change(write, view);
            return Optional.empty();
        } catch (StorageException.Conflict conflict) {
            return Optional.of(conflict);
        }
    }

    private void change(Write write, RecordView view) {
        if (view.isWhole()) {
            change(write);
        } else {
            changeSeen(write, view);
        }
    }

    private void changeSeen(Write write, RecordView view) {
        RecordId id = write.id();
        Optional<ObjectNode> before = find(id).map(entry -> entry.record().body());
        switch (write) {
            case Write.Put(var _, ObjectNode body, Expected expected) -> {
                boolean wasWritten = before.isPresent() || tombstones.containsKey(id);
                ObjectNode whole = view.put(id, before, wasWritten, body, expected);
                checkLast(id, expected, view);
                put(id, whole, Expected.ANY);
            }
            case Write.Remove(var _, Expected expected) -> {
                if (view.touches(id, before, expected)) {
                    checkLast(id, expected, view);
                    remove(id, Expected.ANY);
                }
            }
            case Write.PutAttachment _, Write.AttachUploaded _, Write.RemoveAttachment _ -> {
                if (!view.touches(id, before, Expected.ANY)) {
                    throw StorageException.NotFound.record(id);
                }
                change(write);
            }
            case Write.Restore _ -> throw new IllegalArgumentException("no history: " + write);
        }
    }

    private void change(Write write) {
        switch (write) {
            case Write.Put(RecordId id, ObjectNode body, Expected expected) -> put(id, body, expected);
            case Write.Remove(RecordId id, Expected expected) -> remove(id, expected);
            case Write.PutAttachment put -> putAttachment(put);
            case Write.AttachUploaded missing -> throw MemoryUploads.missing(existing(missing.id()));
            case Write.RemoveAttachment remove -> removeAttachment(remove);
            case Write.Restore _ -> throw new IllegalArgumentException("no history: " + write);
        }
    }

    private void put(RecordId id, ObjectNode body, Expected expected) {
        Entry before = checked(id, expected);
        store(new StoredRecord(id, body), before == null ? Map.of() : before.attachments(), false);
    }

    private void remove(RecordId id, Expected expected) {
        if (checked(id, expected) != null) {
            Optional<Step.Body> before = body(id);
            long sequence = nextSequence(id);
            entries.remove(id);
            tombstones.put(id, sequence);
            steps.add(List.of(new Step(new Sequence(sequence), id, before, Optional.empty(), false)));
        }
    }

    private void putAttachment(Write.PutAttachment put) {
        RecordId id = put.id();
        String name = put.name();
        Entry entry = existing(id);
        check(entry, name, put.expected());
        if (!entry.attachments().containsKey(name)) {
            RecordLimits.checkRoomForAttachment(id, entry.attachments().size());
        }
        Map<String, Attachment> attachments = new HashMap<>(entry.attachments());
        attachments.put(name, put.content());
        store(entry.record(), attachments, true);
    }

    private void removeAttachment(Write.RemoveAttachment remove) {
        Entry entry = existing(remove.id());
        check(entry, remove.name(), remove.expected());
        if (entry.attachments().containsKey(remove.name())) {
            Map<String, Attachment> attachments = new HashMap<>(entry.attachments());
            attachments.remove(remove.name());
            store(entry.record(), attachments, true);
        }
    }

    private static void check(Entry entry, String name, ExpectedAttachment expected) {
        expected.check(
                entry.record().id(),
                name,
                Optional.ofNullable(entry.attachments().get(name)).map(there -> Signature.of(there.bytes())));
    }

    /** Who does not see all fields does not know of all steps. */
    private void checkLast(RecordId id, Expected expected, RecordView view) {
        if (view.hidden().isEmpty()) {
            Long removed = tombstones.get(id);
            expected.checkLast(id, find(id).map(Entry::sequence).orElse(removed == null ? 0 : removed));
        }
    }

    private @Nullable Entry checked(RecordId id, Expected expected) {
        Entry entry = entries.get(id);
        expected.check(id, entry == null ? null : entry.record().body(), entry != null || tombstones.containsKey(id));
        checkLast(id, expected, RecordView.WHOLE);
        return entry;
    }

    private Optional<Step.Body> body(RecordId id) {
        return find(id).map(Entry::body);
    }

    private void store(StoredRecord record, Map<String, Attachment> attachments, boolean ofAttachments) {
        RecordId id = record.id();
        Optional<Step.Body> before = body(id);
        Step.Body after = ofAttachments && before.isPresent() ? before.get() : Step.Body.Tree.of(record.body());
        long sequence = nextSequence(id);
        tombstones.remove(id);
        entries.put(id, new Entry(record, attachments, sequence, after));
        steps.add(List.of(new Step(new Sequence(sequence), id, before, Optional.of(after), ofAttachments)));
    }

    /** Moves a record to the end of the feed. */
    private long nextSequence(RecordId id) {
        Entry entry = entries.get(id);
        Long before = entry == null ? tombstones.get(id) : Long.valueOf(entry.sequence());
        if (before != null) {
            bySequence.remove(before);
        }
        bySequence.put(++last, id);
        return last;
    }

    Entry existing(RecordId id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            throw StorageException.NotFound.record(id);
        }
        return entry;
    }
}
