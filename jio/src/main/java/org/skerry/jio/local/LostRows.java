package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.skerry.jio.StorageException;

/**
 * Rows that are there and are not found by their key, because what SQLite finds them by is damaged: they would be told as
 * missing, and written a second time. Where no whole row is lost everything stays, for what finds a damaged row still names it.
 */
final class LostRows {

    /** The tables with a key besides the records, and how a row is found by it. */
    private static final Map<String, String> KEYED = Map.of(
            "attachment", "b.record = a.record and b.name = a.name",
            "attachment_version", "b.record = a.record and b.name = a.name and b.since = a.since",
            "outcome", "b.writer = a.writer and b.pc is a.pc and b.counter = a.counter and +b.place = a.place");

    /** By the index alone; in both directions, as either ends at a page that cannot be read. */
    private static final String RECORDS =
            "select seq, id, deleted, doc, beyond_bmp, sum from record r not indexed where not exists"
                    + " (select 1 from record i indexed by sqlite_autoindex_record_1 where i.id = r.id and +i.seq = r.seq)"
                    + " order by seq ";

    private final Connection connection;

    private LostRows(Connection connection) {
        this.connection = connection;
    }

    /**
     * Finds them again, in no transaction.
     *
     * @throws SQLException if they cannot be found again
     */
    static void find(Connection connection) throws SQLException {
        LostRows lost = new LostRows(connection);
        for (Map.Entry<String, String> table : KEYED.entrySet()) {
            if (lost.isAny("select 1 from %s a where not exists (select 1 from %s b where %s)"
                    .formatted(table.getKey(), table.getKey(), table.getValue()))) {
                lost.rewrite(table.getKey());
            }
        }
        if (lost.isWholeRecord("") || lost.isWholeRecord("desc")) {
            RecordDatabase.execute(connection, "reindex record");
        }
        lost.reindexOthers();
    }

    private boolean isAny(String select) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            return row.next();
        } catch (SQLException failure) {
            return requireDamage(failure);
        }
    }

    /** A page that cannot be read is told elsewhere, and its rows are never told as others. */
    private static boolean requireDamage(SQLException failure) throws SQLException {
        if (SqlFailures.isDamage(failure)) {
            return false;
        }
        throw failure;
    }

    private boolean isWholeRecord(String direction) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RECORDS + direction)) {
            while (row.next()) {
                if (isWhole(row)) {
                    return true;
                }
            }
            return false;
        } catch (SQLException failure) {
            return requireDamage(failure);
        }
    }

    private static boolean isWhole(ResultSet row) throws SQLException {
        try {
            RowSum.check(
                    row.getLong(6),
                    row.getLong(1),
                    RowSum.id(row, 2),
                    row.getInt(5) == 1,
                    row.getInt(3) != 0,
                    row.getString(4));
            return true;
        } catch (StorageException.Damaged damaged) {
            return false;
        }
    }

    /** As a copy: its rows are read in the order in which they lie there. */
    private void rewrite(String table) throws SQLException {
        String create;
        try (PreparedStatement select = connection.prepareStatement("select sql from sqlite_schema where name = ?")) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                create = row.getString(1);
            }
        }
        for (String sql : List.of(
                "begin immediate",
                "alter table %s rename to lost".formatted(table),
                create,
                "insert or ignore into %s select * from lost".formatted(table),
                "drop table lost",
                "commit")) {
            RecordDatabase.execute(connection, sql);
        }
    }

    /** What they are made of is right, and two rows may have the same value. */
    private void reindexOthers() throws SQLException {
        for (String index : SnapshotFacts.texts(
                connection, "select name from sqlite_schema where type = 'index' and sql is not null")) {
            try {
                RecordDatabase.execute(connection, "reindex \"%s\"".formatted(index.replace("\"", "\"\"")));
            } catch (SQLException failure) {
                requireDamage(failure);
            }
        }
    }
}
