package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;

/** The tables of the database, in each format there was. */
final class RecordTables {

    /** The format this program writes; 1 had no audit, until 2 outcomes belonged to no PC, until 3 there was no history. */
    static final int FORMAT = 4;

    static final String FORMAT_NAME = "format";

    private static final int WITH_AUDIT = 2;
    private static final int WITH_PC_OF_OUTCOMES = 3;
    private static final int WITH_HISTORY_AND_SUMS = 4;

    /** Older ones are brought up to date. */
    private static final Set<String> KNOWN = Set.of("1", "2", "3", Integer.toString(FORMAT));

    // A put inserts under the next sequence and so replaces the old row: the table is the change feed, each record
    // under its last change. A removed record stays as a tombstone, hence max(seq) is the last sequence ever given.
    // beyond_bmp: the id has characters that UTF-8 and UTF-16 sort differently; see RecordScan. sum: see RowSum.
    private static final String[] RECORDS = {
        "create table record(seq integer primary key, id text not null unique, beyond_bmp integer not null,"
                + " deleted integer not null, doc text, sum integer not null)",
        "create index record_beyond_bmp on record(id) where beyond_bmp = 1",
        "create index record_deleted on record(seq) where deleted = 1",
        "create table attachment(record text not null, name text not null, sha256 text not null, size integer not null,"
                + " type text not null, primary key(record, name)) without rowid",
        "create table meta(name text primary key, value text not null) without rowid"
    };

    // seal: see AuditChain.
    private static final String AUDIT =
            "create table audit(number integer primary key, time integer not null, action text not null,"
                    + " person text not null, pc text not null, pc_key text not null, record text not null,"
                    + " detail text not null, before integer not null, after integer not null, seal blob not null)";

    // pc: the key of who asked; null where an older format did not tell. digest: what was asked, to know a repetition
    // from another write. conflict: its sentence, null for a success. place grows with time, to drop the oldest.
    private static final String OUTCOME =
            "create table outcome(place integer primary key, writer text not null, pc text, counter integer not null,"
                    + " digest text not null, conflict text, unique(writer, pc, counter))";

    // version: rows of record that were replaced. doc is null for a tombstone, and for a version that was left by a
    // change of attachments only: its body is that of the next one. ended: when it was replaced, by HistoryClock.
    // removal: the sequence of the removal that ended it, else null. end_sum: of these two, see RowSum. Of each record
    // the versions that are kept are the
    // last ones, without a gap.
    // since and until: the sequences from which, and until before which, a record had an attachment; 0 for one from
    // before there was a history. Who made a version tells the audit, by its sequence.
    private static final String[] HISTORY = {
        "create table version(seq integer primary key, id text not null, deleted integer not null, doc text,"
                + " ended integer not null, removal integer, sum integer not null, end_sum integer not null)",
        "create index version_id on version(id, seq)",
        "create index version_ended on version(ended)",
        "create index version_removal on version(removal) where removal is not null",
        "alter table attachment add column since integer not null default 0",
        "alter table attachment add column sum integer not null default 0",
        "create table attachment_version(record text not null, name text not null, sha256 text not null,"
                + " size integer not null, type text not null, since integer not null, until integer not null,"
                + " sum integer not null,"
                + " primary key(record, name, since)) without rowid",
        "create index audit_after on audit(after) where after > 0"
    };

    private RecordTables() {}

    static boolean isKnown(String format) {
        return KNOWN.contains(format);
    }

    /** In a transaction. */
    static void create(Connection connection) throws SQLException {
        execute(connection, RECORDS);
        execute(connection, OUTCOME, AUDIT);
        execute(connection, HISTORY);
        execute(
                connection,
                "insert into meta values('%s', '%d')".formatted(FORMAT_NAME, FORMAT),
                "insert into meta values('feed', '%s')".formatted(UUID.randomUUID()));
    }

    /** In a transaction: cut short, the file is of the older format still. */
    static void bringUpToDate(Connection connection, int format) throws SQLException {
        if (format < WITH_AUDIT) {
            execute(connection, AUDIT);
        }
        if (format < WITH_PC_OF_OUTCOMES) {
            execute(
                    connection,
                    "alter table outcome rename to old_outcome",
                    OUTCOME,
                    "insert into outcome(place, writer, counter, digest, conflict)"
                            + " select place, writer, counter, digest, conflict from old_outcome",
                    "drop table old_outcome");
        }
        if (format < WITH_HISTORY_AND_SUMS) {
            RowSum.addTo(connection);
            execute(connection, HISTORY);
            AttachmentRow.addSums(connection);
        }
        execute(connection, "update meta set value = '%d' where name = '%s'".formatted(FORMAT, FORMAT_NAME));
    }

    /** Gives the feed another identifier: what was read of it until now is worth nothing. */
    static void beginFeed(Connection connection) throws SQLException {
        execute(connection, "update meta set value = '%s' where name = 'feed'".formatted(UUID.randomUUID()));
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        for (String statement : statements) {
            RecordDatabase.execute(connection, statement);
        }
    }
}
