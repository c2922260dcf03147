package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;

/**
 * All records in ascending order of ids by UTF-16 code unit, one at a time, to be gone through once.
 *
 * <p>SQLite sorts by UTF-8 bytes. That is the same order but for characters beyond the basic plane, such as emoji: UTF-16
 * has them before U+E000. So the ids that have any are sorted here and merged with the others.
 */
final class RecordScan implements Iterable<StoredRecord>, Iterator<StoredRecord>, AutoCloseable {

    private final PreparedStatement select;
    private final ResultSet plain;
    private final PreparedStatement selectOne;
    private final Iterator<RecordId> beyond;

    private final Damages damages;

    private Optional<StoredRecord> nextPlain;
    private Optional<StoredRecord> nextBeyond;

    /** @param damages are told of the records that are passed over, because they cannot be read */
    RecordScan(Connection connection, Damages damages) throws SQLException {
        this.damages = damages;
        beyond = beyondBmp(connection).iterator();
        selectOne = StandingRecord.select(connection);
        // what is damaged may say the wrong thing of itself, so all rows are looked at
        select = connection.prepareStatement("select id, doc, seq, beyond_bmp, deleted, sum from record order by id");
        plain = select.executeQuery();
        nextPlain = advancePlain();
        nextBeyond = advanceBeyond();
    }

    static boolean isBeyondBmp(String id) {
        return id.chars().anyMatch(unit -> Character.isSurrogate((char) unit));
    }

    @Override
    public Iterator<StoredRecord> iterator() {
        return this;
    }

    @Override
    public boolean hasNext() {
        return nextPlain.isPresent() || nextBeyond.isPresent();
    }

    @Override
    public StoredRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            return isPlainNext() ? takePlain() : takeBeyond();
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }

    /** Reads a record again, as it is in this scan; until then nothing but its id is held. */
    Supplier<StoredRecord> again(StoredRecord record) {
        RecordId id = record.id();
        return () -> {
            try {
                return one(id).orElseThrow(() -> new StorageException.Damaged(id.text(), 0));
            } catch (SQLException failure) {
                throw SqlFailures.of(failure);
            }
        };
    }

    @Override
    public void close() throws SQLException {
        select.close();
        selectOne.close();
    }

    private boolean isPlainNext() {
        return nextBeyond.isEmpty()
                || nextPlain.isPresent()
                        && nextPlain.get().id().compareTo(nextBeyond.get().id()) < 0;
    }

    private StoredRecord takePlain() throws SQLException {
        StoredRecord record = nextPlain.orElseThrow();
        nextPlain = advancePlain();
        return record;
    }

    private StoredRecord takeBeyond() throws SQLException {
        StoredRecord record = nextBeyond.orElseThrow();
        nextBeyond = advanceBeyond();
        return record;
    }

    private Optional<StoredRecord> one(RecordId id) throws SQLException {
        return StandingRecord.read(selectOne, id).body().map(body -> new StoredRecord(id, body));
    }

    private Optional<StoredRecord> advancePlain() throws SQLException {
        while (plain.next()) {
            String id = RowSum.id(plain, 1);
            String text = plain.getString(2);
            boolean isBeyondBmp = plain.getInt(4) == 1;
            boolean isRemoved = plain.getInt(5) != 0;
            try {
                RowSum.check(plain.getLong(6), plain.getLong(3), id, isBeyondBmp, isRemoved, text);
                if (!isRemoved && !isBeyondBmp) {
                    return Optional.of(ReadStatements.record(new RecordId(id), text));
                }
            } catch (StorageException.Damaged unreadable) {
                damages.add(unreadable);
            }
        }
        return Optional.empty();
    }

    private Optional<StoredRecord> advanceBeyond() throws SQLException {
        while (beyond.hasNext()) {
            RecordId id = beyond.next();
            try {
                Optional<StoredRecord> found = one(id);
                if (found.isPresent()) {
                    return found;
                }
            } catch (StorageException.Damaged unreadable) {
                damages.add(unreadable);
            }
        }
        return Optional.empty();
    }

    private static List<RecordId> beyondBmp(Connection connection) throws SQLException {
        List<RecordId> ids = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement("select id from record where deleted = 0 and beyond_bmp = 1");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String id = RowSum.id(row, 1);
                if (!id.isEmpty()) { // else it is damaged, which is told of the row
                    ids.add(new RecordId(id));
                }
            }
        }
        ids.sort(null);
        return ids;
    }
}
