package org.skerry.jio;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.QueryEvaluator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what another storage does, but for what a subclass does otherwise. Not for rights: a method that is added later would be
 * let through.
 */
public abstract class ForwardingStorage implements Storage {

    private final Storage storage;

    /** @param storage closed with this one */
    protected ForwardingStorage(Storage storage) {
        this.storage = storage;
    }

    @Override
    public Set<Capacity> capacities() {
        return storage.capacities();
    }

    @Override
    public ObjectNode get(RecordId id) {
        return storage.get(id);
    }

    @Override
    public Answer allDocs(AllDocs request) {
        return storage.allDocs(request);
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        return storage.getAttachment(id, name, range);
    }

    @Override
    public void forgetUploads(String key) {
        storage.forgetUploads(key);
    }

    @Override
    public <T> T inTurn(Supplier<T> look) {
        return storage.inTurn(look);
    }

    @Override
    public List<String> damages() {
        return storage.damages();
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        return storage.allAttachments(id);
    }

    @Override
    public HistoryPage history(RecordId id, Optional<Sequence> before, int max) {
        return storage.history(id, before, max);
    }

    @Override
    public PastRecord version(RecordId id, Sequence version) {
        return storage.version(id, version);
    }

    @Override
    public RemovedRecord.Page removedRecords(Optional<Sequence> before, int max) {
        return storage.removedRecords(before, max);
    }

    @Override
    public Optional<HistoryStatus> historyStatus() {
        return storage.historyStatus();
    }

    public SortedMap<String, AttachmentInfo> attachmentInfos(RecordId id) {
        return storage.attachmentInfos(id);
    }

    @Override
    public AttachmentContent openAttachment(RecordId id, String name) {
        return storage.openAttachment(id, name);
    }

    @Override
    public AttachmentUpload beginUpload(RecordId id, String name, AttachmentInfo content, Caller caller) {
        return storage.beginUpload(id, name, content, caller);
    }

    @Override
    public void apply(Write write, WriteKey key) {
        storage.apply(write, key);
    }

    @Override
    public void apply(Write write, WriteKey key, Caller caller) {
        storage.apply(write, key, caller);
    }

    @Override
    public void note(String action, Caller caller, String record, String detail) {
        storage.note(action, caller, record, detail);
    }

    @Override
    public void repair() {
        storage.repair();
    }

    @Override
    public ChangeFeed feed() {
        return storage.feed();
    }

    @Override
    public QueryEvaluator evaluator() {
        return storage.evaluator();
    }

    @Override
    public long count() {
        return storage.count();
    }

    @Override
    public Optional<IndexStatus> index() {
        return storage.index();
    }

    @Override
    public void reindex() {
        storage.reindex();
    }

    @Override
    public void awaitWriter() {
        storage.awaitWriter();
    }

    @Override
    public void close() {
        storage.close();
    }
}
