package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.skerry.jio.AuditEntry;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads everything that is in a {@link Snapshot}, to be taken elsewhere. One thread. */
public final class SnapshotReader implements AutoCloseable {

    /** What has a form of its own here, or is of no use elsewhere. */
    private static final Set<String> KNOWN_TABLES = Set.of("record", "attachment", "audit", "meta", "outcome");

    private static final String TYPE_FIELD = "portal_type";

    private final Connection connection;
    private final List<String> damages = new ArrayList<>();

    private SnapshotReader(Connection connection) {
        this.connection = connection;
    }

    /** What is attached to a record. */
    public record Attached(String record, String name, String sha256, long size, String type) {}

    public static SnapshotReader of(Snapshot snapshot) {
        try {
            return new SnapshotReader(RecordDatabase.file(snapshot.database()).fixedReader());
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }

    /** What could not be read until now, a plain sentence each. */
    public List<String> damages() {
        return damages;
    }

    /** The sequences of all records by their types, the first where one has several; those without have an empty one. */
    public Map<String, LongStream.Builder> byType() {
        Map<String, LongStream.Builder> types = new TreeMap<>();
        rows(
                "select seq, id, deleted, doc, beyond_bmp, sum from record where deleted = 0 order by seq",
                row -> read(
                        row,
                        record -> types.computeIfAbsent(type(record.body()), unused -> LongStream.builder())
                                .add(row.getLong(1))));
        return types;
    }

    private static String type(ObjectNode body) {
        JsonNode type = body.path(TYPE_FIELD);
        return (type.isArray() && !type.isEmpty() ? type.get(0) : type).asString("");
    }

    /** Hands out records, as they are asked for. */
    public void records(LongStream sequences, Consumer<StoredRecord> records) {
        try (PreparedStatement select = connection.prepareStatement(
                "select seq, id, deleted, doc, beyond_bmp, sum from record where seq = ?")) {
            for (long sequence : (Iterable<Long>) sequences::iterator) {
                select.setLong(1, sequence);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        read(row, records::accept);
                    }
                }
            }
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }

    private interface Reading {
        void read(StoredRecord record) throws SQLException;
    }

    private void read(ResultSet row, Reading reading) throws SQLException {
        String id = RowSum.id(row, 2);
        String text = row.getString(4);
        try {
            RowSum.check(row.getLong(6), row.getLong(1), id, row.getInt(5) == 1, row.getInt(3) != 0, text);
        } catch (StorageException.Damaged damaged) {
            if (!damages.contains(damaged.getMessage())) {
                damages.add(String.valueOf(damaged.getMessage()));
            }
            return;
        }
        reading.read(ReadStatements.record(new RecordId(id), text));
    }

    public void attachments(Consumer<Attached> attachments) {
        rows(
                "select record, name, sha256, size, type from attachment order by record, name",
                row -> attachments.accept(new Attached(
                        row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getString(5))));
    }

    public void audit(Consumer<AuditEntry> entries) {
        rows(AuditTrail.SELECT + " order by number", row -> entries.accept(AuditTrail.entry(row)));
    }

    /** The tables that are none of these. */
    public List<String> otherTables() {
        List<String> tables = new ArrayList<>();
        rows(
                "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name",
                row -> {
                    if (!KNOWN_TABLES.contains(row.getString(1))) {
                        tables.add(row.getString(1));
                    }
                });
        return tables;
    }

    /** Each row of such a table; bytes in base64. */
    public void table(String name, Consumer<ObjectNode> rows) {
        rows("select * from \"%s\"".formatted(name.replace("\"", "\"\"")), row -> {
            ResultSetMetaData columns = row.getMetaData();
            ObjectNode json = JsonText.object();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String column = columns.getColumnName(i);
                switch (row.getObject(i)) {
                    case null -> json.putNull(column);
                    case Integer number -> json.put(column, number);
                    case Long number -> json.put(column, number);
                    case Double number -> json.put(column, number);
                    case byte[] bytes -> json.put(column, Base64.getEncoder().encodeToString(bytes));
                    case Object text -> json.put(column, text.toString());
                }
            }
            rows.accept(json);
        });
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private void rows(String sql, Row each) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                each.take(row);
            }
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException readOnly) {
            throw SqlFailures.of(readOnly);
        }
    }
}
