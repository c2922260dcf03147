package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Caller;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;

/**
 * Keeps outcomes under write keys, in the transaction of the write itself. Used by the writer's thread only.
 *
 * <p>Bounded by numbers ({@link WriteKey#KEPT_PER_WRITER}, {@link WriteKey#KEPT}), not by age: a clock that jumps must not
 * make a write happen twice. What is kept in memory is of one connection: after a failed commit there is another.
 */
final class OutcomeStatements {

    /** Old outcomes go when their writer has so many more of them. */
    private static final int DROPPED_TOGETHER = 64;

    /** So many writers at work are known without asking the database. */
    private static final int MAX_WRITERS = 1_000;

    private record Writer(String name, String pc) {}

    /** The highest counter of a writer, committed or about to be; the one longest not heard of is forgotten. */
    private final Map<Writer, Long> highest = new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Writer, Long> eldest) {
            return size() > MAX_WRITERS;
        }
    };

    private final PreparedStatement newest;
    private final PreparedStatement find;
    private final PreparedStatement insert;
    private final PreparedStatement dropOld;
    private final PreparedStatement dropOldest;

    /** How many there are, committed or about to be. */
    private long count;

    OutcomeStatements(Connection connection) throws SQLException {
        newest = connection.prepareStatement("select max("
                + "coalesce((select max(counter) from outcome where writer = ?1 and pc = ?2), 0),"
                + "coalesce((select max(counter) from outcome where writer = ?1 and pc is null), 0))");
        find = connection.prepareStatement(
                "select conflict, digest from outcome where writer = ?1 and pc = ?2 and counter = ?3"
                        + " union all select conflict, digest from outcome"
                        + " where writer = ?1 and pc is null and counter = ?3");
        insert = connection.prepareStatement(
                "insert into outcome(writer, pc, counter, digest, conflict) values(?, ?, ?, ?, ?)");
        dropOld = connection.prepareStatement("delete from outcome where writer = ? and pc = ? and counter <= ?");
        dropOldest = connection.prepareStatement(
                "delete from outcome where place in (select place from outcome order by place limit ?)");
        try (PreparedStatement select = connection.prepareStatement("select count(*) from outcome");
                ResultSet row = select.executeQuery()) {
            count = row.getLong(1);
        }
    }

    /**
     * The outcome of this write if it was seen before: empty for a success. Nobody is told of another PC's; those of older
     * formats are everybody's.
     *
     * @return null if it is new
     * @param digest of the write, see {@link org.skerry.jio.Signature#of(org.skerry.jio.Write)}
     * @throws StorageException.Conflict if nobody knows any more, or another write has the key
     */
    @Nullable
    Optional<StorageException.Conflict> find(Caller caller, WriteKey.Numbered key, String digest) throws SQLException {
        long counter = highest(caller, key);
        if (key.counter() > counter) {
            return null;
        }
        if (key.counter() <= counter - WriteKey.KEPT_PER_WRITER) {
            throw key.tooOld();
        }
        find.setString(1, key.writer());
        find.setString(2, caller.key());
        find.setLong(3, key.counter());
        try (ResultSet row = find.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            if (!row.getString(2).equals(digest)) {
                throw key.usedBefore();
            }
            return Optional.ofNullable(row.getString(1)).map(StorageException.Conflict::new);
        }
    }

    private long highest(Caller caller, WriteKey.Numbered key) throws SQLException {
        Writer writer = new Writer(key.writer(), caller.key());
        Long known = highest.get(writer);
        if (known == null) {
            newest.setString(1, key.writer());
            newest.setString(2, caller.key());
            try (ResultSet row = newest.executeQuery()) {
                known = row.getLong(1);
            }
            highest.put(writer, known);
        }
        return known;
    }

    void keep(Caller caller, WriteKey.Numbered key, String digest, Optional<StorageException.Conflict> outcome)
            throws SQLException {
        insert.setString(1, key.writer());
        insert.setString(2, caller.key());
        insert.setLong(3, key.counter());
        insert.setString(4, digest);
        insert.setString(5, outcome.map(StorageException::getMessage).orElse(null));
        count += insert.executeUpdate();
        long before = highest(caller, key);
        highest.merge(new Writer(key.writer(), caller.key()), key.counter(), Math::max);
        if (key.counter() / DROPPED_TOGETHER > before / DROPPED_TOGETHER) {
            dropOld.setString(1, key.writer());
            dropOld.setString(2, caller.key());
            dropOld.setLong(3, key.counter() - WriteKey.KEPT_PER_WRITER);
            count -= dropOld.executeUpdate();
        }
    }

    /** Once per commit. */
    void dropOldest() throws SQLException {
        if (count > WriteKey.KEPT) {
            dropOldest.setLong(1, count - WriteKey.KEPT);
            count -= dropOldest.executeUpdate();
        }
    }
}
