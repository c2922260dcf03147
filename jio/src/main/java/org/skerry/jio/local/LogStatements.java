package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordLimits;
import org.skerry.jio.Sequence;
import org.skerry.jio.Step;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.RecordView;

/** The statements that change records. Used by the writer's thread only. */
final class LogStatements {

    /** Up to here the writer decides again itself, in less than a millisecond, in bytes of the record. */
    private static final int SMALL_BYTES = 64 * 1024;

    private final PreparedStatement find;
    private final PreparedStatement findPlace;
    private final PreparedStatement findStanding;
    private final PreparedStatement insert;
    private final PreparedStatement move;
    private final PreparedStatement findAttachment;
    private final PreparedStatement countAttachments;
    private final PreparedStatement insertAttachment;
    private final PreparedStatement deleteAttachment;
    private final PreparedStatement deleteAttachments;
    private final VersionStatements versions;

    private final List<Step> steps = new ArrayList<>();

    private long last;
    private long replaced;

    /** The record that the change under way replaces. */
    private Optional<Step.Body> standing = Optional.empty();

    LogStatements(Connection connection, VersionStatements versions) throws SQLException {
        this.versions = versions;
        find = StandingRecord.select(connection);
        findPlace = StandingRecord.Place.select(connection);
        findStanding = connection.prepareStatement("select seq, deleted, doc from record where id = ?");
        insert = connection.prepareStatement(
                "insert or replace into record(seq, id, beyond_bmp, deleted, doc, sum) values(?, ?, ?, ?, ?, ?)");
        move = connection.prepareStatement(
                "update record set seq = ?1, sum = %s where id = ?2".formatted(RowSum.MOVED));
        findAttachment = connection.prepareStatement("select sha256 from attachment where record = ? and name = ?");
        countAttachments = connection.prepareStatement("select count(*) from attachment where record = ?");
        insertAttachment = connection.prepareStatement(
                "insert or replace into attachment(record, name, sha256, size, type, since, sum)"
                        + " values(?, ?, ?, ?, ?, ?, ?)");
        deleteAttachment = connection.prepareStatement("delete from attachment where record = ? and name = ?");
        deleteAttachments = connection.prepareStatement("delete from attachment where record = ?");
        last = readLast(connection);
    }

    /** The sequence of the last change, committed or not. */
    long last() {
        return last;
    }

    /** What was changed since this was asked last, committed or not. */
    List<Step> takeSteps() {
        List<Step> taken = List.copyOf(steps);
        steps.clear();
        return taken;
    }

    /** The sequence that the record of the last change had before, also as a removed one; 0 if there never was one. */
    long replaced() {
        return replaced;
    }

    /** Whether the record of the last change was there before. */
    boolean wasThere() {
        return standing.isPresent();
    }

    /**
     * Does one prepared write, or throws the {@link StorageException} that the writer gets.
     *
     * @throws Decision.Stale if what was decided does not hold any more, and it takes too long to decide anew
     */
    void apply(PreparedWrite write, RecordView view) throws SQLException {
        RecordId id = new RecordId(write.record());
        if (write instanceof PreparedWrite.Decided decided) {
            change(upToDate(id, decided, view));
        } else if (Decision.isNeeded(write, view)) {
            change(Decision.of(write, view, StandingRecord.read(find, id)));
        } else {
            change(write);
        }
    }

    private PreparedWrite upToDate(RecordId id, PreparedWrite.Decided decided, RecordView view) throws SQLException {
        StandingRecord.Place place = place(id);
        if (place.sequence() == decided.sequence()) {
            return decided.then();
        }
        if (decided.sequence() != PreparedWrite.Decided.UNDECIDED
                && (place.bytes() > SMALL_BYTES || !decided.isReady())) {
            throw new Decision.Stale();
        }
        return Decision.of(decided.asked(), view, StandingRecord.read(find, id));
    }

    private void change(PreparedWrite write) throws SQLException {
        switch (write) {
            case PreparedWrite.Put(RecordId id, String text, Expected expected) -> put(id, text, expected);
            case PreparedWrite.Remove(RecordId id, Expected expected) -> remove(id, expected);
            case PreparedWrite.PutAttachment put -> putAttachment(put);
            case PreparedWrite.RemoveAttachment remove -> removeAttachment(remove);
            case PreparedWrite.Moving(PreparedWrite attachment, var _) -> change(attachment);
            case PreparedWrite.Restored(RecordId id, Sequence version, String text) -> restore(id, version, text);
            case PreparedWrite.Nothing _ -> {}
            case PreparedWrite.Refused(var _, StorageException why) -> throw why;
            case PreparedWrite.Decided _, PreparedWrite.Restore _, PreparedWrite.Forget _, PreparedWrite.Note _ ->
                throw new IllegalArgumentException("no change of a record: " + write);
        }
    }

    private void put(RecordId id, String text, Expected expected) throws SQLException {
        if (!(expected instanceof Expected.Any)) {
            check(id, expected);
        }
        replace(id, text);
    }

    private void replace(RecordId id, String text) throws SQLException {
        if (stands(id)) {
            versions.keep(id);
        }
        insert(id, false, text);
    }

    private void restore(RecordId id, Sequence version, String text) throws SQLException {
        versions.require(id, version);
        replace(id, text);
        versions.restoreAttachments(id, version, last);
        Step step = steps.removeLast();
        steps.add(
                new Step(step.sequence(), id, step.before(), step.after(), true)); // perhaps of nothing but attachments
    }

    private void remove(RecordId id, Expected expected) throws SQLException {
        if (check(id, expected)) {
            stands(id);
            versions.keepRemoved(id, last + 1);
            insert(id, true, null);
            deleteAttachments.setString(1, id.text());
            deleteAttachments.executeUpdate();
        }
    }

    private void putAttachment(PreparedWrite.PutAttachment put) throws SQLException {
        requireRecord(put.id());
        check(put.id(), put.name(), put.expected());
        if (!versions.keepAttachment(put.id(), put.name(), last + 1)) {
            countAttachments.setString(1, put.id().text());
            RecordLimits.checkRoomForAttachment(put.id(), (int) number(countAttachments));
        }
        AttachmentRow row =
                new AttachmentRow(put.id().text(), put.name(), put.sha256(), put.size(), put.type(), last + 1, 0);
        row.bind(insertAttachment);
        insertAttachment.executeUpdate();
        move(put.id());
    }

    private void removeAttachment(PreparedWrite.RemoveAttachment remove) throws SQLException {
        RecordId id = remove.id();
        String name = remove.name();
        requireRecord(id);
        check(id, name, remove.expected());
        if (versions.keepAttachment(id, name, last + 1)) {
            deleteAttachment.setString(1, id.text());
            deleteAttachment.setString(2, name);
            deleteAttachment.executeUpdate();
            move(id);
        }
    }

    private void check(RecordId id, String name, ExpectedAttachment expected) throws SQLException {
        if (expected instanceof ExpectedAttachment.Any) {
            return;
        }
        findAttachment.setString(1, id.text());
        findAttachment.setString(2, name);
        try (ResultSet row = findAttachment.executeQuery()) {
            expected.check(id, name, row.next() ? Optional.of(row.getString(1)) : Optional.empty());
        }
    }

    /** @return whether the record is there */
    private boolean check(RecordId id, Expected expected) throws SQLException {
        StandingRecord.Place place = place(id);
        // any body will do: an expectation that looks into it was decided before
        expected.check(id, place.exists() ? JsonText.object() : null, place.wasWritten());
        return place.exists();
    }

    private StandingRecord.Place place(RecordId id) throws SQLException {
        return StandingRecord.Place.read(findPlace, id);
    }

    private void requireRecord(RecordId id) throws SQLException {
        if (!check(id, Expected.ANY)) {
            throw StorageException.NotFound.record(id);
        }
    }

    private void insert(RecordId id, boolean isRemoved, @Nullable String text) throws SQLException {
        insert.setLong(1, ++last);
        insert.setString(2, id.text());
        boolean isBeyondBmp = RecordScan.isBeyondBmp(id.text());
        insert.setInt(3, isBeyondBmp ? 1 : 0);
        insert.setInt(4, isRemoved ? 1 : 0);
        insert.setString(5, text);
        insert.setLong(6, RowSum.of(last, id.text(), isBeyondBmp, isRemoved, text));
        insert.executeUpdate();
        steps.add(new Step(
                new Sequence(last), id, standing, Optional.ofNullable(text).map(Step.Body.Text::new), false));
    }

    /** Gives a record the next sequence, because its attachments changed. */
    private void move(RecordId id) throws SQLException {
        stands(id);
        versions.keepStep(id);
        move.setLong(1, ++last);
        move.setString(2, id.text());
        move.executeUpdate();
        steps.add(new Step(new Sequence(last), id, standing, standing, true));
    }

    /** Whether there is a row for this id, be it that of a removed record; finds out what is replaced. */
    private boolean stands(RecordId id) throws SQLException {
        findStanding.setString(1, id.text());
        try (ResultSet row = findStanding.executeQuery()) {
            boolean stands = row.next();
            boolean isThere = stands && row.getInt(2) == 0;
            replaced = stands ? row.getLong(1) : 0;
            standing = isThere
                    ? Optional.ofNullable(row.getString(3)).map(Step.Body.Text::new) // null where it is damaged
                    : Optional.empty();
            return stands;
        }
    }

    private static long readLast(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select coalesce(max(seq), 0) from record")) {
            return number(select);
        }
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
