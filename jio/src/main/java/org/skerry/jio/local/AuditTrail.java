package org.skerry.jio.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.skerry.jio.AuditEntry;
import org.skerry.jio.StorageException;

/** Reads the audit of a data folder, whether or not a storage is open there. */
public final class AuditTrail {

    static final String SELECT =
            "select number, time, action, person, pc, pc_key, record, detail, before, after, seal from audit";

    /** The name of the file in the data folder without which the seals cannot be checked. */
    public static final String KEY_FILE = AuditChain.KEY_FILE;

    private static final int PAGE = 1_000;

    private final Path data;
    private final RecordDatabase database;

    private AuditTrail(Path data, RecordDatabase database) {
        this.data = data;
        this.database = database;
    }

    /**
     * @throws StorageException.NotFound if there are no records in the folder
     * @throws StorageException.Failed if there is no audit: the records are of an older program that has not been started since
     */
    public static AuditTrail of(Path data) {
        return new AuditTrail(data, RecordDatabase.existing(data));
    }

    /**
     * Which entries are wanted; empty texts and times want all.
     *
     * @param who the name of a person or of a PC, or the beginning of a PC's key
     */
    public record Filter(Optional<Instant> from, Optional<Instant> until, String who, String record, String action) {

        public static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), "", "", "");

        private boolean wants(AuditEntry entry) {
            return from.map(time -> !entry.time().isBefore(time)).orElse(true)
                    && until.map(time -> entry.time().isBefore(time)).orElse(true)
                    && (who.isEmpty()
                            || entry.person().equals(who)
                            || entry.pc().equals(who)
                            || entry.key().startsWith(who))
                    && (record.isEmpty() || entry.record().equals(record))
                    && (action.isEmpty() || entry.action().equals(action));
        }
    }

    /**
     * Tells the entries that are wanted, the oldest first.
     *
     * @param last not more than so many, the latest
     */
    public void read(Filter filter, long last, Consumer<AuditEntry> entries) {
        try (Connection connection = database.reader()) {
            long next = last == Long.MAX_VALUE ? 0 : firstOfLast(connection, filter, last);
            List<AuditEntry> page = page(connection, next);
            while (!page.isEmpty()) { // nothing is held open while somebody reads what is printed
                page.stream().filter(filter::wants).forEach(entries);
                page = page(connection, page.getLast().number() + 1);
            }
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }

    private static List<AuditEntry> page(Connection connection, long from) throws SQLException {
        List<AuditEntry> page = new ArrayList<>(PAGE);
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where number >= ? order by number limit " + PAGE)) {
            select.setLong(1, from);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    page.add(entry(row));
                }
            }
        }
        return page;
    }

    private static long firstOfLast(Connection connection, Filter filter, long last) throws SQLException {
        long number = 0;
        long found = 0;
        try (PreparedStatement select = connection.prepareStatement(SELECT + " order by number desc");
                ResultSet row = select.executeQuery()) {
            while (found < last && row.next()) {
                AuditEntry entry = entry(row);
                if (filter.wants(entry)) {
                    found++;
                    number = entry.number();
                }
            }
        }
        return number;
    }

    /**
     * What the check found.
     *
     * @param entries how many hold together, from the first; those before a new key are counted and not verified
     * @param anew the number of the entry from which on they are verified, if the master went on with a new key there
     * @param damage what is wrong after them, in a plain sentence; empty if nothing is
     */
    public record Verdict(long entries, Optional<Long> anew, Optional<String> damage) {

        /** What nobody can tell of the list, in plain sentences. */
        public Optional<String> unproved() {
            return anew.map(first -> first == 1
                    ? "The audit begins with key-lost, though there were records already: they are of a version without an audit, or somebody has deleted its key and all it told. An older backup or export of the audit may have that."
                    : "The audit can be verified from entry %,d on only (key-lost): the key of the %,d entries before is not here any more, because it was not in what was restored, or was lost, or deleted by somebody. That nobody has changed them, added to them or left any out cannot be proved; an older backup or export of the audit can be compared with them."
                            .formatted(first, first - 1));
        }
    }

    /** Whether every entry is there as it was written, in its order, up to the last. */
    public Verdict verify() {
        if (!AuditChain.hasKey(data)) {
            return new Verdict(
                    0,
                    Optional.empty(),
                    Optional.of("The key of the audit, %s, is missing.".formatted(data.resolve(AuditChain.KEY_FILE))));
        }
        AuditChain chain = AuditChain.in(data);
        try (Connection connection = database.reader()) {
            connection.setAutoCommit(false); // one state of the file
            AuditCheck check = new AuditCheck(chain);
            try (PreparedStatement select = connection.prepareStatement(SELECT + " order by number");
                    ResultSet row = select.executeQuery()) {
                while (row.next() && check.isNext(entry(row), row.getBytes(11))) {}
            }
            return check.end(AuditStatements.Head.of(RecordDatabase.meta(connection, AuditStatements.HEAD)));
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }

    /** What stands in a row of {@link #SELECT}. */
    static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                text(row, 3),
                text(row, 4),
                text(row, 5),
                text(row, 6),
                text(row, 7),
                text(row, 8),
                row.getLong(9),
                row.getLong(10));
    }

    /** Whatever somebody wrote into the file, it is a text. */
    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
