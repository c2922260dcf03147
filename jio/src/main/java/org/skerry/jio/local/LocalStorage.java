package org.skerry.jio.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
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
import org.skerry.jio.HistoryPage;
import org.skerry.jio.HistoryStatus;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordLimits;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.local.index.IndexFollower;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.QueryEvaluator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records on this machine's disk, in a folder of their own. A write that returns survives a power cut.
 *
 * <p>Without {@code sort_on}, records come in ascending order of ids by code unit, as in jIO's indexeddb storage. When the
 * disk is full, writes are {@link StorageException.Full} until there is space again, and reads go on. When the disk fails
 * to write, nothing more is written until the storage is opened again.
 */
public final class LocalStorage implements Storage {

    /** The name of the file in the data folder that holds the records. */
    public static final String RECORDS_FILE = "records.sqlite";

    /** The folder in the data folder that holds the index. */
    static final String INDEX_FOLDER = "index";

    /** What the audit says then. */
    static final String KEY_LOST = "What stands before this cannot be verified any more.";

    private static final Logger LOG = System.getLogger(LocalStorage.class.getName());

    /** How many reads of single records are in SQLite at a time: each takes microseconds. */
    private static final int READERS = 4;

    /** A commit of nothing else leaves the disk alone. */
    private static final PreparedWrite NO_CHANGE = new PreparedWrite.Nothing(new RecordId("-"));

    private final DataFolder folder;
    private final Damages damages;
    private final AttachmentFiles files;
    private final UploadFolder uploads;
    private final AttachmentSweeper sweeper;
    private final ReadConnections readers;
    private final RecordLog log;
    private final WriteDesk writes;
    private final LogFeed feed;
    private final QueryEvaluator evaluator;
    private final ReadConnections indexReaders;
    private final IndexFollower index;
    private final QueryDesk queries;
    private final HistoryCompaction compaction;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private LocalStorage(
            DataFolder folder, KeySchema schema, Optional<Duration> historyKept, List<AutoCloseable> opened)
            throws SQLException {
        this.folder = folder;
        RecordDatabase database = RecordDatabase.in(folder);
        damages = database.damages();
        readers = opening(opened, new ReadConnections(database, READERS));
        ReadConnections queryReaders = opening(opened, new ReadConnections(database, QueryDesk.QUERIES));
        ReadConnections scanReaders = opening(opened, new ReadConnections(database, QueryDesk.SCANS));
        indexReaders = opening(opened, new ReadConnections(database, 1));
        files = new AttachmentFiles(folder.path());
        files.sweep(referred()::contains, this::isReferredKnown);
        uploads = new UploadFolder(folder.path());
        AuditChain chain = AuditChain.of(folder.path());
        boolean isKeyLost = chain.isNew() && readers.read(ReadStatements::hasAudit);
        if (!isKeyLost) {
            chain.keepKey();
        }
        HistoryClock clock = HistoryClock.system(readers.read(ReadStatements::historyTime));
        log = opening(opened, new RecordLog(database::writer, chain, clock));
        if (isKeyLost) {
            tellKeyLost();
            chain.keepKey(); // a crash before makes a second such entry, and never a list that nobody can verify
        }
        writes = new WriteDesk(readers, files, uploads, log);
        String feedId = readers.read(ReadStatements::feedId);
        damages.keepIn(folder.path(), feedId);
        feed = new LogFeed(feedId, log, readers, indexReaders);
        evaluator = new QueryEvaluator(schema, new LuceneWords());
        index = new IndexFollower(folder.path().resolve(INDEX_FOLDER), feed, schema);
        queries = new QueryDesk(queryReaders, scanReaders, index, feed, evaluator, damages);
        compaction = new HistoryCompaction(log, clock, historyKept).start();
        sweeper = new AttachmentSweeper(this::sweepAttachments, uploads).start();
    }

    private void tellKeyLost() {
        LOG.log(Level.WARNING, "The key of the audit is lost; what it holds until now cannot be verified any more");
        log.write(new PreparedWrite.Note(AuditEntry.KEY_LOST, "", KEY_LOST), WriteKey.NONE, "", Caller.UNKNOWN);
    }

    private List<String> referred() {
        return readers.read(ReadStatements::attachmentFiles);
    }

    /** Whether all rows that refer to contents can be read: else nobody knows what is not referred to. */
    private boolean isReferredKnown() {
        Optional<String> damage = readers.read(ReadStatements::damageOfAttachments);
        damage.ifPresent(why -> damages.add(
                "attachments",
                "What the records know of attachments is damaged (%s), so no file of an attachment is deleted any more; skerry verify says more."
                        .formatted(why)));
        return damage.isEmpty();
    }

    private static <T extends AutoCloseable> T opening(List<AutoCloseable> opened, T part) {
        opened.add(part);
        return part;
    }

    /**
     * Opens the storage of a folder, which is made if missing. One storage at a time has a folder, on the whole machine.
     *
     * @throws StorageException in a plain sentence with what to do: the folder is no folder, read-only, in use, damaged, of
     *     a newer program; or the disk is full
     */
    public static LocalStorage open(Path dataFolder) {
        return open(dataFolder, KeySchema.NONE);
    }

    /** The same where names in queries are read as a schema says. */
    public static LocalStorage open(Path dataFolder, KeySchema schema) {
        return open(dataFolder, schema, Optional.empty());
    }

    /**
     * The same where what records were is not kept for ever.
     *
     * @param historyKept how long after it was replaced or removed; empty for ever
     */
    public static LocalStorage open(Path dataFolder, KeySchema schema, Optional<Duration> historyKept) {
        DataFolder folder = DataFolder.hold(dataFolder);
        List<AutoCloseable> opened = new ArrayList<>(List.of(folder));
        try {
            return new LocalStorage(folder, schema, historyKept, opened);
        } catch (SQLException failure) {
            closeAll(opened);
            throw SqlFailures.of(failure);
        } catch (RuntimeException refused) {
            closeAll(opened);
            throw refused;
        }
    }

    private static void closeAll(List<AutoCloseable> opened) {
        for (AutoCloseable part : opened.reversed()) {
            try {
                part.close();
            } catch (Exception alsoBroken) {
                // the failure that is reported came first
            }
        }
    }

    @Override
    public Set<Capacity> capacities() {
        return EnumSet.allOf(Capacity.class);
    }

    @Override
    public ObjectNode get(RecordId id) {
        try {
            return readers.read(statements -> statements.body(id))
                    .orElseThrow(() -> StorageException.NotFound.record(id));
        } catch (StorageException.Damaged damaged) {
            if (damaged.sequence() > 0) {
                index.drop(damaged.sequence());
            }
            throw damaged;
        }
    }

    @Override
    public Answer allDocs(AllDocs request) {
        Answer answer = queries.answer(request);
        return request.view().showsAll() && damages.areThere() ? answer.without(damages.records()) : answer;
    }

    private boolean isWell(Damages.Place place) {
        try {
            return readers.read(statements -> statements.isWell(place));
        } catch (StorageException stillDamaged) {
            return false;
        }
    }

    /** What the index says, if it can; of damaged records nothing. */
    Optional<Answer> askIndex(AllDocs request) {
        return queries.askIndex(request);
    }

    /**
     * All records as they are at this moment, for a backup. Others read and write meanwhile.
     *
     * @param place a folder on a disk with room for them, where they are until the snapshot is closed
     * @throws StorageException.Full if there is no room
     */
    public Snapshot snapshot(Path place, Stopping stopping) {
        AttachmentFiles.Hold contents = files.holdAll();
        try (var _ = log.untrimmed()) {
            return Snapshot.of(folder.path(), place, contents, stopping);
        } catch (RuntimeException failed) {
            contents.close();
            throw failed;
        }
    }

    @Override
    public List<String> damages() {
        damages.lookAgain(this::isWell);
        return damages.sentences();
    }

    @Override
    public <T> T inTurn(Supplier<T> look) {
        return queries.inTurn(look);
    }

    @Override
    public Optional<IndexStatus> index() {
        return Optional.of(index.status());
    }

    @Override
    public void reindex() {
        index.rebuild();
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        AttachmentInfo found = attachment(id, name);
        RecordLimits.checkPart(range, found.size());
        byte[] bytes = files.read(found.sha256(), range);
        return new Attachment(range.equals(ByteRange.ALL) ? found.type() : Attachment.PART, bytes);
    }

    private AttachmentInfo attachment(RecordId id, String name) {
        return readers.read(statements -> statements.attachment(id, name))
                .orElseThrow(() -> StorageException.NotFound.attachment(id, name));
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        return List.copyOf(attachmentInfos(id).keySet());
    }

    @Override
    public SortedMap<String, AttachmentInfo> attachmentInfos(RecordId id) {
        return readers.read(statements -> statements.attachments(id))
                .orElseThrow(() -> StorageException.NotFound.record(id));
    }

    @Override
    public HistoryPage history(RecordId id, Optional<Sequence> before, int max) {
        return readers.read(
                statements -> statements.inSnapshot(() -> statements.history().page(id, before, max)));
    }

    @Override
    public PastRecord version(RecordId id, Sequence version) {
        return readers.read(statements ->
                        statements.inSnapshot(() -> statements.history().past(id, version)))
                .orElseThrow(() -> PastRecord.missing(id, version));
    }

    @Override
    public RemovedRecord.Page removedRecords(Optional<Sequence> before, int max) {
        return readers.read(
                statements -> statements.inSnapshot(() -> statements.history().removed(before, max)));
    }

    @Override
    public Optional<HistoryStatus> historyStatus() {
        return Optional.of(readers.read(statements -> statements.inSnapshot(() -> new HistoryStatus(
                statements.history().count(), statements.history().oldest(), compaction.kept()))));
    }

    public AttachmentContent openAttachment(RecordId id, String name) {
        AttachmentInfo found = attachment(id, name);
        try {
            return files.open(found);
        } catch (StorageException.Failed missing) {
            AttachmentInfo now = attachment(id, name); // it may have been replaced at this very moment
            if (now.equals(found)) {
                throw missing;
            }
            return files.open(now);
        }
    }

    @Override
    public AttachmentUpload beginUpload(RecordId id, String name, AttachmentInfo content, Caller caller) {
        RecordLimits.checkName(name);
        try {
            writes.checkAttaching(id, caller.view());
        } catch (StorageException.Forbidden refusal) {
            note(AuditEntry.REFUSED, caller, id.text(), String.valueOf(refusal.getMessage()));
            throw refusal;
        }
        Set<String> names = attachmentInfos(id).keySet();
        if (!names.contains(name)) {
            RecordLimits.checkRoomForAttachment(id, names.size());
        }
        return uploads.begin(id, name, content, caller);
    }

    @Override
    public void forgetUploads(String key) {
        uploads.forgetAll(key);
    }

    /** What the thread for it does every hour. */
    void sweepAttachments(Duration grace) throws IOException {
        files.sweepUnused(this::referred, this::isReferredKnown, grace);
    }

    @Override
    public void apply(Write write, WriteKey key) {
        apply(write, key, Caller.UNKNOWN);
    }

    @Override
    public void apply(Write write, WriteKey key, Caller caller) {
        writes.apply(write, key, caller);
        if (damages.areThere()) {
            damages.lookAgain(place -> place.id().equals(write.id().text()) && isWell(place));
        }
        index.wake();
        index.slowDown();
    }

    @Override
    public void note(String action, Caller caller, String record, String detail) {
        log.note(new PreparedWrite.Note(action, record, detail), caller);
    }

    @Override
    public void awaitWriter() {
        log.write(NO_CHANGE, WriteKey.NONE, "", Caller.UNKNOWN);
    }

    @Override
    public long count() {
        return readers.read(ReadStatements::count);
    }

    @Override
    public QueryEvaluator evaluator() {
        return evaluator;
    }

    @Override
    public ChangeFeed feed() {
        return feed;
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            compaction.close();
            sweeper.close();
            queries.close();
            index.close();
            indexReaders.close();
            readers.close();
            uploads.close();
            log.close(); // the last connection writes the log back into the database
            folder.close();
        }
    }
}
