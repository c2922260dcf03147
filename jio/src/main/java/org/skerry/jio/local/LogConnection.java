package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;

/** The one connection that writes, with its statements. Used by the writer's thread only. */
final class LogConnection implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final LogStatements records;
    private final OutcomeStatements outcomes;
    private final LogTrim trim;

    LogConnection(Connection connection) throws SQLException {
        this.connection = connection;
        try {
            begin = connection.prepareStatement("begin immediate");
            commit = connection.prepareStatement("commit");
            records = new LogStatements(connection);
            outcomes = new OutcomeStatements(connection);
            trim = new LogTrim(connection, LogTrim.LARGE_BYTES, LogTrim.BETWEEN_ATTEMPTS);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** The sequence of the last change, committed or not. */
    long last() {
        return records.last();
    }

    void begin() throws SQLException {
        begin.executeUpdate();
    }

    void commit() throws SQLException {
        outcomes.dropOldest();
        commit.executeUpdate();
    }

    /** After a commit whose writers have their answers. */
    void tidy() throws SQLException {
        trim.trim();
    }

    /** Does one write, or repeats what it did; throws the {@link StorageException} that the caller gets. */
    void apply(PreparedWrite write, WriteKey key, String digest) throws SQLException {
        switch (key) {
            case WriteKey.None() -> records.apply(write);
            case WriteKey.Numbered numbered -> applyOnce(write, numbered, digest);
        }
    }

    /** Undoes what is not committed. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void applyOnce(PreparedWrite write, WriteKey.Numbered key, String digest) throws SQLException {
        Optional<StorageException.Conflict> outcome = outcomes.find(key, digest);
        if (outcome == null) {
            outcome = conflictOf(write);
            outcomes.keep(key, digest, outcome);
        }
        if (outcome.isPresent()) {
            throw outcome.get();
        }
    }

    private Optional<StorageException.Conflict> conflictOf(PreparedWrite write) throws SQLException {
        try {
            records.apply(write);
            return Optional.empty();
        } catch (StorageException.Conflict conflict) {
            return Optional.of(conflict);
        }
    }
}
