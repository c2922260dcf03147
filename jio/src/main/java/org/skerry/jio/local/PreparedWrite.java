package org.skerry.jio.local;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordLimits;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.Sequence;
import org.skerry.jio.Signature;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;

/** A write whose slow part is done on the caller's thread: checked, as text, its attachment durable in a file. */
sealed interface PreparedWrite {

    record Put(RecordId id, String text, Expected expected) implements PreparedWrite {}

    record Remove(RecordId id, Expected expected) implements PreparedWrite {}

    record PutAttachment(RecordId id, String name, String sha256, long size, String type, ExpectedAttachment expected)
            implements PreparedWrite {}

    record RemoveAttachment(RecordId id, String name, ExpectedAttachment expected) implements PreparedWrite {}

    /** Not decided yet: what the version was, has to be read. */
    record Restore(RecordId id, Sequence version, Expected expected) implements PreparedWrite {}

    /** @param text what is written for that version */
    record Restored(RecordId id, Sequence version, String text) implements PreparedWrite {}

    /**
     * Drops history; nobody's change.
     *
     * @param time that is believed, see {@link HistoryClock}
     * @param endedBefore what ended up to then is dropped, in milliseconds; empty for nothing
     * @param dropped told how many versions were dropped
     */
    record Forget(long time, OptionalLong endedBefore, AtomicInteger dropped) implements PreparedWrite {}

    /**
     * Attachments need no look into the record, but it is written again under its new sequence.
     *
     * @param length of the record, in bytes
     */
    record Moving(PreparedWrite attachment, long length) implements PreparedWrite {}

    /**
     * A write of which the caller has found out what becomes of it.
     *
     * @param then what is to be done, if the record is as it was
     * @param sequence of the record when it was looked at, 0 if there was none; {@link #UNDECIDED} has the writer decide
     * @param length of the record, in chars
     */
    record Decided(PreparedWrite asked, PreparedWrite then, long sequence, long length) implements PreparedWrite {

        static final long UNDECIDED = -1;

        /**
         * Whether the writer may decide anew. What is refused has no content kept that could be named; for what is restored
         * more has to be read.
         */
        boolean isReady() {
            return !(asked instanceof Restore) && !(asked instanceof PutAttachment && then instanceof Refused);
        }
    }

    /** The removal of a record that is not there for him who asks. */
    record Nothing(RecordId id) implements PreparedWrite {}

    record Refused(RecordId id, StorageException why) implements PreparedWrite {}

    /** Only something to be told in the audit. */
    record Note(String action, String record, String detail) implements PreparedWrite {}

    /** The id of the record that is concerned; empty for a note about none. */
    default String record() {
        return switch (this) {
            case Put put -> put.id().text();
            case Remove remove -> remove.id().text();
            case PutAttachment put -> put.id().text();
            case RemoveAttachment remove -> remove.id().text();
            case Restore restore -> restore.id().text();
            case Restored restored -> restored.id().text();
            case Forget _ -> "";
            case Moving moving -> moving.attachment().record();
            case Decided decided -> decided.asked().record();
            case Nothing nothing -> nothing.id().text();
            case Refused refused -> refused.id().text();
            case Note note -> note.record();
        };
    }

    /** The audit's word for it, and what it says besides. */
    default Note note(boolean wasThere) {
        return switch (this) {
            case Put put ->
                new Note(
                        wasThere ? RecordVersion.CHANGED : RecordVersion.CREATED,
                        put.id().text(),
                        "");
            case Remove remove -> new Note(RecordVersion.REMOVED, remove.id().text(), "");
            case PutAttachment put -> new Note(RecordVersion.ATTACHED, put.id().text(), put.name());
            case RemoveAttachment remove ->
                new Note(RecordVersion.DETACHED, remove.id().text(), remove.name());
            case Restore restore ->
                new Note(
                        RecordVersion.RESTORED,
                        restore.id().text(),
                        restore.version().toString());
            case Moving moving -> moving.attachment().note(wasThere);
            case Decided decided -> decided.asked().note(wasThere);
            case Nothing _, Refused _, Restored _, Forget _ ->
                throw new IllegalStateException("changes nothing: " + this);
            case Note note -> note;
        };
    }

    /** Checked; the content of an attachment is not kept yet. */
    static PreparedWrite of(Write write) {
        return switch (write) {
            case Write.Put put -> new Put(put.id(), RecordLimits.text(put.body()), put.expected());
            case Write.Remove remove -> new Remove(remove.id(), remove.expected());
            case Write.PutAttachment(RecordId id, String name, Attachment content, ExpectedAttachment expected) -> {
                RecordLimits.checkName(name);
                RecordLimits.check(content);
                yield new PutAttachment(
                        id, name, Signature.of(content.bytes()), content.bytes().length, content.type(), expected);
            }
            case Write.AttachUploaded(
                    RecordId id,
                    String name,
                    AttachmentInfo content,
                    ExpectedAttachment expected) -> {
                RecordLimits.checkName(name);
                yield new PutAttachment(id, name, content.sha256(), content.size(), content.type(), expected);
            }
            case Write.RemoveAttachment remove -> new RemoveAttachment(remove.id(), remove.name(), remove.expected());
            case Write.Restore restore -> new Restore(restore.id(), restore.version(), restore.expected());
        };
    }

    /** How much memory a waiting write holds, in chars: enough to bound a queue by. */
    default int weight() {
        return 1_000
                + switch (this) {
                    case Put put -> put.text().length();
                    case Decided(Put asked, Put then, var _, var _) ->
                        asked.text().length() + then.text().length();
                    case Decided(Put asked, var _, var _, var _) -> asked.text().length();
                    case Decided(var _, Restored then, var _, var _) ->
                        then.text().length();
                    case Restored restored -> restored.text().length();
                    case Decided _,
                            Moving _,
                            Remove _,
                            PutAttachment _,
                            RemoveAttachment _,
                            Restore _,
                            Forget _,
                            Nothing _,
                            Refused _,
                            Note _ -> 0;
                };
    }

    /** How much of the writer's time it takes, in chars that are written or may have to be read. */
    default long work() {
        return weight()
                + switch (this) {
                    case Moving moving -> moving.length();
                    case Decided decided -> decided.length();
                    case Put _,
                            Remove _,
                            PutAttachment _,
                            RemoveAttachment _,
                            Restore _,
                            Restored _,
                            Forget _,
                            Nothing _,
                            Refused _,
                            Note _ -> 0;
                };
    }
}
