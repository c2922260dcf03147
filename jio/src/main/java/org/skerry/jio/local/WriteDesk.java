package org.skerry.jio.local;

import java.util.Optional;
import org.skerry.jio.Caller;
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
    private final RecordLog log;

    WriteDesk(ReadConnections readers, AttachmentFiles files, RecordLog log) {
        this.readers = readers;
        this.files = files;
        this.log = log;
    }

    /** Returns when the write is durable; throws why it was not done. */
    void apply(Write write, WriteKey key, Caller caller) {
        PreparedWrite asked = PreparedWrite.of(write);
        String digest = key instanceof WriteKey.Numbered ? Signature.of(write) : "";
        try (Content content = new Content(write, asked)) {
            for (int decisions = 1; ; decisions++) {
                PreparedWrite prepared = prepared(asked, caller.view(), decisions > MAX_DECISIONS);
                if (!isRefused(prepared)) {
                    content.keep();
                }
                try {
                    log.write(prepared, key, digest, caller);
                    return;
                } catch (Decision.Stale changedMeanwhile) {
                    // once more
                } catch (StorageException refusal) {
                    content.isNamed = !isCertain(refusal);
                    throw refusal;
                }
            }
        }
    }

    /** Of other failures nobody knows whether the write happened: what it named stays. */
    private static boolean isCertain(StorageException refusal) {
        return refusal instanceof StorageException.Conflict
                || refusal instanceof StorageException.Forbidden
                || refusal instanceof StorageException.NotFound
                || refusal instanceof StorageException.TooLarge;
    }

    /** The file of what is attached, if something is; it goes again if the write is refused. */
    private final class Content implements AutoCloseable {

        private final Write write;
        private final PreparedWrite asked;
        private boolean isKept;
        private boolean isNamed = true;

        Content(Write write, PreparedWrite asked) {
            this.write = write;
            this.asked = asked;
        }

        void keep() {
            if (!isKept
                    && write instanceof Write.PutAttachment put
                    && asked instanceof PreparedWrite.PutAttachment named) {
                files.keep(named.sha256(), put.content().bytes());
                isKept = true;
            }
        }

        @Override
        public void close() {
            if (isKept && asked instanceof PreparedWrite.PutAttachment named) {
                files.release(named.sha256(), isNamed);
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
