package org.skerry.jio.local;

import java.util.function.Predicate;
import org.skerry.jio.Expected;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordLimits;
import org.skerry.jio.Write;

/** A write whose slow part is done on the caller's thread: checked, as text, its attachment durable in a file. */
sealed interface PreparedWrite {

    record Put(RecordId id, String text, Expected expected) implements PreparedWrite {}

    record Remove(RecordId id, Expected expected) implements PreparedWrite {}

    record PutAttachment(RecordId id, String name, String sha256, long size, String type) implements PreparedWrite {}

    /** An attachment of a record that was not there when the call came: nothing of it was kept. */
    record PutAttachmentInVain(RecordId id) implements PreparedWrite {}

    record RemoveAttachment(RecordId id, String name) implements PreparedWrite {}

    /** Only something to be told in the audit. */
    record Note(String action, String record, String detail) implements PreparedWrite {}

    /** The id of the record that is concerned; empty for a note about none. */
    default String record() {
        return switch (this) {
            case Put put -> put.id().text();
            case Remove remove -> remove.id().text();
            case PutAttachment put -> put.id().text();
            case PutAttachmentInVain put -> put.id().text();
            case RemoveAttachment remove -> remove.id().text();
            case Note note -> note.record();
        };
    }

    /** The audit's word for it, and what it says besides. */
    default Note note(boolean wasThere) {
        return switch (this) {
            case Put put -> new Note(wasThere ? "changed" : "created", put.id().text(), "");
            case Remove remove -> new Note("removed", remove.id().text(), "");
            case PutAttachment put -> new Note("attached", put.id().text(), put.name());
            case PutAttachmentInVain put -> new Note("attached", put.id().text(), "");
            case RemoveAttachment remove -> new Note("detached", remove.id().text(), remove.name());
            case Note note -> note;
        };
    }

    /** @param exists whether a record is there now */
    static PreparedWrite of(Write write, Predicate<RecordId> exists, AttachmentFiles files) {
        return switch (write) {
            case Write.Put put -> new Put(put.id(), RecordLimits.text(put.body()), put.expected());
            case Write.Remove remove -> new Remove(remove.id(), remove.expected());
            case Write.PutAttachment put -> {
                RecordLimits.checkName(put.name());
                RecordLimits.check(put.content());
                yield exists.test(put.id()) ? kept(put, files) : new PutAttachmentInVain(put.id());
            }
            case Write.RemoveAttachment remove -> new RemoveAttachment(remove.id(), remove.name());
        };
    }

    private static PutAttachment kept(Write.PutAttachment put, AttachmentFiles files) {
        String sha256 = files.keep(put.content().bytes());
        return new PutAttachment(
                put.id(),
                put.name(),
                sha256,
                put.content().bytes().length,
                put.content().type());
    }

    /** How much memory a waiting write holds, in chars: enough to bound a queue by. */
    default int weight() {
        return this instanceof Put put ? put.text().length() + 1_000 : 1_000;
    }
}
