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

    private Optional<RecordId> nextPlain;
    private Optional<RecordId> nextBeyond;

    RecordScan(Connection connection) throws SQLException {
        beyond = beyondBmp(connection).iterator();
        selectOne = connection.prepareStatement("select doc from record where id = ?");
        select = connection.prepareStatement(
                "select id, doc from record where deleted = 0 and beyond_bmp = 0 order by id");
        plain = select.executeQuery();
        nextPlain = advancePlain();
        nextBeyond = advanceBeyond();
    }

    static boolean isBeyondBmp(RecordId id) {
        return id.text().chars().anyMatch(unit -> Character.isSurrogate((char) unit));
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
                return one(id);
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
        return nextBeyond.isEmpty() || nextPlain.isPresent() && nextPlain.get().compareTo(nextBeyond.get()) < 0;
    }

    private StoredRecord takePlain() throws SQLException {
        StoredRecord record = ReadStatements.record(nextPlain.orElseThrow(), plain.getString(2));
        nextPlain = advancePlain();
        return record;
    }

    private StoredRecord takeBeyond() throws SQLException {
        RecordId id = nextBeyond.orElseThrow();
        nextBeyond = advanceBeyond();
        return one(id);
    }

    private StoredRecord one(RecordId id) throws SQLException {
        selectOne.setString(1, id.text());
        try (ResultSet row = selectOne.executeQuery()) {
            row.next();
            return ReadStatements.record(id, row.getString(1));
        }
    }

    private Optional<RecordId> advancePlain() throws SQLException {
        return plain.next() ? Optional.of(new RecordId(plain.getString(1))) : Optional.empty();
    }

    private Optional<RecordId> advanceBeyond() {
        return beyond.hasNext() ? Optional.of(beyond.next()) : Optional.empty();
    }

    private static List<RecordId> beyondBmp(Connection connection) throws SQLException {
        List<RecordId> ids = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement("select id from record where deleted = 0 and beyond_bmp = 1");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.add(new RecordId(row.getString(1)));
            }
        }
        ids.sort(null);
        return ids;
    }
}
