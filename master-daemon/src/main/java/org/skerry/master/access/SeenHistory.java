package org.skerry.master.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.HistoryPage;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.Interrupts;
import org.skerry.jio.query.RecordView;

/**
 * The history of a storage as somebody sees it who does not see everything: of records that he sees now, or saw when they
 * were removed, those versions that he could see then, without hidden fields. A change of nothing but hidden fields is left
 * out, as is what is not kept any more: nobody can tell whether he would have seen it.
 */
final class SeenHistory {

    private static final int PAGE = 50;

    /** How many versions or removed records one call looks at; who asks goes on where it ended. */
    private static final int MAX_LOOKED_AT = 500;

    private final Storage storage;
    private final RecordView view;

    SeenHistory(Storage storage, RecordView view) {
        this.storage = storage;
        this.view = view;
    }

    /** @throws StorageException.NotFound also for a record that is not seen */
    HistoryPage history(RecordId id, Optional<Sequence> before, int max) {
        return storage.inTurn(() -> lookForSteps(id, before, max));
    }

    private HistoryPage lookForSteps(RecordId id, Optional<Sequence> before, int max) {
        requireSeen(id);
        Steps steps = new Steps(id, before);
        List<RecordVersion> seen = new ArrayList<>();
        Optional<Sequence> last = Optional.empty();
        for (int looked = 0; looked < MAX_LOOKED_AT && seen.size() < max; looked++) {
            if (looked > 0 && Interrupts.areDue()) {
                break; // who asks goes on here
            }
            RecordVersion step = steps.next();
            if (step == null || !step.isKept() && !isRemoval(step)) {
                return new HistoryPage(seen, Optional.empty());
            }
            last = Optional.of(step.sequence());
            Optional.ofNullable(seen(step, steps)).ifPresent(seen::add);
        }
        return new HistoryPage(seen, steps.peek() == null ? Optional.empty() : last);
    }

    private @Nullable RecordVersion seen(RecordVersion step, Steps steps) {
        RecordVersion older = steps.peek();
        if (isRemoval(step)) {
            return older != null && steps.shown(older) != null ? step : null;
        }
        PastRecord shown = steps.shown(step);
        if (shown == null) {
            return null;
        }
        if (view.hidden().isEmpty() || older == null || isRemoval(older) || !changesBody(step)) {
            return step;
        }
        if (!older.isKept()) {
            return step.withoutOrigin();
        }
        PastRecord before = steps.shown(older);
        return before != null
                        && before.body().equals(shown.body())
                        && before.attachments().equals(shown.attachments())
                ? null
                : step;
    }

    private static boolean isRemoval(RecordVersion step) {
        return step.action().equals(RecordVersion.REMOVED);
    }

    private static boolean changesBody(RecordVersion step) {
        return !step.action().equals(RecordVersion.ATTACHED) && !step.action().equals(RecordVersion.DETACHED);
    }

    PastRecord version(RecordId id, Sequence version) {
        requireSeen(id);
        return Optional.ofNullable(shown(id, storage.version(id, version)))
                .orElseThrow(() -> PastRecord.missing(id, version));
    }

    RemovedRecord.Page removedRecords(Optional<Sequence> before, int max) {
        return storage.inTurn(() -> lookForRemoved(before, max));
    }

    private RemovedRecord.Page lookForRemoved(Optional<Sequence> before, int max) {
        List<RemovedRecord> seen = new ArrayList<>();
        Optional<Sequence> next = before;
        for (int looked = 0; looked < MAX_LOOKED_AT && seen.size() < max; ) {
            RemovedRecord.Page page = storage.removedRecords(next, Math.min(PAGE, max - seen.size()));
            for (RemovedRecord record : page.records()) {
                view.of(new StoredRecord(record.id(), record.body()))
                        .map(shown -> new RemovedRecord(record.id(), record.removal(), record.last(), shown.body()))
                        .ifPresent(seen::add);
            }
            looked += page.records().size();
            next = page.next();
            if (next.isEmpty() || Interrupts.areDue()) {
                break; // in the second case, who asks goes on here
            }
        }
        return new RemovedRecord.Page(seen, next);
    }

    private @Nullable PastRecord shown(RecordId id, PastRecord whole) {
        return view.of(new StoredRecord(id, whole.body()))
                .map(StoredRecord::body)
                .map(whole::with)
                .orElse(null);
    }

    /** A removed record is seen by whoever saw it last. */
    private void requireSeen(RecordId id) {
        boolean isSeen;
        try {
            isSeen = view.of(new StoredRecord(id, storage.get(id))).isPresent();
        } catch (StorageException.NotFound removed) {
            List<RecordVersion> last = storage.history(id, Optional.empty(), 2).versions();
            isSeen = last.size() == 2
                    && last.getLast().isKept()
                    && shown(id, storage.version(id, last.getLast().sequence())) != null;
        }
        if (!isSeen) {
            throw StorageException.NotFound.record(id);
        }
    }

    /** The steps of a record, the newest first, read as they are needed. */
    private final class Steps {

        private final RecordId id;
        private final Deque<RecordVersion> read = new ArrayDeque<>();
        private Optional<Sequence> next;
        private boolean isEnded;

        /** Each version is looked at twice: as what it is, and as what was before the next one. */
        private @Nullable Sequence lastShown;

        private @Nullable PastRecord lastRecord;

        Steps(RecordId id, Optional<Sequence> before) {
            this.id = id;
            this.next = before;
        }

        @Nullable
        RecordVersion peek() {
            if (read.isEmpty() && !isEnded) {
                HistoryPage page = storage.history(id, next, PAGE);
                read.addAll(page.versions());
                next = page.next();
                isEnded = next.isEmpty();
            }
            return read.peek();
        }

        @Nullable
        RecordVersion next() {
            peek();
            return read.poll();
        }

        /** The version as it is seen; null if it is not, or no longer kept. */
        @Nullable
        PastRecord shown(RecordVersion step) {
            if (!step.isKept()) {
                return null;
            }
            if (!Objects.equals(lastShown, step.sequence())) {
                lastShown = step.sequence();
                try {
                    lastRecord = SeenHistory.this.shown(id, storage.version(id, step.sequence()));
                } catch (StorageException.NotFound droppedMeanwhile) {
                    lastRecord = null;
                }
            }
            return lastRecord;
        }
    }
}
