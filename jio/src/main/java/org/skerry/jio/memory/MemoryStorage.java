package org.skerry.jio.memory;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentContent;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Caller;
import org.skerry.jio.Capacity;
import org.skerry.jio.Change;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordLimits;
import org.skerry.jio.Sequence;
import org.skerry.jio.Step;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.FullText;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.QueryEvaluator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records in memory, gone with the program: jIO's memory storage under its query and uuid storages.
 *
 * <p>Without {@code sort_on}, records come in the order of a JavaScript object: ids that are array indices ascending,
 * then the others as they were first put.
 */
public final class MemoryStorage implements Storage {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final QueryEvaluator evaluator;
    private final Feed feed = new Feed();

    private final MemoryRecords records = new MemoryRecords();
    private final MemoryUploads uploads = new MemoryUploads();
    private boolean isClosed;

    /** Without full text. */
    public MemoryStorage() {
        this(new QueryEvaluator(KeySchema.NONE));
    }

    public MemoryStorage(FullText fullText) {
        this(new QueryEvaluator(KeySchema.NONE, fullText));
    }

    private MemoryStorage(QueryEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public Set<Capacity> capacities() {
        return EnumSet.complementOf(EnumSet.of(Capacity.HISTORY));
    }

    @Override
    public ObjectNode get(RecordId id) {
        return locked(lock.readLock(), () -> records.existing(id).record().body());
    }

    @Override
    public Answer allDocs(AllDocs request) {
        return evaluator.evaluate(request, locked(lock.readLock(), records::all));
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        Attachment whole = locked(lock.readLock(), () -> records.find(id))
                .map(entry -> entry.attachments().get(name))
                .orElseThrow(() -> StorageException.NotFound.attachment(id, name));
        int length = whole.bytes().length;
        RecordLimits.checkPart(range, length);
        if (range.equals(ByteRange.ALL)) {
            return whole;
        }
        int start = (int) Math.min(range.start(), length);
        int end = (int) Math.min(range.end(), length);
        return new Attachment(Attachment.PART, Arrays.copyOfRange(whole.bytes(), start, end));
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        return locked(
                lock.readLock(),
                () -> records.existing(id).attachments().keySet().stream()
                        .sorted()
                        .toList());
    }

    @Override
    public SortedMap<String, AttachmentInfo> attachmentInfos(RecordId id) {
        SortedMap<String, AttachmentInfo> infos = new TreeMap<>();
        locked(lock.readLock(), () -> records.existing(id).attachments())
                .forEach((name, content) -> infos.put(name, MemoryUploads.info(content)));
        return infos;
    }

    @Override
    public AttachmentContent openAttachment(RecordId id, String name) {
        Attachment content = locked(lock.readLock(), () -> records.find(id))
                .map(entry -> entry.attachments().get(name))
                .orElseThrow(() -> StorageException.NotFound.attachment(id, name));
        return MemoryUploads.content(content);
    }

    @Override
    public AttachmentUpload beginUpload(RecordId id, String name, AttachmentInfo content, Caller caller) {
        RecordLimits.checkName(name);
        locked(lock.readLock(), () -> {
            records.checkAttaching(id, name, caller.view());
            return id;
        });
        return uploads.begin(new MemoryUploads.Place(id, name, content, caller.key(), caller.person()));
    }

    @Override
    public void forgetUploads(String key) {
        uploads.forgetAll(key);
    }

    @Override
    public void apply(Write write, WriteKey key) {
        apply(write, key, Caller.UNKNOWN);
    }

    @Override
    public void apply(Write write, WriteKey key, Caller caller) {
        check(write);
        locked(lock.writeLock(), () -> {
            records.apply(write, key, caller, uploads);
            return write;
        });
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
        lock.writeLock().lock();
        try {
            isClosed = true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static void check(Write write) {
        switch (write) {
            case Write.Put put -> RecordLimits.text(put.body());
            case Write.PutAttachment put -> {
                RecordLimits.checkName(put.name());
                RecordLimits.check(put.content());
            }
            case Write.AttachUploaded put -> RecordLimits.checkName(put.name());
            case Write.Remove ignored -> {}
            case Write.RemoveAttachment ignored -> {}
            case Write.Restore ignored ->
                throw new StorageException.NotOffered("This storage does not keep what records were before.");
        }
    }

    private <T> T locked(Lock part, Supplier<T> action) {
        part.lock();
        try {
            if (isClosed) {
                throw new StorageException.Unreachable("The storage is closed.");
            }
            return action.get();
        } finally {
            part.unlock();
        }
    }

    private final class Feed implements ChangeFeed {

        private final String id = UUID.randomUUID().toString();

        @Override
        public String id() {
            return id;
        }

        @Override
        public Sequence last() {
            return locked(lock.readLock(), records::last);
        }

        @Override
        public List<Change> after(Sequence checkpoint, int max) {
            return locked(lock.readLock(), () -> records.changes(checkpoint, max));
        }

        @Override
        public Optional<List<Step>> steps(Sequence checkpoint, int max) {
            return records.steps().after(checkpoint, max);
        }

        @Override
        public boolean await(Sequence checkpoint, Duration patience) throws InterruptedException {
            return records.steps().await(checkpoint, patience);
        }
    }
}
