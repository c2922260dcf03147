package org.skerry.jio.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What is in a file of records that nobody writes.
 *
 * @param feed the id of its feed
 * @param sequence of the last change
 * @param records how many there are
 * @param contents the SHA-256 of all contents that it refers to
 * @param damages what is wrong with what there is now, a plain sentence each
 * @param older what is wrong with older versions only
 */
public record SnapshotFacts(
        String feed, long sequence, long records, List<String> contents, List<String> damages, List<String> older) {

    public SnapshotFacts {
        contents = contents instanceof ContentNames ? contents : List.copyOf(contents);
        damages = List.copyOf(damages);
        older = List.copyOf(older);
    }

    /** Looks through the whole file. */
    static SnapshotFacts of(Path file, Stopping stopping) throws SQLException {
        try (Connection connection = RecordDatabase.file(file).fixedReader()) {
            RowsCheck check = new RowsCheck(connection, stopping);
            check.run();
            return new SnapshotFacts(
                    RecordDatabase.meta(connection, "feed").orElse(""),
                    check.last(),
                    check.records(),
                    contents(connection),
                    check.damages(),
                    check.older());
        }
    }

    /** The same with what is wrong with older versions among the damages. */
    SnapshotFacts together() {
        List<String> all = new ArrayList<>(damages);
        all.addAll(older);
        return new SnapshotFacts(feed, sequence, records, contents, all, older);
    }

    /** Those of the contents that a record has now, and not only an older version; all, if nobody can tell. */
    List<String> present(Path file) {
        try (Connection connection = RecordDatabase.file(file).fixedReader();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select distinct sha256 from attachment order by 1")) {
            return ContentNames.of(rows);
        } catch (SQLException unknown) {
            return contents;
        }
    }

    /** Whatever table refers to a content does so in a column of the name {@code sha256}. */
    static List<String> contents(Connection connection) throws SQLException {
        List<String> selects = new ArrayList<>();
        for (String table : texts(
                connection,
                "select m.name from sqlite_schema m join pragma_table_info(m.name) c where m.type = 'table' and c.name = 'sha256'")) {
            selects.add("select sha256 from \"%s\"".formatted(table.replace("\"", "\"\"")));
        }
        if (selects.isEmpty()) {
            return List.of();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(String.join(" union ", selects) + " order by 1")) {
            return ContentNames.of(rows);
        }
    }

    static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
