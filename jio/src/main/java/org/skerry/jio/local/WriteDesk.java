package org.skerry.jio.local;

import java.nio.file.Path;
import java.util.Optional;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.Caller;
import org.skerry.jio.Expected;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.RecordView;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prepares writes on their callers' threads, so that the one writer is not held up: texts are made, attachments kept, and
 * what has to be known of the record that stands there is read and decided.
 */
final class WriteDesk {

    /** How often a write is decided anew when its record changes meanwhile: then the writer does it, and others wait. */
    private static final int MAX_DECISIONS = 8;

    private final ReadConnections readers;
    private final AttachmentFiles files;
    private final UploadFolder uploads;
    private final RecordLog log;

    WriteDesk(ReadConnections readers, AttachmentFiles files, UploadFolder uploads, RecordLog log) {
        this.readers = readers;
        this.files = files;
        this.uploads = uploads;
        this.log = log;
    }

    /** Returns when the write is durable; throws why it was not done. */
    void apply(Write write, WriteKey key, Caller caller) {
        PreparedWrite asked = PreparedWrite.of(write);
        String digest = key instanceof WriteKey.Numbered ? Signature.of(write) : "";
        try (Content content = new Content(write, asked, caller)) {
            for (int decisions = 1; ; decisions++) {
                PreparedWrite prepared = prepared(asked, caller.view(), decisions > MAX_DECISIONS);
                if (!isRefused(prepared) && !content.keep()) {
                    prepared = notUploaded(asked); // an outcome that is kept under the key is repeated all the same
                }
                try {
                    log.write(prepared, key, digest, caller);
                    content.isDone = true;
                    return;
                } catch (Decision.Stale changedMeanwhile) {
                    // once more
                } catch (StorageException refusal) {
                    content.isNamed = !isCertain(refusal);
                    content.isDone = !content.isNamed && !(refusal instanceof StorageException.Conflict);
                    throw refusal;
                }
            }
        }
    }

    /**
     * Whether something may be attached to a record as it is now; it is decided anew when that is written.
     *
     * @throws StorageException as the write would be refused
     */
    void checkAttaching(RecordId id, RecordView view) {
        boolean isThere = view.isWhole()
                ? readers.read(statements -> statements.place(id)).exists()
                : view.touches(
                        id, readers.read(statements -> statements.standing(id)).body(), Expected.ANY);
        if (!isThere) {
            throw StorageException.NotFound.record(id);
        }
    }

    /** Of other failures nobody knows whether the write happened: what it named stays. */
    private static boolean isCertain(StorageException refusal) {
        return refusal instanceof StorageException.Conflict
                || refusal instanceof StorageException.Forbidden
                || refusal instanceof StorageException.NotFound
                || refusal instanceof StorageException.TooLarge;
    }

    private static PreparedWrite notUploaded(PreparedWrite asked) {
        return new PreparedWrite.Refused(
                new RecordId(asked.record()),
                new StorageException.NotFound(
                        "This attachment was not uploaded, or not to its end; begin its upload again."));
    }

    /**
     * The file of what is attached, if something is; it goes again if the write is refused. What was uploaded stays until it is
     * certain what became of the write, and after a conflict, which the user may decide.
     */
    private final class Content implements AutoCloseable {

        private final Write write;
        private final PreparedWrite asked;
        private final Caller caller;
        private boolean isKept;
        private boolean isNamed = true;
        private boolean isDone;

        Content(Write write, PreparedWrite asked, Caller caller) {
            this.write = write;
            this.asked = asked;
            this.caller = caller;
        }

        /** Whether it is there. */
        boolean keep() {
            if (isKept || !(asked instanceof PreparedWrite.PutAttachment named)) {
                return true;
            }
            if (write instanceof Write.AttachUploaded(RecordId id, String name, AttachmentInfo info, var _)) {
                Optional<Path> uploaded = uploads.uploaded(id, name, info, caller);
                if (uploaded.isEmpty()) {
                    return false;
                }
                files.keep(named.sha256(), uploaded.get());
            } else if (write instanceof Write.PutAttachment put) {
                files.keep(named.sha256(), put.content().bytes());
            }
            isKept = true;
            return true;
        }

        @Override
        public void close() {
            if (isKept && asked instanceof PreparedWrite.PutAttachment named) {
                files.release(named.sha256(), isNamed);
            }
            if (isDone && write instanceof Write.AttachUploaded(RecordId id, String name, AttachmentInfo info, var _)) {
                uploads.forget(id, name, info, caller);
            }
        }
    }

    private PreparedWrite prepared(PreparedWrite asked, RecordView view, boolean isLeftToWriter) {
        if (asked instanceof PreparedWrite.Restore restore && !isLeftToWriter) {
            return prepared(restore, view);
        }
        RecordId id = new RecordId(asked.record());
        if (Decision.isNeeded(asked, view)) {
            StandingRecord standing = readers.read(statements -> statements.standing(id));
            return isLeftToWriter
                    ? new PreparedWrite.Decided(asked, asked, PreparedWrite.Decided.UNDECIDED, standing.length())
                    : new PreparedWrite.Decided(
                            asked, Decision.of(asked, view, standing), standing.sequence(), standing.length());
        }
        if (asked instanceof PreparedWrite.PutAttachment || asked instanceof PreparedWrite.RemoveAttachment) {
            StandingRecord.Place place = readers.read(statements -> statements.place(id));
            return place.exists()
                    ? new PreparedWrite.Moving(asked, place.bytes())
                    : new PreparedWrite.Refused(id, StorageException.NotFound.record(id));
        }
        return asked;
    }

    private PreparedWrite prepared(PreparedWrite.Restore asked, RecordView view) {
        return readers.read(statements -> statements.inSnapshot(() -> {
            StandingRecord standing = statements.standing(asked.id());
            Optional<ObjectNode> last = standing.text().isPresent()
                    ? standing.body()
                    : statements.history().last(asked.id());
            return new PreparedWrite.Decided(
                    asked,
                    Decision.of(
                            asked, view, standing, last, statements.history().past(asked.id(), asked.version())),
                    standing.sequence(),
                    standing.length());
        }));
    }

    private static boolean isRefused(PreparedWrite prepared) {
        return prepared instanceof PreparedWrite.Refused
                || prepared instanceof PreparedWrite.Decided(var _, PreparedWrite.Refused _, var _, var _);
    }
}
