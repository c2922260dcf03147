package org.skerry.jio.local;

import java.util.Optional;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordLimits;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.RecordView;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of a write that depends on the record that stands there. A record never changes under one sequence, so
 * this may be decided by the caller, and holds if the writer still finds that sequence.
 */
final class Decision {

    private Decision() {}

    /** Whether somebody has to look into the record; to see whether there is one is left to the writer. */
    static boolean isNeeded(PreparedWrite write, RecordView view) {
        return switch (write) {
            case PreparedWrite.Put put -> !view.isWhole() || put.expected() instanceof Expected.Signed;
            case PreparedWrite.Remove remove -> !view.isWhole() || remove.expected() instanceof Expected.Signed;
            case PreparedWrite.PutAttachment _, PreparedWrite.RemoveAttachment _ -> !view.isWhole();
            case PreparedWrite.Restore _ -> true;
            case PreparedWrite.Moving _,
                    PreparedWrite.Decided _,
                    PreparedWrite.Restored _,
                    PreparedWrite.Forget _,
                    PreparedWrite.Nothing _,
                    PreparedWrite.Refused _,
                    PreparedWrite.Note _ -> false;
        };
    }

    /** What is to be done instead, which does not depend on the record any more. */
    static PreparedWrite of(PreparedWrite asked, RecordView view, StandingRecord standing) {
        RecordId id = new RecordId(asked.record());
        try {
            return switch (asked) {
                case PreparedWrite.Put(var _, String text, Expected expected) ->
                    new PreparedWrite.Put(id, written(id, text, expected, view, standing), Expected.ANY);
                case PreparedWrite.Remove(var _, Expected expected) -> removed(id, expected, view, standing);
                case PreparedWrite.PutAttachment _, PreparedWrite.RemoveAttachment _ -> {
                    if (!view.touches(id, standing.body(), Expected.ANY)) {
                        throw StorageException.NotFound.record(id);
                    }
                    yield asked;
                }
                case PreparedWrite.Restore _ ->
                    throw new StorageException.Conflict("Record " + id + " was changed by somebody else.");
                case PreparedWrite.Moving _,
                        PreparedWrite.Decided _,
                        PreparedWrite.Restored _,
                        PreparedWrite.Forget _,
                        PreparedWrite.Nothing _,
                        PreparedWrite.Refused _,
                        PreparedWrite.Note _ -> asked;
            };
        } catch (StorageException refusal) {
            return new PreparedWrite.Refused(id, refusal);
        }
    }

    /**
     * The same for a version to be restored.
     *
     * @param last what the record is, or was before it was removed; empty if that is not kept
     */
    static PreparedWrite of(
            PreparedWrite.Restore asked,
            RecordView view,
            StandingRecord standing,
            Optional<ObjectNode> last,
            Optional<PastRecord> past) {
        RecordId id = asked.id();
        try {
            PastRecord found = past.orElseThrow(() -> PastRecord.missing(id, asked.version()));
            ObjectNode body = view.restore(id, standing.body(), last.orElse(found.body()), found, asked.expected());
            checkLast(id, asked.expected(), view, standing);
            return new PreparedWrite.Restored(id, asked.version(), RecordLimits.text(body));
        } catch (StorageException refusal) {
            return new PreparedWrite.Refused(id, refusal);
        }
    }

    private static PreparedWrite removed(RecordId id, Expected expected, RecordView view, StandingRecord standing) {
        if (!view.touches(id, standing.body(), expected)) {
            return new PreparedWrite.Nothing(id);
        }
        checkLast(id, expected, view, standing);
        return new PreparedWrite.Remove(id, Expected.ANY);
    }

    /** Who does not see all fields does not know of all steps. */
    private static void checkLast(RecordId id, Expected expected, RecordView view, StandingRecord standing) {
        if (view.hidden().isEmpty()) {
            expected.checkLast(id, standing.sequence());
        }
    }

    private static String written(
            RecordId id, String text, Expected expected, RecordView view, StandingRecord standing) {
        if (view.isWhole()) {
            expected.check(id, standing.body().orElse(null), standing.wasWritten());
            checkLast(id, expected, view, standing);
            return text;
        }
        ObjectNode body = (ObjectNode) JsonText.read(text);
        ObjectNode whole = view.put(id, standing.body(), standing.wasWritten(), body, expected);
        checkLast(id, expected, view, standing);
        try {
            return RecordLimits.text(whole);
        } catch (StorageException.TooLarge withHiddenFields) { // how large those are is not told
            throw new StorageException.TooLarge("This record is too large to be kept; make it smaller.");
        }
    }

    /** The record has changed since it was decided what becomes of a write to it. */
    static final class Stale extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stale() {
            super("the record was changed before the write had its turn", null, false, false);
        }
    }
}
