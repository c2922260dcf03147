package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.Change;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.local.index.RecordSource;
import tools.jackson.databind.node.ObjectNode;

/** The statements that read, on one read-only connection. Used by one thread at a time. */
final class ReadStatements implements AutoCloseable {

    private final Connection connection;
    private final Damages damages;
    private final PreparedStatement names;
    private final PreparedStatement attachment;
    private final PreparedStatement changes;
    private final PreparedStatement count;
    private final PreparedStatement files;
    private final PreparedStatement bySequence;
    private final PreparedStatement standing;
    private final PreparedStatement place;
    private final HistoryStatements history;
    private final PreparedStatement findSequence;

    /** @param damages are told what cannot be read */
    ReadStatements(Connection connection, Damages damages) throws SQLException {
        this.connection = connection;
        names = connection.prepareStatement(
                "select %s from attachment where record = ?".formatted(AttachmentRow.PRESENT));
        attachment = connection.prepareStatement(
                "select %s from attachment where record = ? and name = ?".formatted(AttachmentRow.PRESENT));
        this.damages = damages;
        changes = connection.prepareStatement(
                "select seq, id, deleted, doc, beyond_bmp, sum from record where seq > ? order by seq");
        count = connection.prepareStatement(
                "select (select count(*) from record) - (select count(*) from record where deleted = 1)");
        bySequence = connection.prepareStatement("select id, doc, deleted, beyond_bmp, sum from record where seq = ?");
        standing = StandingRecord.select(connection);
        place = StandingRecord.Place.select(connection);
        history = new HistoryStatements(connection, damages);
        findSequence = connection.prepareStatement("select seq from record where id = ?");
        files = connection.prepareStatement(
                "select sha256 from attachment union select sha256 from attachment_version order by 1");
    }

    /** How many records there are; both counts run over an index, not over the records. */
    long count() throws SQLException {
        try (ResultSet row = count.executeQuery()) {
            return row.getLong(1);
        }
    }

    /** What reads the history, from the same connection. */
    HistoryStatements history() {
        return history;
    }

    /** What time the history believed last, in milliseconds. */
    OptionalLong historyTime() throws SQLException {
        try {
            return RecordDatabase.meta(connection, VersionStatements.TIME).stream()
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (NumberFormatException damaged) {
            return OptionalLong.empty();
        }
    }

    Optional<ObjectNode> body(RecordId id) throws SQLException {
        return standing(id).body();
    }

    private boolean exists(RecordId id) throws SQLException {
        return place(id).exists();
    }

    StandingRecord standing(RecordId id) throws SQLException {
        return StandingRecord.read(standing, id);
    }

    StandingRecord.Place place(RecordId id) throws SQLException {
        return StandingRecord.Place.read(place, id);
    }

    /** A record's attachments by name, in code unit order; nothing if there is no such record. */
    Optional<SortedMap<String, AttachmentInfo>> attachments(RecordId id) throws SQLException {
        return inSnapshot(() -> {
            if (!exists(id)) {
                return Optional.empty();
            }
            names.setString(1, id.text());
            SortedMap<String, AttachmentInfo> found = new TreeMap<>();
            attachments(names).forEach(row -> found.put(row.name(), row.info()));
            return Optional.of(found);
        });
    }

    Optional<AttachmentInfo> attachment(RecordId id, String name) throws SQLException {
        attachment.setString(1, id.text());
        attachment.setString(2, name);
        return attachments(attachment).stream().map(AttachmentRow::info).findFirst();
    }

    private static List<AttachmentRow> attachments(PreparedStatement select) throws SQLException {
        List<AttachmentRow> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(AttachmentRow.read(row));
            }
        }
        return found;
    }

    /**
     * The changes after a sequence, oldest first. Those of damaged records are told by whoever asks for these.
     *
     * @param maxChars with so much text, the list ends early; one change is always there
     * @param damaged what is told instead of a damaged one
     */
    List<Change> changes(
            Sequence checkpoint,
            int max,
            long maxChars,
            BiFunction<Sequence, Optional<RecordId>, Optional<Change>> damaged)
            throws SQLException {
        long chars = 0;
        changes.setLong(1, checkpoint.number());
        List<Change> found = new ArrayList<>();
        try (ResultSet row = changes.executeQuery()) {
            while (chars < maxChars && found.size() < max && row.next()) {
                Sequence sequence = new Sequence(row.getLong(1));
                String id = RowSum.id(row, 2);
                String text = row.getString(4);
                chars += text == null ? 0 : text.length();
                try {
                    found.add(change(sequence, id, row));
                } catch (StorageException.Damaged unreadable) {
                    damages.add(unreadable);
                    damaged.apply(sequence, idOf(sequence, id)).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** Whose row a damaged one is: its id, unless that is damaged and names another record, or none. */
    Optional<RecordId> idOf(Sequence damaged, String id) throws SQLException {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        findSequence.setString(1, id);
        try (ResultSet row = findSequence.executeQuery()) {
            return row.next() && row.getLong(1) == damaged.number() ? Optional.of(new RecordId(id)) : Optional.empty();
        }
    }

    private static Change change(Sequence sequence, String id, ResultSet row) throws SQLException {
        boolean isRemoved = row.getInt(3) != 0;
        String text = row.getString(4);
        RowSum.check(row.getLong(6), sequence.number(), id, row.getInt(5) == 1, isRemoved, text);
        RecordId whose = new RecordId(id);
        return isRemoved ? new Change.Removed(sequence, whose) : new Change.Stored(sequence, record(whose, text));
    }

    /**
     * Whether what was found damaged is well by now: nothing of it is left, and what the record is now can be read.
     *
     * @throws StorageException.Damaged if it is damaged as ever
     */
    boolean isWell(Damages.Place place) throws SQLException {
        return isGone(place.sequence()) && (place.id().isEmpty() || isReadable(place.id()));
    }

    private boolean isGone(long sequence) throws SQLException {
        if (sequence == 0) {
            return true;
        }
        bySequence.setLong(1, sequence);
        try (ResultSet row = bySequence.executeQuery()) {
            if (row.next()) {
                RowSum.check(
                        row.getLong(5),
                        sequence,
                        RowSum.id(row, 1),
                        row.getInt(4) == 1,
                        row.getInt(3) != 0,
                        row.getString(2));
            }
            return true;
        }
    }

    /** Also where nothing is: an id of which a bit has flipped was perhaps never written, or is none. */
    private boolean isReadable(String id) throws SQLException {
        try {
            standing(new RecordId(id));
            names.setString(1, id);
            var _ = attachments(names);
        } catch (StorageException.BadRequest none) {
            return true;
        }
        return true;
    }

    /** Whether anything was told in the audit, or must have been, because there are records. */
    boolean hasAudit() throws SQLException {
        return AuditStatements.isExpected(connection);
    }

    String feedId() throws SQLException {
        return RecordDatabase.meta(connection, "feed").orElseThrow();
    }

    /** The SHA-256 of all contents that attachments refer to, those in the history included. */
    List<String> attachmentFiles() throws SQLException {
        try (ResultSet rows = files.executeQuery()) {
            return ContentNames.of(rows);
        }
    }

    /** What is damaged in the rows of attachments, as far as it is found first; empty if nothing is. */
    Optional<String> damageOfAttachments() {
        return RowsCheck.ofAttachments(connection);
    }

    /** Runs something over all records, in ascending order of ids by code unit; in a snapshot. */
    <T> T scan(Function<RecordScan, T> reader) throws SQLException {
        try (RecordScan scan = new RecordScan(connection, damages)) {
            return reader.apply(scan);
        }
    }

    /**
     * The record whose last change has that sequence.
     *
     * @throws RecordSource.Changed if it was changed since
     * @throws RecordSource.Unreadable if it is damaged
     */
    private StoredRecord recordAt(long sequence) {
        try {
            bySequence.setLong(1, sequence);
            try (ResultSet row = bySequence.executeQuery()) {
                if (!row.next()) {
                    throw new RecordSource.Changed();
                }
                String id = RowSum.id(row, 1);
                String text = row.getString(2);
                boolean isRemoved = row.getInt(3) != 0;
                RowSum.check(row.getLong(5), sequence, id, row.getInt(4) == 1, isRemoved, text);
                if (isRemoved) {
                    throw new RecordSource.Changed();
                }
                return record(new RecordId(id), text);
            }
        } catch (StorageException.Damaged damaged) {
            throw new RecordSource.Unreadable(sequence, damaged);
        } catch (SQLException failure) {
            StorageException sentence = SqlFailures.of(failure);
            if (SqlFailures.isDamage(failure)) {
                throw new RecordSource.Unreadable(sequence, sentence);
            }
            throw sentence;
        }
    }

    static StoredRecord record(RecordId id, String text) {
        return new StoredRecord(id, (ObjectNode) JsonText.read(text));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Something that reads. */
    interface Read<T> {
        T read() throws SQLException;
    }

    /** Runs reads that see the records as they are at one moment, that of the first. */
    <T> T inSnapshot(Read<T> read) throws SQLException {
        RecordDatabase.execute(connection, "begin");
        try {
            return read.read();
        } finally {
            RecordDatabase.execute(connection, "rollback"); // nothing was written
        }
    }

    /** The same, but nothing is read before the first record is asked for. */
    <T> T inLazySnapshot(Function<RecordSource, T> read) throws SQLException {
        LazySnapshot snapshot = new LazySnapshot();
        try {
            return read.apply(snapshot);
        } finally {
            snapshot.end();
        }
    }

    /** Most queries need no record, and to begin and end a snapshot takes longer than some of them. */
    private final class LazySnapshot implements RecordSource {

        private boolean hasBegun;

        @Override
        public StoredRecord at(long sequence) {
            if (!hasBegun) {
                try {
                    RecordDatabase.execute(connection, "begin");
                } catch (SQLException failure) {
                    throw SqlFailures.of(failure);
                }
                hasBegun = true;
            }
            return recordAt(sequence);
        }

        void end() throws SQLException {
            if (hasBegun) {
                RecordDatabase.execute(connection, "rollback"); // nothing was written
            }
        }
    }
}
