package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.skerry.jio.AuditEntry;
import org.skerry.jio.Caller;
import org.skerry.jio.Step;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;

/** The one connection that writes, with its statements. Used by the writer's thread only. */
final class LogConnection implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final VersionStatements versions;
    private final LogStatements records;
    private final OutcomeStatements outcomes;
    private final AuditStatements audit;
    private final LogTrim trim;

    LogConnection(Connection connection, AuditChain chain, HistoryClock clock) throws SQLException {
        this.connection = connection;
        try {
            begin = connection.prepareStatement("begin immediate");
            commit = connection.prepareStatement("commit");
            versions = new VersionStatements(connection, clock);
            records = new LogStatements(connection, versions);
            outcomes = new OutcomeStatements(connection);
            audit = new AuditStatements(connection, chain, Clock.systemUTC());
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

    /** What was changed since this was asked last. */
    List<Step> takeSteps() {
        return records.takeSteps();
    }

    void begin() throws SQLException {
        begin.executeUpdate();
    }

    void commit() throws SQLException {
        outcomes.dropOldest();
        audit.keepHead();
        commit.executeUpdate();
    }

    /** After a commit whose writers have their answers. */
    void tidy() throws SQLException {
        trim.trim();
    }

    /** Does one write, or repeats what it did; throws the {@link StorageException} that the caller gets. */
    void apply(PreparedWrite write, WriteKey key, String digest, Caller caller) throws SQLException {
        if (write instanceof PreparedWrite.Note(String action, String record, String detail)) {
            if (action.equals(AuditEntry.REFUSED)) {
                audit.addRefusal(caller, record, detail);
            } else {
                audit.add(caller, action, record, detail, 0, 0);
            }
            return;
        }
        if (write instanceof PreparedWrite.Forget(long time, OptionalLong endedBefore, AtomicInteger dropped)) {
            versions.keepTime(time);
            if (endedBefore.isPresent()) {
                dropped.set(versions.drop(endedBefore.getAsLong()));
            }
            return;
        }
        try {
            applyKnown(write, key, digest, caller);
        } catch (StorageException.Forbidden refusal) {
            audit.addRefusal(caller, write.record(), String.valueOf(refusal.getMessage()));
            throw refusal;
        }
    }

    private void applyKnown(PreparedWrite write, WriteKey key, String digest, Caller caller) throws SQLException {
        switch (key) {
            case WriteKey.None() -> change(write, caller);
            case WriteKey.Numbered numbered -> applyOnce(write, numbered, digest, caller);
        }
    }

    /** Undoes what is not committed. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void applyOnce(PreparedWrite write, WriteKey.Numbered key, String digest, Caller caller)
            throws SQLException {
        Optional<StorageException.Conflict> outcome = outcomes.find(caller, key, digest);
        if (outcome == null) {
            outcome = conflictOf(write, caller);
            outcomes.keep(caller, key, digest, outcome);
        }
        if (outcome.isPresent()) {
            throw outcome.get();
        }
    }

    private Optional<StorageException.Conflict> conflictOf(PreparedWrite write, Caller caller) throws SQLException {
        try {
            change(write, caller);
            return Optional.empty();
        } catch (StorageException.Conflict conflict) {
            return Optional.of(conflict);
        }
    }

    private void change(PreparedWrite write, Caller caller) throws SQLException {
        long before = records.last();
        records.apply(write, caller.view());
        if (records.last() > before) {
            PreparedWrite.Note note = write.note(records.wasThere());
            audit.add(caller, note.action(), note.record(), note.detail(), records.replaced(), records.last());
        }
    }
}
