package org.skerry.system.reliability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.AuditTrail;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.Row;
import tools.jackson.databind.node.ObjectNode;

/**
 * What must be true of a data folder after a run that was cut short: what was acknowledged is there, once, and nothing else
 * but perhaps the step under way; the audit tells each change once; the index shows the records; and it goes on working.
 */
final class Inspection {

    private static final Set<String> CHANGES =
            Set.of("created", "changed", "removed", "attached", "detached", "restored");
    private static final int MAX_VERSIONS = 10_000; // more than any script makes of one record
    private static final Duration INDEX_PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final long seed;
    private final Progress progress;
    private final Findings findings = new Findings();

    private Inspection(Path data, long seed, Progress progress) {
        this.data = data;
        this.seed = seed;
        this.progress = progress;
    }

    /** Opens the folder, looks, sends the steps under way again, looks again, and leaves it closed. */
    static Findings of(Path data, long seed, Progress progress) {
        Inspection inspection = new Inspection(data, seed, progress);
        try (LocalStorage storage = LocalStorage.open(data)) {
            inspection.inspect(storage);
        } catch (StorageException unusable) {
            inspection.findings.lost("the storage cannot be used: " + unusable.getMessage());
        }
        return inspection.findings;
    }

    private void inspect(LocalStorage storage) {
        compare(storage, true);
        if (!isIndexReady(storage)) {
            findings.wrong("the index is not ready: " + storage.index());
        }
        compareIndex(storage);
        for (int writer = 0; writer < progress.writers(); writer++) {
            repeatLast(storage, writer);
        }
        compare(storage, false);
        verifyAudit();
    }

    /** @param isCut whether the last step of a writer may have happened or not */
    private void compare(Storage storage, boolean isCut) {
        Map<String, Integer> told = told();
        for (int writer = 0; writer < progress.writers(); writer++) {
            Map<RecordId, Kept> least =
                    Script.after(seed, writer, progress.acknowledged()[writer]).records();
            Script script = Script.after(seed, writer, progress.begun()[writer]);
            Map<RecordId, Kept> most = script.records();
            for (RecordId id : most.keySet()) {
                Kept atLeast = isCut ? least.getOrDefault(id, Kept.NEVER) : most.get(id);
                compare(storage, id, atLeast, most.get(id), told.getOrDefault(id.text(), 0));
                compareHistory(storage, id, told.getOrDefault(id.text(), 0), script.states(id));
            }
        }
    }

    private void compare(Storage storage, RecordId id, Kept least, Kept most, int told) {
        Kept there;
        try {
            there = there(storage, id);
        } catch (StorageException unreadable) {
            findings.lost("%s cannot be read: %s".formatted(id, unreadable.getMessage()));
            return;
        }
        boolean isLeast = there.looksLike(least);
        boolean isMost = there.looksLike(most);
        if (!isLeast && !isMost) {
            if (least.body().isPresent() && there.body().isEmpty()) {
                findings.lost(id + " is not there");
            } else {
                findings.wrong("%s is %s, not %s".formatted(id, text(there), text(least)));
            }
        }
        if (told > most.writes()) {
            findings.doubled("%s had %d writes and the audit tells %d".formatted(id, most.writes(), told));
        } else if (told < least.writes() || (isMost && !isLeast && told < most.writes())) {
            findings.lost("%s had %d writes and the audit tells %d".formatted(id, least.writes(), told));
        }
    }

    /** Each change that the audit tells of is a version, and tells what the record was then, if that is kept. */
    private void compareHistory(Storage storage, RecordId id, int told, List<Kept> states) {
        List<RecordVersion> versions = versions(storage, id);
        if (versions.size() != told) {
            findings.wrong("%s has %d versions and the audit tells %d".formatted(id, versions.size(), told));
        }
        for (int i = 0; i < Math.min(versions.size(), states.size()); i++) {
            compareVersion(storage, id, versions.get(versions.size() - 1 - i), states.get(i));
        }
    }

    /** The newest first. */
    static List<RecordVersion> versions(Storage storage, RecordId id) {
        try {
            return storage.history(id, Optional.empty(), MAX_VERSIONS).versions();
        } catch (StorageException.NotFound never) {
            return List.of();
        }
    }

    private void compareVersion(Storage storage, RecordId id, RecordVersion version, Kept kept) {
        boolean isRemoval = version.action().equals(RecordVersion.REMOVED);
        if (isRemoval != kept.body().isEmpty()) {
            findings.wrong("version %s of %s is told as %s".formatted(version.sequence(), id, version.action()));
        } else if (version.isKept()) {
            try {
                if (!kept.looksLike(storage.version(id, version.sequence()))) {
                    findings.wrong("version %s of %s is not what it was".formatted(version.sequence(), id));
                }
            } catch (StorageException unreadable) {
                findings.lost("version %s of %s: %s".formatted(version.sequence(), id, unreadable.getMessage()));
            }
        } else if (!isRemoval && Script.isRestoring(seed)) {
            findings.lost("version %s of %s is not kept".formatted(version.sequence(), id));
        }
    }

    private static Kept there(Storage storage, RecordId id) {
        ObjectNode body;
        try {
            body = storage.get(id);
        } catch (StorageException.NotFound none) {
            return Kept.NEVER;
        }
        Map<String, Attachment> attachments = new HashMap<>();
        for (String name : storage.allAttachments(id)) {
            attachments.put(name, storage.getAttachment(id, name, ByteRange.ALL));
        }
        return new Kept(Optional.of(body), attachments, 0);
    }

    private static String text(Kept kept) {
        return kept.body()
                .map(body -> "number %s with %s"
                        .formatted(body.get("number"), kept.attachments().values()))
                .orElse("removed");
    }

    private Map<String, Integer> told() {
        Map<String, Integer> told = new HashMap<>();
        AuditTrail.of(data).read(AuditTrail.Filter.ALL, Long.MAX_VALUE, entry -> {
            if (CHANGES.contains(entry.action())) {
                told.merge(entry.record(), 1, Integer::sum);
            }
        });
        return told;
    }

    /** Returns when the index has all records, or has not in time. */
    static boolean isIndexReady(LocalStorage storage) {
        long deadline = System.nanoTime() + INDEX_PATIENCE.toNanos();
        while (storage.index().orElseThrow().state() != IndexStatus.State.READY) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.onSpinWait();
            storage.count(); // takes a moment
        }
        return true;
    }

    /** What queries find is what is there, whatever the index has lived through. */
    private void compareIndex(LocalStorage storage) {
        for (int writer = 0; writer < progress.writers(); writer++) {
            Set<RecordId> ids = Script.after(seed, writer, progress.begun()[writer])
                    .records()
                    .keySet();
            Map<RecordId, ObjectNode> found = new HashMap<>();
            for (Row row : rows(storage, writer)) {
                if (ids.contains(row.id()) && found.put(row.id(), row.doc()) != null) {
                    findings.doubled("a query finds %s twice".formatted(row.id()));
                }
            }
            for (RecordId id : ids) {
                Optional<ObjectNode> there = there(storage, id).body();
                if (!there.equals(Optional.ofNullable(found.get(id)))) {
                    findings.wrong("a query finds another %s than there is".formatted(id));
                }
            }
        }
    }

    /** What a query finds of a writer. */
    static List<Row> rows(Storage storage, int writer) {
        return storage.allDocs(new AllDocs(
                        QueryParser.parse("portal_type:=\"Proof\" AND writer:=\"%d\"".formatted(writer)),
                        List.of(),
                        Limit.NONE,
                        List.of(),
                        true))
                .rows();
    }

    /** As the slave does that did not hear the answer. */
    private void repeatLast(Storage storage, int writer) {
        int last = progress.begun()[writer];
        if (last == 0) {
            return;
        }
        Step step = Script.after(seed, writer, last - 1).next();
        try {
            step.apply(storage);
        } catch (StorageException refused) {
            findings.wrong(
                    "step %d of writer %d, sent again, is refused: %s".formatted(last, writer, refused.getMessage()));
        }
    }

    private void verifyAudit() {
        AuditTrail.of(data).verify().damage().ifPresent(damage -> findings.wrong("the audit: " + damage));
    }
}
