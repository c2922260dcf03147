package org.skerry.jio;

import tools.jackson.databind.node.ObjectNode;

/** One change asked of a storage. */
public sealed interface Write {

    RecordId id();

    /** Creates or replaces a record; its attachments stay. */
    record Put(RecordId id, ObjectNode body, Expected expected) implements Write {}

    /** Removes a record with its attachments. Removing what is not there succeeds, as in jIO's memory storage. */
    record Remove(RecordId id, Expected expected) implements Write {}

    /** Adds or replaces an attachment of an existing record. */
    record PutAttachment(RecordId id, String name, Attachment content, ExpectedAttachment expected) implements Write {

        /** In the place of whatever is there. */
        public PutAttachment(RecordId id, String name, Attachment content) {
            this(id, name, content, ExpectedAttachment.ANY);
        }
    }

    /**
     * The same with a content that the same caller has uploaded for this record and name ({@link Storage#beginUpload}).
     */
    record AttachUploaded(RecordId id, String name, AttachmentInfo content, ExpectedAttachment expected)
            implements Write {

        /** In the place of whatever is there. */
        public AttachUploaded(RecordId id, String name, AttachmentInfo content) {
            this(id, name, content, ExpectedAttachment.ANY);
        }
    }

    /** Removes an attachment of an existing record; as in jIO's memory storage, removing what is not there succeeds. */
    record RemoveAttachment(RecordId id, String name, ExpectedAttachment expected) implements Write {

        /** Whatever it is. */
        public RemoveAttachment(RecordId id, String name) {
            this(id, name, ExpectedAttachment.ANY);
        }
    }

    /** Makes a record what it was, with the attachments it had; also one that was removed. */
    record Restore(RecordId id, Sequence version, Expected expected) implements Write {}
}
