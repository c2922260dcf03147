package org.skerry.jio.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Caller;
import org.skerry.jio.RecentSteps;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;
import org.skerry.jio.local.WaitingWrites.Waiting;

/**
 * The one writer of a storage. Its thread {@code record-writer} takes what waits, writes it in one transaction, commits,
 * and only then tells the callers: many writers share one sync of the disk, and no write is acknowledged before it.
 */
final class RecordLog implements AutoCloseable {

    private static final Logger LOG = System.getLogger(RecordLog.class.getName());

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private static final String STOPPED =
            "Writing to the disk failed, so nothing more is written until the program is started again. "
                    + "Check the disk; what was saved can still be read.";

    /** Opens a connection that writes. */
    interface Source {
        Connection open() throws SQLException;
    }

    private final Source source;
    private final AuditChain chain;
    private final HistoryClock clock;
    private final RecentSteps steps;
    private final WaitingWrites queue = new WaitingWrites();
    private final Thread thread;

    /** Volatile: followers read it while the writer moves it, after each commit. */
    private volatile long last;

    private final AtomicInteger readers = new AtomicInteger();

    /** Volatile: set by whoever closes, seen by the writer after the group it is at. */
    private volatile boolean isClosed;

    /** Volatile: set before the writer refuses what waits for the last time; who comes later refuses himself. */
    private volatile boolean isEnded;

    /** Writer's thread only; null after a failure, because the driver gives up statements that failed. */
    private @Nullable LogConnection connection;

    /** Writer's thread only: why nothing is written any more. */
    private @Nullable SQLException fatal;

    /** Writer's thread only: the last group failed. */
    private boolean isTroubled;

    RecordLog(Source source, AuditChain chain, HistoryClock clock) throws SQLException {
        this.source = source;
        this.chain = chain;
        this.clock = clock;
        this.connection = new LogConnection(source.open(), chain, clock);
        this.last = connection.last();
        this.steps = new RecentSteps(new Sequence(last));
        this.thread = Thread.ofPlatform().name("record-writer").daemon().start(this::run);
    }

    /** The sequence of the last acknowledged write. */
    long last() {
        return last;
    }

    /** The last acknowledged writes. */
    RecentSteps steps() {
        return steps;
    }

    /**
     * Returns when the write is durable; throws why it was not done.
     *
     * @param digest of the write as it was asked, to be kept with its key
     * @throws Decision.Stale if it was decided by a record that is another one by now; nothing was done
     */
    void write(PreparedWrite write, WriteKey key, String digest, Caller caller) {
        Waiting waiting = new Waiting(write, key, digest, caller, new CompletableFuture<>());
        try {
            queue.put(waiting);
            if (isEnded) {
                queue.refuse();
            }
            Optional<RuntimeException> refusal = waiting.answer().get();
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("The call was cancelled; the write may have happened.", cancelled);
        } catch (ExecutionException unexpected) {
            throw new StorageException.Failed("The write failed; the log says why.", unexpected);
        }
    }

    /** Has something told in the audit, some time soon; nothing where too much waits already. */
    void note(PreparedWrite.Note note, Caller caller) {
        Waiting waiting = new Waiting(note, WriteKey.NONE, "", caller, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            LOG.log(Level.WARNING, "Not told in the audit, too much waits: {0} {1}", note.action(), note.detail());
        }
        if (isEnded) {
            queue.refuse();
        }
    }

    /** From now until it is closed: as long as somebody reads everything, nobody waits for that to empty SQLite's log. */
    Hold untrimmed() {
        readers.incrementAndGet();
        return readers::decrementAndGet;
    }

    /** To be closed by whoever asked for it. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /** How much more may wait, in chars. */
    int room() {
        return queue.room();
    }

    /** Ends the writer after the group it is at; what still waits is refused. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_PATIENCE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Waiting> group = List.of();
        try {
            while (!isClosed) {
                group = queue.nextGroup();
                write(group);
            }
        } catch (InterruptedException closing) {
            // close() wakes the thread this way; it was waiting, nothing is lost
        } catch (Throwable unexpected) {
            LOG.log(Level.ERROR, "The writer ended; nothing more is written", unexpected);
            group.forEach(waiting -> waiting.answer().completeExceptionally(unexpected));
        } finally {
            isEnded = true;
            queue.refusePassedOver();
            queue.refuse();
            closeConnection();
        }
    }

    private void write(List<Waiting> group) {
        List<Optional<RuntimeException>> answers = new ArrayList<>(group.size());
        try {
            LogConnection log = connected();
            log.begin();
            for (Waiting waiting : group) {
                answers.add(answer(log, waiting));
            }
            log.commit();
            last = log.last();
            steps.add(log.takeSteps());
            isTroubled = false;
        } catch (SQLException failure) {
            refuse(group, answers, rolledBack(failure));
        } catch (RuntimeException unexpected) { // of a damaged row, say: others go on
            LOG.log(Level.ERROR, "Writes failed in a way that nobody expected", unexpected);
            closeConnection();
            refuse(group, answers, new StorageException.Failed("The write failed; the log says why.", unexpected));
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).answer().complete(answers.get(i));
        }
        tidy();
    }

    private static void refuse(
            List<Waiting> group, List<Optional<RuntimeException>> answers, StorageException refusal) {
        answers.clear();
        group.forEach(waiting -> answers.add(Optional.of(refusal)));
    }

    private void tidy() {
        try {
            if (connection != null && readers.get() == 0) {
                connection.tidy();
            }
        } catch (SQLException failure) {
            rolledBack(failure); // what was committed stays; the next write finds out whether the disk is well
        }
    }

    private LogConnection connected() throws SQLException {
        if (fatal != null) {
            throw fatal;
        }
        if (connection == null) {
            connection = new LogConnection(source.open(), chain, clock);
        }
        return connection;
    }

    private static Optional<RuntimeException> answer(LogConnection log, Waiting waiting) throws SQLException {
        try {
            log.apply(waiting.write(), waiting.key(), waiting.digest(), waiting.caller());
            return Optional.empty();
        } catch (StorageException | Decision.Stale refusal) {
            return Optional.of(refusal);
        }
    }

    private StorageException rolledBack(SQLException failure) {
        closeConnection();
        if (SqlFailures.endsWriting(failure)) {
            fatal = failure;
        }
        if (!isTroubled) {
            isTroubled = true;
            LOG.log(Level.WARNING, "Writes fail code=" + SqlFailures.code(failure), failure);
        }
        return fatal == null ? SqlFailures.of(failure) : new StorageException.Failed(STOPPED, failure);
    }

    private void closeConnection() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException failedAlready) {
            LOG.log(Level.DEBUG, "The connection did not close well", failedAlready);
        } finally {
            connection = null;
        }
    }
}
