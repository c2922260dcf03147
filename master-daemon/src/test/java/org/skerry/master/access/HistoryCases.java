package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Attachment;
import org.skerry.jio.Expected;
import org.skerry.jio.HistoryPage;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.local.LocalStorage;
import tools.jackson.databind.node.ObjectNode;

/** The part of the matrix about what records were: for one grant, records with all kinds of histories. */
final class HistoryCases {

    private static final List<String> HISTORIES = List.of(
            "{'n':1}; {'n':2}",
            "{'portal_type':'Ship','owner':ME,'wage':'low'}; {'portal_type':'Ship','owner':ME,'wage':'high'}"
                    + "; {'portal_type':'Ship','owner':ME,'wage':'high','n':1}; attach",
            "{'portal_type':'Ship','owner':ME}; {'portal_type':'Crew','owner':ME,'wage':'low'}"
                    + "; {'portal_type':'Ship','owner':ME,'wage':'low'}; {'portal_type':'Ship','owner':OTHER}"
                    + "; {'portal_type':'Ship','owner':ME,'wage':'huge'}; detach",
            "{'portal_type':'Ship','owner':ME}; {'portal_type':'Port'}",
            "{'portal_type':'Crew','owner':ME}; {'portal_type':'Ship','owner':ME}; attach",
            "{'portal_type':'Ship','owner':ME,'wage':'low'}; attach; {'portal_type':'Ship','owner':ME,'wage':'high'}; remove",
            "{'portal_type':'Ship','owner':ME}; {'portal_type':'Crew','owner':OTHER,'wage':'low'}; remove",
            "{'portal_type':'Crew','owner':OTHER,'wage':'low'}; remove; {'portal_type':'Crew','owner':ME}; remove"
                    + "; {'owner':ME,'n':3}; remove");

    private final Grant grant;
    private final Rules rules;
    private final Storage records;
    private final Storage guarded;
    private final List<RecordId> ids = new ArrayList<>();
    private int cases;

    private HistoryCases(Grant grant, String me, Storage records) {
        this.grant = grant;
        this.rules = new Rules(grant, me);
        this.records = records;
        this.guarded =
                new GuardedStorage(records, () -> Optional.of(new Rights(grant, me, "", "front desk", "ABCDEFG")));
    }

    /** @return how many cases there were */
    static int run(Grant grant, String me, String other, Path data) {
        try (Storage records = LocalStorage.open(data)) {
            HistoryCases cases = new HistoryCases(grant, me, records);
            for (String history : HISTORIES) {
                cases.make(history.replace("ME", "'" + me + "'").replace("OTHER", "'" + other + "'"));
            }
            cases.removed();
            cases.ids.forEach(cases::history);
            cases.ids.forEach(cases::restores);
            return cases.cases;
        }
    }

    private void make(String history) {
        RecordId id = new RecordId("h" + ids.size());
        ids.add(id);
        for (String step : history.split("; ")) {
            switch (step) {
                case "attach" ->
                    records.putAttachment(id, "a", new Attachment("text/plain", step.getBytes(StandardCharsets.UTF_8)));
                case "detach" -> records.removeAttachment(id, "a");
                case "remove" -> records.remove(id);
                default -> records.put(id, (ObjectNode) JsonText.read(step.replace('\'', '"')));
            }
        }
    }

    private List<RecordVersion> steps(RecordId id) {
        return records.history(id, Optional.empty(), 100).versions();
    }

    private ObjectNode body(RecordId id, RecordVersion version) {
        return records.version(id, version.sequence()).body();
    }

    /** What is there, or was there last. */
    private ObjectNode last(RecordId id) {
        return steps(id).stream()
                .filter(RecordVersion::isKept)
                .findFirst()
                .map(step -> body(id, step))
                .orElseThrow();
    }

    private void history(RecordId id) {
        List<RecordVersion> steps = steps(id);
        List<Sequence> expected = new ArrayList<>();
        ObjectNode before = null; // null if there was nothing
        for (RecordVersion step : steps.reversed()) {
            ObjectNode now = step.isKept() ? body(id, step) : null;
            if (isTold(step, before, now)) {
                expected.addFirst(step.sequence());
            }
            before = now;
        }
        String what = grant + " history of " + id;
        cases++;
        if (!rules.sees(last(id))) {
            assertThrows(StorageException.NotFound.class, () -> guarded.history(id, Optional.empty(), 10), what);
        } else {
            assertEquals(expected, sequences(id, 100), what);
            assertEquals(expected, sequences(id, 1), what + " in pages");
        }
        for (RecordVersion step : steps) {
            version(id, step);
        }
    }

    private boolean isTold(RecordVersion step, @Nullable ObjectNode before, @Nullable ObjectNode now) {
        if (now == null) {
            return before != null && rules.sees(before);
        }
        boolean isOfAttachment = step.action().endsWith("tached");
        return rules.sees(now)
                && (isOfAttachment
                        || before == null
                        || before.equals(now)
                        || !rules.sees(before)
                        || !rules.shown(before).equals(rules.shown(now)));
    }

    private List<Sequence> sequences(RecordId id, int max) {
        List<Sequence> sequences = new ArrayList<>();
        Optional<Sequence> next = Optional.empty();
        do {
            HistoryPage page = guarded.history(id, next, max);
            page.versions().forEach(step -> sequences.add(step.sequence()));
            next = page.next();
        } while (next.isPresent());
        return sequences;
    }

    private void version(RecordId id, RecordVersion step) {
        cases++;
        boolean isSeen = step.isKept() && rules.sees(last(id)) && rules.sees(body(id, step));
        String what = grant + " version " + step.sequence() + " of " + id;
        if (isSeen) {
            assertEquals(
                    rules.shown(body(id, step)),
                    guarded.version(id, step.sequence()).body(),
                    what);
        } else {
            assertThrows(StorageException.NotFound.class, () -> guarded.version(id, step.sequence()), what);
        }
    }

    private void removed() {
        List<String> expected = new ArrayList<>();
        for (RemovedRecord record :
                records.removedRecords(Optional.empty(), 100).records()) {
            if (rules.sees(record.body())) {
                expected.add(record.id() + " " + rules.shown(record.body()));
            }
        }
        for (int max : List.of(1, 100)) {
            List<String> told = new ArrayList<>();
            Optional<Sequence> next = Optional.empty();
            do {
                RemovedRecord.Page page = guarded.removedRecords(next, max);
                page.records().forEach(record -> told.add(record.id() + " " + record.body()));
                next = page.next();
            } while (next.isPresent());
            cases++;
            assertEquals(expected, told, grant + " removed records");
        }
    }

    private void restores(RecordId id) {
        for (RecordVersion step : steps(id)) {
            if (step.isKept()) {
                restore(id, step);
            }
        }
    }

    private void restore(RecordId id, RecordVersion step) {
        cases++;
        ObjectNode then = body(id, step);
        ObjectNode now = last(id);
        boolean isThere = !steps(id).getFirst().action().equals(RecordVersion.REMOVED);
        long before = records.feed().last().number();
        String what = grant + " restore " + step.sequence() + " of " + id;
        Write stale = new Write.Restore(
                id,
                step.sequence(),
                new Expected.Signed(Signature.of(JsonText.object().put("another", 1))));
        Write write = new Write.Restore(
                id, step.sequence(), isThere ? new Expected.Signed(Signature.of(rules.shown(now))) : Expected.GONE);
        Class<? extends StorageException> refusal = refusal(then, now);
        if (refusal != null) {
            assertThrows(refusal, () -> guarded.apply(write, WriteKey.NONE), what);
            assertThrows(refusal, () -> guarded.apply(stale, WriteKey.NONE), what);
            assertEquals(before, records.feed().last().number(), what);
            return;
        }
        assertThrows(StorageException.Conflict.class, () -> guarded.apply(stale, WriteKey.NONE), what);
        guarded.apply(write, WriteKey.NONE);

        ObjectNode expected = rules.shown(then);
        grant.hidden().forEach(field -> {
            if (now.has(field)) {
                expected.set(field, now.get(field));
            }
        });
        assertEquals(expected, records.get(id), what);
        RecordVersion told = steps(id).getFirst();
        assertEquals(
                "restored " + step.sequence() + " front desk",
                "%s %s %s".formatted(told.action(), told.detail(), told.pc()),
                what);
        records.put(id, now); // as it was, for the next case
        if (!isThere) {
            records.remove(id);
        }
    }

    private @Nullable Class<? extends StorageException> refusal(ObjectNode then, ObjectNode now) {
        if (grant.role() == Role.READER) {
            return StorageException.Forbidden.class;
        }
        if (!rules.sees(now) || !rules.sees(then)) {
            return StorageException.NotFound.class;
        }
        return rules.writes(now) && rules.writes(then) ? null : StorageException.Forbidden.class;
    }
}
