package org.skerry.jio.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Empties SQLite's write-ahead log when it has become large. SQLite begins it anew by itself only in a moment without
 * readers, and reads that overlap leave no such moment. Used by the writer's thread only.
 *
 * <p>Readers are waited for in proportion to the log's size, since writes wait too: a quarter of a second at 64 MiB, longer
 * than any query may take at some gigabytes. So the log has an end.
 */
final class LogTrim {

    static final long LARGE_BYTES = 64L * 1024 * 1024;

    private static final long PATIENCE_MILLIS = 250;
    private static final long MAX_PATIENCE_MILLIS = 25_000;

    static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private final Connection connection;
    private final Path log;
    private final long largeBytes;
    private final Duration between;
    private long nextAttempt = System.nanoTime();

    LogTrim(Connection connection, long largeBytes, Duration between) throws SQLException {
        this.connection = connection;
        this.log = Path.of(text("select file from pragma_database_list where name = 'main'") + "-wal");
        this.largeBytes = largeBytes;
        this.between = between;
    }

    /** After a commit: empties the log if it is large, and if the last attempt is some time ago. */
    void trim() throws SQLException {
        long size = log.toFile().length(); // 0 where there is none
        if (size < largeBytes || System.nanoTime() - nextAttempt < 0) {
            return;
        }
        long patience = Math.min(PATIENCE_MILLIS * (size / largeBytes), MAX_PATIENCE_MILLIS);
        String usual = text("pragma busy_timeout");
        RecordDatabase.execute(connection, "pragma busy_timeout = " + patience);
        try {
            RecordDatabase.execute(connection, "pragma wal_checkpoint(truncate)"); // says busy, fails not
        } finally {
            RecordDatabase.execute(connection, "pragma busy_timeout = " + usual);
            nextAttempt = System.nanoTime() + between.toNanos();
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }
}
