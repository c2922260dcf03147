package org.skerry.jio.local;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Capacity;
import org.skerry.jio.Change;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
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

    /** How many reads of single records are in SQLite at a time: each takes microseconds. */
    private static final int READERS = 4;

    /** How long one query may run: a scan of some hundred thousand records does. */
    private static final Duration QUERY_PATIENCE = Duration.ofSeconds(20);

    private static final int MIN_QUERIES = 2;
    private static final int MAX_QUERIES = 4;

    private final DataFolder folder;
    private final AttachmentFiles files;
    private final ReadConnections readers;
    private final ReadConnections queryReaders;
    private final QueryThreads queryThreads;
    private final RecordLog log;
    private final Feed feed;
    private final QueryEvaluator evaluator = new QueryEvaluator(KeySchema.NONE, new LuceneWords());
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private LocalStorage(
            DataFolder folder,
            AttachmentFiles files,
            ReadConnections readers,
            ReadConnections queryReaders,
            QueryThreads queryThreads,
            RecordLog log,
            String feedId) {
        this.folder = folder;
        this.files = files;
        this.readers = readers;
        this.queryReaders = queryReaders;
        this.queryThreads = queryThreads;
        this.log = log;
        this.feed = new Feed(feedId);
    }

    /**
     * Opens the storage of a folder, which is made if missing. One storage at a time has a folder, on the whole machine.
     *
     * @throws StorageException in a plain sentence with what to do: the folder is no folder, read-only, in use, damaged, of
     *     a newer program; or the disk is full
     */
    public static LocalStorage open(Path dataFolder) {
        DataFolder folder = DataFolder.hold(dataFolder);
        List<AutoCloseable> opened = new ArrayList<>(List.of(folder));
        try {
            return open(folder, opened);
        } catch (SQLException failure) {
            closeAll(opened);
            throw SqlFailures.of(failure);
        } catch (RuntimeException refused) {
            closeAll(opened);
            throw refused;
        }
    }

    private static LocalStorage open(DataFolder folder, List<AutoCloseable> opened) throws SQLException {
        RecordDatabase database = RecordDatabase.in(folder);
        ReadConnections readers = new ReadConnections(database, READERS);
        opened.add(readers);
        int queries = Math.clamp(Runtime.getRuntime().availableProcessors(), MIN_QUERIES, MAX_QUERIES);
        ReadConnections queryReaders = new ReadConnections(database, queries);
        opened.add(queryReaders);

        AttachmentFiles files = new AttachmentFiles(folder.path());
        Set<String> referred = new HashSet<>(readers.read(ReadStatements::attachmentFiles));
        files.sweep(referred::contains);
        String feedId = readers.read(ReadStatements::feedId);
        RecordLog log = new RecordLog(database::writer);
        return new LocalStorage(
                folder, files, readers, queryReaders, new QueryThreads(queries, QUERY_PATIENCE), log, feedId);
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
        return readers.read(statements -> statements.body(id)).orElseThrow(() -> StorageException.NotFound.record(id));
    }

    @Override
    public Answer allDocs(AllDocs request) {
        return queryThreads.run(() -> queryReaders.read(
                statements -> statements.scan(scan -> evaluator.evaluate(request, scan, scan::again))));
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        ReadStatements.AttachmentRow found = readers.read(statements -> statements.attachment(id, name))
                .orElseThrow(() -> StorageException.NotFound.attachment(id, name));
        byte[] bytes = files.read(found.sha256(), range);
        return new Attachment(range.equals(ByteRange.ALL) ? found.type() : Attachment.PART, bytes);
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        return readers.read(statements -> statements.attachments(id))
                .orElseThrow(() -> StorageException.NotFound.record(id));
    }

    @Override
    public void apply(Write write, WriteKey key) {
        PreparedWrite prepared = PreparedWrite.of(write, this::exists, files);
        log.write(prepared, key, key instanceof WriteKey.Numbered ? Signature.of(write) : "");
    }

    private boolean exists(RecordId id) {
        return readers.read(statements -> statements.exists(id));
    }

    @Override
    public long count() {
        return readers.read(ReadStatements::count);
    }

    @Override
    public ChangeFeed feed() {
        return feed;
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            queryThreads.close();
            queryReaders.close();
            readers.close();
            log.close(); // the last connection writes the log back into the database
            folder.close();
        }
    }

    private final class Feed implements ChangeFeed {

        private final String id;

        Feed(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Sequence last() {
            return new Sequence(log.last());
        }

        @Override
        public List<Change> after(Sequence checkpoint, int max) {
            return readers.read(statements -> statements.changes(checkpoint, max));
        }
    }
}
