package org.skerry.slave.ui.attach;

import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.RecordId;

/** A file that belongs to a record. */
public record AttachedFile(RecordId record, String name, AttachmentInfo info) {

    /** As it may be shown. */
    public String shownName() {
        return SafeName.readable(name);
    }

    /** As it may lie on this PC. */
    public String safeName() {
        return SafeName.of(name);
    }

    /** The same with the content that it really has. */
    AttachedFile with(AttachmentInfo content) {
        return new AttachedFile(record, name, content);
    }

    public FileKind kind() {
        return FileKind.of(safeName());
    }
}
