package org.skerry.jio.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;

/** The SQLite file of a storage: its settings, its connections. */
final class RecordDatabase {

    /** How long to wait for a lock that only somebody with a database tool can hold. */
    private static final int BUSY_MILLIS = 5_000;

    /** WAL pages of 4 KiB before a checkpoint: 16 MB, which a restart after a crash reads back in well under a second. */
    private static final int CHECKPOINT_PAGES = 4_000;

    private static final int JOURNAL_BYTES = 64 * 1024 * 1024;

    private final Path file;
    private final Damages damages = new Damages();

    private RecordDatabase(Path file) {
        this.file = file;
    }

    /**
     * The database of a folder, made if there is none. One of a newer format is not touched.
     *
     * @throws StorageException with what to do, if it cannot be used
     */
    static RecordDatabase in(DataFolder folder) {
        RecordDatabase database = new RecordDatabase(folder.path().resolve(LocalStorage.RECORDS_FILE));
        try {
            Optional<String> loss = WalCheck.of(database.file);
            loss.ifPresent(sentence -> database.damages.add(WalCheck.SUBJECT, sentence));
            if (!database.exists()) {
                database.create();
                DurableFiles.syncFolder(folder.path());
            }
            database.bringUpToDate();
            if (loss.isPresent()) {
                database.beginFeed();
            }
            return database;
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        } catch (IOException failure) {
            throw FileFailures.failure("The data folder %s cannot be synced.".formatted(folder.path()), failure);
        }
    }

    /** What was found damaged in it. */
    Damages damages() {
        return damages;
    }

    /** The one connection that writes. */
    Connection writer() throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setJournalSizeLimit(JOURNAL_BYTES);
        Connection connection = config.createConnection(url());
        execute(connection, "pragma wal_autocheckpoint = " + CHECKPOINT_PAGES);
        // macOS: a plain fsync leaves the data in the drive's cache. No effect elsewhere.
        execute(connection, "pragma fullfsync = 1");
        execute(connection, "pragma checkpoint_fullfsync = 1");
        return connection;
    }

    Connection reader() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return config.createConnection(url());
    }

    /** A file that nobody writes, and that is not written to; it may be of a newer format. */
    static RecordDatabase file(Path file) {
        return new RecordDatabase(file);
    }

    /** For a file that nobody writes: nothing is made beside it, and nothing that stands in it is trusted. */
    Connection fixedReader() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        Connection connection = config.createConnection(url() + "?immutable=1");
        execute(connection, "pragma trusted_schema = 0");
        return connection;
    }

    static Optional<String> meta(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select value from meta where name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Read-only, so that a newer database stays as it is. */
    private boolean exists() throws SQLException {
        if (!Files.exists(file)) {
            return false;
        }
        recover();
        try (Connection connection = reader()) {
            if (!hasTables(connection)) {
                return false; // the very first start was cut short
            }
            String format = meta(connection, RecordTables.FORMAT_NAME).orElse("0");
            if (!RecordTables.isKnown(format)) {
                throw new StorageException.Failed(
                        "The records in %s have format %s, this program knows format %d; use the newer program."
                                .formatted(file.getParent(), format, RecordTables.FORMAT));
            }
            return true;
        }
    }

    /**
     * Undoes what was cut short in the journal of the very first start: whoever only reads may not, and could not open the
     * file.
     */
    private void recover() throws SQLException {
        if (Files.exists(Path.of(file + "-journal"))) {
            try (Connection connection = config().createConnection(url())) {
                hasTables(connection);
            }
        }
    }

    private void create() throws SQLException {
        try (Connection connection = writer()) {
            execute(connection, "begin immediate");
            RecordTables.create(connection);
            execute(connection, "commit");
        }
    }

    /** One transaction: cut short, the file is of the older format still. */
    private void bringUpToDate() throws SQLException {
        try (Connection connection = writer()) {
            int format =
                    Integer.parseInt(meta(connection, RecordTables.FORMAT_NAME).orElseThrow());
            if (format < RecordTables.FORMAT) {
                execute(connection, "begin immediate");
                RecordTables.bringUpToDate(connection, format);
                execute(connection, "commit");
            }
        }
    }

    /** After a loss sequences are given that were given before: whoever followed the feed must not go on with it. */
    private void beginFeed() throws SQLException {
        try (Connection connection = writer()) {
            RecordTables.beginFeed(connection);
        }
    }

    /**
     * The database of a folder that another storage may have open, for readers only.
     *
     * @throws StorageException.NotFound if there is none
     * @throws StorageException.Failed if it is not of this format
     */
    static RecordDatabase existing(Path data) {
        RecordDatabase database = new RecordDatabase(data.resolve(LocalStorage.RECORDS_FILE));
        if (!Files.exists(database.file)) {
            throw new StorageException.NotFound("There are no records in %s.".formatted(data));
        }
        try (Connection connection = database.reader()) {
            if (!hasTables(connection)
                    || !meta(connection, RecordTables.FORMAT_NAME)
                            .orElse("")
                            .equals(Integer.toString(RecordTables.FORMAT))) {
                throw new StorageException.Failed(
                        "The records in %s are of another version of this program; start it there once."
                                .formatted(data));
            }
            return database;
        } catch (SQLException failure) {
            throw SqlFailures.of(failure);
        }
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1 from sqlite_schema where name = 'meta'")) {
            return row.next();
        }
    }

    private SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    /** As a URI, because the driver takes whatever follows a question mark in a plain path as settings. */
    private String url() {
        return "jdbc:sqlite:" + file.toUri();
    }
}
