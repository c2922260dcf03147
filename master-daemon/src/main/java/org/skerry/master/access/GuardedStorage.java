package org.skerry.master.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentContent;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.AuditEntry;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Caller;
import org.skerry.jio.Capacity;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.FormId;
import org.skerry.jio.HistoryPage;
import org.skerry.jio.HistoryStatus;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.QueryEvaluator;
import org.skerry.jio.query.RecordView;
import tools.jackson.databind.node.ObjectNode;

/** A storage as one slave may use it. Its rights are looked up for each call, so that a change has effect at once. */
public final class GuardedStorage implements Storage {

    private final Storage storage;
    private final Supplier<Optional<Rights>> rights;

    /**
     * @param storage not closed by this one
     * @param rights what the slave may do now; empty if nothing
     */
    public GuardedStorage(Storage storage, Supplier<Optional<Rights>> rights) {
        this.storage = storage;
        this.rights = rights;
    }

    private Rights now() {
        return rights.get().orElseThrow(GuardedStorage::revoked);
    }

    static StorageException revoked() {
        return new StorageException.Forbidden("The keeper of this master has taken this PC's right to connect away.");
    }

    private Storage reading() {
        now();
        return storage;
    }

    private Caller writer(RecordId id) {
        Rights now = now();
        Role role = now.grant().role();
        if (role.compareTo(Role.WRITER) < 0) {
            throw refusal(
                    now,
                    id.text(),
                    "%s may read records, but not change them. The keeper of the master can allow it."
                            .formatted(now.person().isEmpty() ? "This PC" : now.person()));
        }
        if (role != Role.ADMIN && FormId.typeOf(id).isPresent()) {
            throw refusal(now, id.text(), "Only an admin may change forms.");
        }
        return now.caller();
    }

    private Storage managing() {
        Rights now = now();
        if (now.grant().role() != Role.ADMIN) {
            throw refusal(
                    now,
                    "",
                    now.person().isEmpty()
                            ? "Only a PC that was paired as admin may do that."
                            : "Only an admin may do that, at a PC that was paired as admin.");
        }
        return storage;
    }

    /** What the storage itself refuses, it tells in its audit itself. */
    private StorageException refusal(Rights now, String record, String sentence) {
        storage.note(AuditEntry.REFUSED, now.caller(), record, sentence);
        return new StorageException.Forbidden(sentence);
    }

    /** Slaves write into the audit by what they do. */
    @Override
    public void note(String action, Caller caller, String record, String detail) {
        now();
        throw new StorageException.Forbidden("Nobody else writes into the audit.");
    }

    private RecordView view() {
        return now().caller().view();
    }

    /** @throws StorageException.NotFound also for a record that is not seen */
    private ObjectNode seen(RecordId id, RecordView view) {
        return view.of(new StoredRecord(id, storage.get(id)))
                .orElseThrow(() -> StorageException.NotFound.record(id))
                .body();
    }

    @Override
    public Set<Capacity> capacities() {
        return reading().capacities();
    }

    @Override
    public ObjectNode get(RecordId id) {
        RecordView view = view();
        return view.showsAll() ? storage.get(id) : seen(id, view);
    }

    @Override
    public Answer allDocs(AllDocs request) {
        return storage.allDocs(request.seenBy(view()));
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        checkSeen(id, () -> StorageException.NotFound.attachment(id, name));
        return storage.getAttachment(id, name, range);
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        checkSeen(id, () -> StorageException.NotFound.record(id));
        return storage.allAttachments(id);
    }

    @Override
    public SortedMap<String, AttachmentInfo> attachmentInfos(RecordId id) {
        checkSeen(id, () -> StorageException.NotFound.record(id));
        return storage.attachmentInfos(id);
    }

    @Override
    public AttachmentContent openAttachment(RecordId id, String name) {
        checkSeen(id, () -> StorageException.NotFound.attachment(id, name));
        return new GuardedContent(
                storage.openAttachment(id, name), () -> checkSeen(id, () -> StorageException.NotFound.record(id)));
    }

    /** For whoever has these rights; a caller of his own would be another's. */
    @Override
    public AttachmentUpload beginUpload(RecordId id, String name, AttachmentInfo content, Caller caller) {
        return storage.beginUpload(id, name, content, writer(id));
    }

    private void checkSeen(RecordId id, Supplier<StorageException> otherwise) {
        RecordView view = view();
        if (!view.showsAll()) {
            try {
                seen(id, view);
            } catch (StorageException.NotFound unseen) {
                throw otherwise.get();
            }
        }
    }

    @Override
    public HistoryPage history(RecordId id, Optional<Sequence> before, int max) {
        RecordView view = view();
        return view.showsAll()
                ? storage.history(id, before, max)
                : new SeenHistory(storage, view).history(id, before, max);
    }

    @Override
    public PastRecord version(RecordId id, Sequence version) {
        RecordView view = view();
        return view.showsAll() ? storage.version(id, version) : new SeenHistory(storage, view).version(id, version);
    }

    @Override
    public RemovedRecord.Page removedRecords(Optional<Sequence> before, int max) {
        RecordView view = view();
        return view.showsAll()
                ? storage.removedRecords(before, max)
                : new SeenHistory(storage, view).removedRecords(before, max);
    }

    /** It tells how many changes there were. */
    @Override
    public Optional<HistoryStatus> historyStatus() {
        return view().showsAll() ? storage.historyStatus() : Optional.empty();
    }

    /** What somebody restores without seeing it is refused here, before anybody looks at it. */
    @Override
    public void apply(Write write, WriteKey key) {
        Caller caller = writer(write.id());
        if (write instanceof Write.Restore restore && !caller.view().showsAll()) {
            new SeenHistory(storage, caller.view()).version(restore.id(), restore.version());
        }
        storage.apply(write, key, caller);
    }

    /** For whoever has these rights; a caller of his own would be another's. */
    @Override
    public void apply(Write write, WriteKey key, Caller caller) {
        apply(write, key);
    }

    @Override
    public void repair() {
        managing().repair();
    }

    /**
     * The changes themselves are only for those who see everything; others are told by {@link SeenFeed} that there are some.
     */
    @Override
    public ChangeFeed feed() {
        if (!view().showsAll()) {
            throw new StorageException.Forbidden("The list of changes is only for those who see all records.");
        }
        return storage.feed();
    }

    /** That is done where the right to connect is taken away. */
    @Override
    public void forgetUploads(String key) {
        now();
        throw new StorageException.Forbidden("Nobody else throws uploads away.");
    }

    @Override
    public <T> T inTurn(Supplier<T> look) {
        return reading().inTurn(look);
    }

    @Override
    public QueryEvaluator evaluator() {
        return reading().evaluator();
    }

    @Override
    public long count() {
        RecordView view = view();
        return view.showsAll() ? storage.count() : SeenFeed.count(storage, view);
    }

    /** It tells how many changes there were. */
    @Override
    public Optional<IndexStatus> index() {
        return view().showsAll() ? storage.index() : Optional.empty();
    }

    @Override
    public void reindex() {
        managing().reindex();
    }

    /** They name records. */
    @Override
    public List<String> damages() {
        return managing().damages();
    }

    @Override
    public void awaitWriter() {
        managing().awaitWriter();
    }

    @Override
    public void close() {
        // the storage is another's
    }
}
