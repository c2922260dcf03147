package org.skerry.slave.ui.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Capacity;
import org.skerry.jio.Expected;
import org.skerry.jio.ForwardingStorage;
import org.skerry.jio.HistoryPage;
import org.skerry.jio.JsonText;
import org.skerry.jio.PastRecord;
import org.skerry.jio.PastRecord.PastAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import tools.jackson.databind.node.ObjectNode;

/** Records in memory with a history that the test has written; what is written through it is in it, too. */
public final class PastRecords extends ForwardingStorage {

    private record Step(RecordId id, RecordVersion version, Optional<PastRecord> record) {}

    private final Map<Long, Step> steps = new LinkedHashMap<>(); // the oldest first
    private Optional<StorageException> failure = Optional.empty();
    private Runnable meanwhile = () -> {};
    private Runnable afterwards = () -> {};
    private Instant now = Instant.parse("2026-11-28T09:30:00Z");
    private int page = Integer.MAX_VALUE;
    private final Set<RecordId> unseen = new HashSet<>();

    public PastRecords() {
        super(new MemoryStorage(new LuceneWords()));
    }

    /** What was done then, by whom; the record is like that from then on. */
    public PastRecords step(
            String time,
            String person,
            String action,
            String detail,
            String id,
            @Nullable String body,
            PastAttachment... files) {
        RecordId record = new RecordId(id);
        Optional<ObjectNode> now = Optional.ofNullable(body).map(json -> (ObjectNode) JsonText.read(json));
        add(record, Optional.of(Instant.parse(time)), person, action, detail, now, List.of(files));
        now.ifPresentOrElse(
                there -> super.apply(new Write.Put(record, there, Expected.ANY), WriteKey.NONE),
                () -> super.apply(new Write.Remove(record, Expected.ANY), WriteKey.NONE));
        return this;
    }

    private void add(
            RecordId id,
            Optional<Instant> time,
            String person,
            String action,
            String detail,
            Optional<ObjectNode> body,
            List<PastAttachment> files) {
        Sequence sequence = new Sequence(steps.size() + 1);
        RecordVersion version =
                new RecordVersion(sequence, time, person, "front desk", action, detail, body.isPresent());
        steps.put(sequence.number(), new Step(id, version, body.map(there -> new PastRecord(sequence, there, files))));
    }

    /** The body of that step is no longer kept. */
    public PastRecords forget(long sequence) {
        Step step = steps.get(sequence);
        RecordVersion old = step.version();
        steps.put(
                sequence,
                new Step(
                        step.id(),
                        new RecordVersion(
                                old.sequence(), old.time(), old.person(), old.pc(), old.action(), old.detail(), false),
                        Optional.empty()));
        return this;
    }

    /** Answers nothing but this from now on; empty for as usual. */
    public void fail(Optional<StorageException> why) {
        failure = why;
    }

    /** What somebody else does just before the next write arrives. */
    public void meanwhile(Runnable action) {
        meanwhile = action;
    }

    /** What somebody else does as soon as the next write is done. */
    public void afterwards(Runnable action) {
        afterwards = action;
    }

    /** How many come at a time. */
    public PastRecords page(int size) {
        page = size;
        return this;
    }

    /** Whoever looks may not see that it was removed: the page that it is on comes without it. */
    public PastRecords hideRemoved(String id) {
        unseen.add(new RecordId(id));
        return this;
    }

    private void check() {
        failure.ifPresent(why -> {
            throw why;
        });
    }

    @Override
    public Set<Capacity> capacities() {
        return EnumSet.allOf(Capacity.class);
    }

    @Override
    public HistoryPage history(RecordId id, Optional<Sequence> before, int max) {
        check();
        long last = before.map(Sequence::number).orElse(Long.MAX_VALUE);
        List<RecordVersion> found = steps.values().stream()
                .filter(step -> step.id().equals(id))
                .map(Step::version)
                .filter(version -> version.sequence().number() < last)
                .toList()
                .reversed();
        int count = Math.min(page, Math.min(max, found.size()));
        return new HistoryPage(
                found.subList(0, count),
                count < found.size() ? Optional.of(found.get(count - 1).sequence()) : Optional.empty());
    }

    @Override
    public PastRecord version(RecordId id, Sequence version) {
        check();
        return Optional.ofNullable(steps.get(version.number()))
                .filter(step -> step.id().equals(id))
                .flatMap(Step::record)
                .orElseThrow(() -> PastRecord.missing(id, version));
    }

    @Override
    public RemovedRecord.Page removedRecords(Optional<Sequence> before, int max) {
        check();
        long until = before.map(Sequence::number).orElse(Long.MAX_VALUE);
        Map<RecordId, RemovedRecord> removed = new LinkedHashMap<>();
        Map<RecordId, PastRecord> last = new LinkedHashMap<>();
        steps.values().forEach(step -> {
            removed.remove(step.id());
            step.record()
                    .ifPresentOrElse(
                            record -> last.put(step.id(), record),
                            () -> Optional.ofNullable(last.get(step.id()))
                                    .ifPresent(was -> removed.put(
                                            step.id(),
                                            new RemovedRecord(step.id(), step.version(), was.sequence(), was.body()))));
        });
        List<RemovedRecord> found = new ArrayList<>(removed.values())
                .reversed().stream()
                        .filter(each -> each.removal().sequence().number() < until)
                        .toList();
        int count = Math.min(page, found.size());
        return new RemovedRecord.Page(
                found.subList(0, count).stream()
                        .filter(each -> !unseen.contains(each.id()))
                        .toList(),
                count < found.size()
                        ? Optional.of(found.get(count - 1).removal().sequence())
                        : Optional.empty());
    }

    @Override
    public ObjectNode get(RecordId id) {
        check();
        return super.get(id);
    }

    @Override
    public void apply(Write write, WriteKey key) {
        Runnable last = afterwards;
        afterwards = () -> {};
        applyNow(write, key);
        last.run();
    }

    private void applyNow(Write write, WriteKey key) {
        check();
        Runnable first = meanwhile;
        meanwhile = () -> {};
        first.run();
        if (write instanceof Write.Restore(RecordId id, Sequence version, Expected expected)) {
            PastRecord past = version(id, version);
            super.apply(new Write.Put(id, past.body(), expected), key);
            note(id, RecordVersion.RESTORED, version.toString(), Optional.of(past.body()), past.attachments());
            return;
        }
        super.apply(write, key);
        switch (write) {
            case Write.Put put -> note(put.id(), RecordVersion.CHANGED, "", Optional.of(put.body()), List.of());
            case Write.Remove remove -> note(remove.id(), RecordVersion.REMOVED, "", Optional.empty(), List.of());
            default -> throw new UnsupportedOperationException("not needed: " + write);
        }
    }

    private void note(
            RecordId id, String action, String detail, Optional<ObjectNode> body, List<PastAttachment> files) {
        now = now.plusSeconds(60);
        add(id, Optional.of(now), "Bo", action, detail, body, files);
    }
}
