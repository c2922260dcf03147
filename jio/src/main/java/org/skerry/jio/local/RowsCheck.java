package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;

/** Looks through all rows of records: SQLite's own check, then each row by its sum and as JSON. Used by one thread. */
final class RowsCheck {

    /** Where there is more, the disk is gone. */
    private static final int MAX_TOLD = 200;

    private static final int BETWEEN_LOOKS = 1_000;

    /** Each with its text, which is the next one's that has one where a version has none of its own. */
    private static final String VERSIONS =
            "select seq, id, deleted, case when doc is not null or deleted = 1 then doc else"
                    + " coalesce((select n.doc from version n where n.id = v.id and n.seq > v.seq and n.doc is not null"
                    + " order by n.seq limit 1), (select r.doc from record r where r.id = v.id)) end, sum"
                    + " from version v order by seq";

    private final Connection connection;
    private final Stopping stopping;
    private final List<String> damages = new ArrayList<>();
    private final List<String> older = new ArrayList<>();
    private long last;
    private long records;

    RowsCheck(Connection connection, Stopping stopping) {
        this.connection = connection;
        this.stopping = stopping;
    }

    /** As it suffices for a copy, which SQLite has written anew. */
    void run() {
        run("quick_check");
    }

    /** Compares SQLite's own indexes with the rows, too, which takes several times as long. */
    void runThoroughly() {
        run("integrity_check");
    }

    /** The first damage in what is known of attachments, now or once; empty if there is none. */
    static Optional<String> ofAttachments(Connection connection) {
        RowsCheck check = new RowsCheck(connection, Stopping.NEVER);
        for (String table : List.of("attachment", "attachment_version")) {
            check.structure("pragma quick_check('%s')".formatted(table));
        }
        check.attachments();
        return Stream.concat(check.damages().stream(), check.older().stream()).findFirst();
    }

    private void structure(String pragma) {
        check(pragma, row -> {
            if (!row.getString(1).equals("ok")) {
                tell("The records' file is damaged: %s.".formatted(row.getString(1)));
            }
        });
    }

    private void run(String pragma) {
        structure("pragma %s(%d)".formatted(pragma, MAX_TOLD));
        check("select seq, id, deleted, doc, beyond_bmp, sum from record order by seq", this::checkRecord);
        check(VERSIONS, this::checkVersion);
        check("select id from version where end_sum is not " + RowSum.ofEnd("ended", "removal"), row -> {
            tellOlder("When a version of the record %s ended is damaged.".formatted(RowSum.id(row, 1)));
        });
        attachments();
    }

    private void attachments() {
        check("select %s from attachment".formatted(AttachmentRow.PRESENT), row -> checkAttachment(row, this::tell));
        check(
                "select %s from attachment_version".formatted(AttachmentRow.PAST),
                row -> checkAttachment(row, this::tellOlder));
    }

    /** The sequence of the last change. */
    long last() {
        return last;
    }

    /** How many records can be read. */
    long records() {
        return records;
    }

    List<String> damages() {
        return damages;
    }

    /** What is damaged of older versions only. */
    List<String> older() {
        return older;
    }

    /** What is done with each row. */
    interface Row {
        void check(ResultSet row) throws SQLException;
    }

    void check(String sql, Row each) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            for (long number = 0; row.next(); number++) {
                if (number % BETWEEN_LOOKS == 0) {
                    stopping.check("looking through the records");
                }
                each.check(row);
            }
        } catch (SQLException damaged) {
            tell("The records' file is damaged, so not all of it could be looked through: %s."
                    .formatted(damaged.getMessage()));
        }
    }

    private void checkRecord(ResultSet row) throws SQLException {
        last = row.getLong(1);
        String id = RowSum.id(row, 2);
        boolean isRemoved = row.getInt(3) != 0;
        String text = row.getString(4);
        try {
            RowSum.check(row.getLong(6), last, id, row.getInt(5) == 1, isRemoved, text);
            if (!isRemoved) {
                JsonText.read(text);
                records++;
            }
        } catch (StorageException damaged) {
            tell("The record %s is damaged.".formatted(id));
        }
    }

    private void checkVersion(ResultSet row) throws SQLException {
        String id = RowSum.id(row, 2);
        try {
            RowSum.checkVersion(row.getLong(5), row.getLong(1), id, row.getInt(3) != 0, row.getString(4));
        } catch (StorageException damaged) {
            tellOlder("An older version of the record %s is damaged.".formatted(id));
        }
    }

    private static void checkAttachment(ResultSet row, Consumer<String> telling) throws SQLException {
        AttachmentRow read = AttachmentRow.readUnchecked(row);
        if (!AttachmentRow.isWell(row, read)) {
            telling.accept("What is known of the attachment %s of the record %s is damaged."
                    .formatted(read.name(), read.record()));
        }
    }

    void tell(String sentence) {
        add(damages, sentence);
    }

    /** Of what was replaced or removed since. */
    void tellOlder(String sentence) {
        add(older, sentence);
    }

    private static void add(List<String> told, String sentence) {
        if (told.size() < MAX_TOLD) {
            told.add(sentence);
        }
    }
}
