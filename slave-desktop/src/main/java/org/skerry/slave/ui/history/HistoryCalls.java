package org.skerry.slave.ui.history;

import java.util.List;
import java.util.Optional;
import org.skerry.jio.Expected;
import org.skerry.jio.HistoryPage;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.node.ObjectNode;

/** What these screens ask of the master. Calls block; any thread; failures are {@link StorageException}. */
final class HistoryCalls {

    /** As many as fill a screen, few enough to come at once. */
    private static final int PAGE = 50;

    private final Storage storage;

    /**
     * The newest part of a history.
     *
     * @param now what the record is; empty if it was removed
     */
    record Opened(HistoryPage page, Optional<PastRecord> now) {}

    HistoryCalls(Storage storage) {
        this.storage = storage;
    }

    Opened open(RecordId id) {
        HistoryPage page = storage.history(id, Optional.empty(), PAGE);
        Optional<RecordVersion> newest = page.versions().stream().findFirst().filter(RecordVersion::isKept);
        return new Opened(page, newest.map(step -> storage.version(id, step.sequence())));
    }

    HistoryPage older(RecordId id, Sequence before) {
        return storage.history(id, Optional.of(before), PAGE);
    }

    PastRecord version(RecordId id, Sequence version) {
        return storage.version(id, version);
    }

    RemovedRecord.Page removed(Optional<Sequence> before) {
        return storage.removedRecords(before, PAGE);
    }

    /**
     * Makes a record what it was.
     *
     * @param now as the user has seen it
     * @throws StorageException.Conflict if it is another one by now
     */
    void restore(RecordId id, Sequence version, PastRecord now) {
        storage.apply(new Write.Restore(id, version, expected(now.body(), now.sequence())), WriteKey.NONE);
    }

    /**
     * Makes a record again what it was before {@link #restore}.
     *
     * @param before what it was
     * @param restored what it was made
     * @throws StorageException.Conflict if anything was done to it since
     */
    void undoRestore(RecordId id, PastRecord before, ObjectNode restored) {
        Sequence made = restoredAfter(id, before.sequence());
        storage.apply(new Write.Restore(id, before.sequence(), expected(restored, made)), WriteKey.NONE);
    }

    /** Brings back a record that was removed. */
    void bringBack(RecordId id, Sequence version) {
        storage.apply(new Write.Restore(id, version, Expected.GONE), WriteKey.NONE);
    }

    /**
     * Removes again what was brought back.
     *
     * @throws StorageException.Conflict if anything was done to it since
     */
    void undoBringBack(RemovedRecord record) {
        RecordId id = record.id();
        Sequence made = restoredAfter(id, record.removal().sequence());
        storage.apply(new Write.Remove(id, expected(record.body(), made)), WriteKey.NONE);
    }

    /**
     * The step that restored a record, if that was the last one, and right after that one. Also for a master that compares no
     * steps.
     */
    private Sequence restoredAfter(RecordId id, Sequence before) {
        List<RecordVersion> last = storage.history(id, Optional.empty(), 2).versions();
        boolean isOurs = last.size() == 2
                && last.getFirst().action().equals(RecordVersion.RESTORED)
                && last.getLast().sequence().equals(before);
        if (!isOurs) {
            throw new StorageException.Conflict("The record was changed after it was restored.");
        }
        return last.getFirst().sequence();
    }

    private static Expected expected(ObjectNode body, Sequence last) {
        return new Expected.Signed(Signature.of(body), Optional.of(last));
    }
}
