package org.skerry.protocol.storage;

import java.util.Optional;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordLimits;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Query;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.node.ObjectNode;

/**
 * One jIO method, or one of our own, with its arguments: what a peer asks of a storage. The section "Methods" of
 * {@code docs/protocol.md} says the same with examples.
 */
public sealed interface StorageRequest {

    /** Creates a record under a new id. */
    record Post(ObjectNode body, WriteKey key) implements StorageRequest {}

    record Put(RecordId id, ObjectNode body, Expected expected, WriteKey key) implements StorageRequest {}

    record Get(RecordId id) implements StorageRequest {}

    record Remove(RecordId id, Expected expected, WriteKey key) implements StorageRequest {}

    /** jIO's {@code allDocs}. */
    record ListDocs(AllDocs options) implements StorageRequest {}

    record PutAttachment(RecordId id, String name, Attachment content, ExpectedAttachment expected, WriteKey key)
            implements StorageRequest {}

    record GetAttachment(RecordId id, String name, Format format, ByteRange range) implements StorageRequest {}

    record RemoveAttachment(RecordId id, String name, ExpectedAttachment expected, WriteKey key)
            implements StorageRequest {}

    record AllAttachments(RecordId id) implements StorageRequest {}

    /** What the attachments of a record are, without their contents. */
    record AttachmentInfos(RecordId id) implements StorageRequest {}

    /** Attaches what was uploaded. */
    record EndUpload(RecordId id, String name, AttachmentInfo content, ExpectedAttachment expected, WriteKey key)
            implements StorageRequest {}

    /**
     * The changes of the feed, a page of them.
     *
     * @param since after which place; empty for where the feed stands now, without any change
     * @param query of the changed records, those that match it are told of; of all others only that they do not
     * @param limit how many at most
     */
    record Changes(Optional<Message.Feed> since, Query query, boolean includeDocs, int limit)
            implements StorageRequest {}

    record Repair() implements StorageRequest {}

    /** Who changed a record and when; of the versions before one, if one is named. */
    record ListVersions(RecordId id, Optional<Sequence> before, int max) implements StorageRequest {}

    /** A record as it was. */
    record GetVersion(RecordId id, Sequence version) implements StorageRequest {}

    /** What was removed and can be brought back. */
    record ListRemoved(Optional<Sequence> before, int max) implements StorageRequest {}

    record Restore(RecordId id, Sequence version, Expected expected, WriteKey key) implements StorageRequest {}

    /** How an attachment travels; jIO's word on the wire is the name in lower case. */
    enum Format {
        /** The bytes read as UTF-8, with U+FFFD for what is not. */
        TEXT,
        /** The JSON value that the text is. */
        JSON,
        /** The bytes and their media type, in base64. */
        DATA_URL
    }

    /**
     * The request in a query. What its arguments mean was checked; what may be kept ({@link RecordLimits}) is checked by
     * the storage.
     *
     * @throws StorageException.BadRequest for arguments of a wrong number, type or form
     * @throws StorageException.NotOffered for an unknown method, or an attachment format that cannot travel
     */
    static StorageRequest read(Message.JioQuery query) {
        return RequestReader.read(query);
    }
}
