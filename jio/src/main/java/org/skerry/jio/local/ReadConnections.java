package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.index.RecordSource;

/**
 * A fixed number of read connections, lent to whoever reads. This also bounds how many virtual threads are inside SQLite,
 * where each of them holds its carrier thread.
 */
final class ReadConnections implements AutoCloseable {

    /** How long a read waits for its turn. */
    private static final int PATIENCE_SECONDS = 30;

    private static final int CLOSE_PATIENCE_SECONDS = 5;

    interface Read<T> {
        T from(ReadStatements statements) throws SQLException;
    }

    private final RecordDatabase database;
    private final BlockingQueue<ReadStatements> idle;

    /** How many there are to be closed; only the thread that opens and the one that closes. */
    private int opened;

    /** Volatile: set by close, seen by readers that come later. */
    private volatile boolean isClosed;

    ReadConnections(RecordDatabase database, int size) throws SQLException {
        this.database = database;
        this.idle = new ArrayBlockingQueue<>(size);
        try {
            for (; opened < size; opened++) {
                idle.add(connect());
            }
        } catch (SQLException failure) {
            close();
            throw failure;
        }
    }

    private ReadStatements connect() throws SQLException {
        Connection connection = database.reader();
        try {
            return new ReadStatements(connection, database.damages());
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Runs a read on the caller's thread. */
    <T> T read(Read<T> read) {
        ReadStatements statements = borrow();
        try {
            return read.from(statements);
        } catch (SQLException failure) {
            statements = renewed(statements);
            throw SqlFailures.of(failure);
        } catch (RecordSource.Unreadable damaged) {
            statements = renewed(statements);
            throw damaged;
        } catch (StorageException.Damaged damaged) {
            database.damages().add(damaged);
            throw damaged;
        } catch (StorageException.Failed failure) {
            if (failure.getCause() instanceof SQLException) { // of a record in the middle of a query
                statements = renewed(statements);
            }
            throw failure;
        } finally {
            idle.add(statements);
        }
    }

    /** Closes the connections as they come back. */
    @Override
    public void close() {
        isClosed = true;
        for (; opened > 0; opened--) {
            try {
                ReadStatements statements = idle.poll(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (statements != null) {
                    statements.close();
                }
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException closedEnough) {
                // a read-only connection holds nothing that could be lost
            }
        }
    }

    /** The driver gives up statements that failed: they need a new connection, or the next read has to try again. */
    private ReadStatements renewed(ReadStatements failed) {
        try {
            ReadStatements fresh = connect();
            failed.close();
            return fresh;
        } catch (SQLException failsAgain) {
            return failed;
        }
    }

    /** Looks up now and then whether the storage was closed meanwhile: then nothing comes back any more. */
    private ReadStatements borrow() {
        try {
            ReadStatements statements = null;
            for (int waited = 0; statements == null && waited < PATIENCE_SECONDS && !isClosed; waited++) {
                statements = idle.poll(1, TimeUnit.SECONDS);
            }
            if (statements == null) {
                throw new StorageException.Unreachable(
                        isClosed ? "The storage is closed." : "The storage is too busy; try again later.");
            }
            return statements;
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("The call was cancelled.", cancelled);
        }
    }
}
