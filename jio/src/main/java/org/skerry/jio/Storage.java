package org.skerry.jio;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Interrupts;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryEvaluator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that keeps records: jIO's storage, as blocking calls.
 *
 * <p>All methods may be called from any thread at the same time and may wait; an interrupt ends a wait or a long query
 * with {@link StorageException.Unreachable} (status 504). A write that returns is as durable as the storage promises. All
 * failures are {@link StorageException}. Bodies are not copied: nobody changes a JSON tree once it was handed over.
 */
public interface Storage extends AutoCloseable {

    /** What {@link #allDocs} can do here, and whether there is a history. */
    Set<Capacity> capacities();

    /**
     * The record's body.
     *
     * @throws StorageException.NotFound if there is none
     */
    ObjectNode get(RecordId id);

    /**
     * The records that a query selects, in its order.
     *
     * @throws StorageException.NotOffered if it asks for what is not among the {@link #capacities}
     */
    Answer allDocs(AllDocs request);

    /**
     * An attachment or a part of it. A part has the type {@code application/octet-stream}.
     *
     * @throws StorageException.NotFound if the record or the attachment does not exist
     * @throws StorageException.TooLarge if it has more bytes than {@link Attachment#MAX_BYTES}
     */
    Attachment getAttachment(RecordId id, String name, ByteRange range);

    /**
     * The names of a record's attachments, in code unit order.
     *
     * @throws StorageException.NotFound if the record does not exist
     */
    List<String> allAttachments(RecordId id);

    /**
     * Who changed a record and when, also of one that was removed.
     *
     * @param before only older versions than this one; empty for the newest
     * @param max how many at most, 1 or more
     * @throws StorageException.NotFound if there never was such a record
     * @throws StorageException.NotOffered without {@link Capacity#HISTORY}; so do the next two
     */
    default HistoryPage history(RecordId id, Optional<Sequence> before, int max) {
        throw noHistory();
    }

    /**
     * A record as it was.
     *
     * @throws StorageException.NotFound if there is no such version, or its body is no longer kept
     */
    default PastRecord version(RecordId id, Sequence version) {
        throw noHistory();
    }

    /**
     * Removed records that can be brought back by {@link Write.Restore}.
     *
     * @param before only those removed before this sequence; empty for the last ones
     * @param max how many at most, 1 or more; fewer where they would take much memory
     */
    default RemovedRecord.Page removedRecords(Optional<Sequence> before, int max) {
        throw noHistory();
    }

    /** How much history there is; empty for a storage without. */
    default Optional<HistoryStatus> historyStatus() {
        return Optional.empty();
    }

    private static StorageException noHistory() {
        return new StorageException.NotOffered("This storage does not keep what records were before.");
    }

    /**
     * What a record's attachments are, by name, in code unit order.
     *
     * @throws StorageException.NotFound if the record does not exist
     * @throws StorageException.NotOffered by a storage that has no uploads
     */
    default SortedMap<String, AttachmentInfo> attachmentInfos(RecordId id) {
        throw noUploads();
    }

    /**
     * An attachment of any size, to be read piece by piece.
     *
     * @throws StorageException.NotFound if the record or the attachment does not exist
     * @throws StorageException.NotOffered by a storage that has no uploads
     */
    default AttachmentContent openAttachment(RecordId id, String name) {
        throw noUploads();
    }

    /**
     * Begins to bring a content of any size, or goes on where the same caller stopped; the one who did so before, if he still
     * does, is refused from now on. Afterwards {@link Write.AttachUploaded} attaches it.
     *
     * @param content what is to come; nobody is believed to have it before all of it came
     * @throws StorageException.NotFound if there is no such record
     * @throws StorageException.Forbidden if the caller may not attach to it
     * @throws StorageException.TooLarge if the record has as many attachments as it may have
     * @throws StorageException.TooMany if too many uploads are under way
     * @throws StorageException.Full if there is no space for it
     * @throws StorageException.NotOffered by a storage that has no uploads
     */
    default AttachmentUpload beginUpload(RecordId id, String name, AttachmentInfo content, Caller caller) {
        throw noUploads();
    }

    private static StorageException.NotOffered noUploads() {
        return new StorageException.NotOffered("This storage takes and gives attachments in one piece only.");
    }

    /**
     * Applies one change, once: where the key was seen before from the same caller, its first outcome is repeated (returned or
     * thrown again) and nothing is written. Only successes and conflicts are kept under a key.
     *
     * @throws StorageException.Conflict if the record is not as the write expects
     * @throws StorageException.NotFound for an attachment of a record that does not exist, an upload that is not there, a
     *     version that is not kept
     * @throws StorageException.BadRequest if {@link RecordLimits} does not allow the content
     * @throws StorageException.TooLarge if {@link RecordLimits} does not allow its size
     * @throws StorageException.Full if there is no space left
     * @throws StorageException.NotOffered for a version to restore, without {@link Capacity#HISTORY}
     */
    void apply(Write write, WriteKey key);

    /**
     * The same for somebody who may not see or write everything. What he does not see is not there for him: removing it
     * succeeds and removes nothing. Whether he may is decided when the write happens.
     *
     * @throws StorageException.Forbidden if he may not; this is not kept under the key
     * @throws StorageException.NotOffered by a storage that knows no rights, for one who may not do everything
     */
    default void apply(Write write, WriteKey key, Caller caller) {
        if (!caller.view().isWhole()) {
            throw new StorageException.NotOffered("This storage knows no rights.");
        }
        apply(write, key);
    }

    /** Throws away what a PC has uploaded and not attached, and is uploading: it is no longer let in. */
    default void forgetUploads(String key) {}

    /**
     * Has something told in the audit besides the changes, which are told in any case; without waiting for it. Nothing in a
     * storage without an audit.
     *
     * @param action one word, as {@link AuditEntry#action}
     * @param record an id, or empty
     * @param detail a sentence
     */
    default void note(String action, Caller caller, String record, String detail) {}

    /** Brings the storage in step with what it depends on; nothing to do for a plain one. */
    default void repair() {}

    /** The changes in order. */
    ChangeFeed feed();

    /** Decides whether one record matches a query, as {@link #allDocs} does. */
    default QueryEvaluator evaluator() {
        return new QueryEvaluator(KeySchema.NONE);
    }

    /** How many records there are now. */
    default long count() {
        return allDocs(new AllDocs(Query.ALL, List.of(), new Limit(0, 1), List.of(), false))
                .totalCount();
    }

    /**
     * Looks through many records in its turn among the queries, so that those who look do not take the machine from everybody
     * else, and for as long as a query may take.
     *
     * @param look asks no query itself, and looks at {@link Interrupts} often
     * @throws StorageException.TooMany if too many wait for their turn
     * @throws StorageException.Unreachable if it takes too long
     */
    default <T> T inTurn(Supplier<T> look) {
        return look.get();
    }

    /** How far the index is, by which queries are answered; empty for a storage without. */
    default Optional<IndexStatus> index() {
        return Optional.empty();
    }

    /** What was found damaged since the storage was opened, a plain sentence each; nothing by one that cannot tell. */
    default List<String> damages() {
        return List.of();
    }

    /**
     * Throws the index away and begins to build it again. Queries go on meanwhile, slowly.
     *
     * @throws StorageException.NotOffered by a storage without an index
     */
    default void reindex() {
        throw new StorageException.NotOffered("This storage has no index.");
    }

    /**
     * Returns when what was to be written before has been; writes nothing itself. For a program that wants to know whether it
     * still works.
     *
     * @throws StorageException.Unreachable if nobody writes any more
     * @throws StorageException if writing is not possible now
     */
    default void awaitWriter() {}

    /** Ends the storage; idempotent. Calls that wait fail with {@link StorageException.Unreachable}. */
    @Override
    void close();

    /** jIO's post: creates a record under a new id. */
    default RecordId post(ObjectNode body) {
        RecordId id = RecordId.random();
        apply(new Write.Put(id, body, Expected.ABSENT), WriteKey.NONE);
        return id;
    }

    /** jIO's put: creates or replaces a record. */
    default void put(RecordId id, ObjectNode body) {
        apply(new Write.Put(id, body, Expected.ANY), WriteKey.NONE);
    }

    /** jIO's remove. */
    default void remove(RecordId id) {
        apply(new Write.Remove(id, Expected.ANY), WriteKey.NONE);
    }

    /** jIO's putAttachment. */
    default void putAttachment(RecordId id, String name, Attachment content) {
        apply(new Write.PutAttachment(id, name, content), WriteKey.NONE);
    }

    /** jIO's removeAttachment. */
    default void removeAttachment(RecordId id, String name) {
        apply(new Write.RemoveAttachment(id, name), WriteKey.NONE);
    }
}
