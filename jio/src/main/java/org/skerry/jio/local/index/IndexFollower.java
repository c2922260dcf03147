package org.skerry.jio.local.index;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Change;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.KeySchema;

/**
 * Keeps the index in step with the records, on its own thread {@code index-writer}, and answers queries from it. Whatever
 * happens to the index, it is built again from the records, and a write never fails for it.
 */
public final class IndexFollower implements AutoCloseable {

    private static final Logger LOG = System.getLogger(IndexFollower.class.getName());

    /** So long changes gather before they are indexed together, if nobody asks: writers need the processor, too. */
    private static final Duration REST = Duration.ofMillis(50);

    /** So many need not gather. */
    private static final long MANY = 200;

    /** How many changes are indexed at a time. */
    private static final int BATCH = 1_000;

    /** Further behind than this, queries do not wait for the index, and writers wait. Less than two seconds of indexing. */
    private static final long MAX_LAG = 5_000;

    /** How long a query waits for the index before it is answered from the records. */
    private static final Duration QUERY_PATIENCE = Duration.ofSeconds(1);

    /** How long a write is held up at most when the index is far behind. */
    private static final Duration WRITE_PATIENCE = Duration.ofMillis(500);

    /** After a crash, so much has to be indexed again. */
    private static final Duration BETWEEN_COMMITS =
            Duration.ofMillis(Long.getLong("skerry.index.commit_millis", 5_000));

    private static final Duration BETWEEN_ATTEMPTS =
            Duration.ofMillis(Long.getLong("skerry.index.retry_millis", 10_000));
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    /** The records that are followed. Any thread may ask. */
    public interface Source {

        String feedId();

        Sequence last();

        /** The changes after a sequence, oldest first, not more than that, and not more than fit in memory. */
        List<Change> forIndex(Sequence checkpoint, int max);
    }

    private final Path folder;
    private final Source source;
    private final KeySchema schema;
    private final LuceneWords words = new LuceneWords();
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();

    /** Guarded by the lock, as all below; null while there is none to ask. */
    private @Nullable LuceneIndex index;

    private IndexStatus.State state = IndexStatus.State.CHECKING;
    private Sequence indexed = Sequence.START;
    private boolean hasNews = true;
    private Sequence refreshWanted = Sequence.START;
    private final Set<Long> dropped = new LinkedHashSet<>();
    private boolean isDoubted;
    private boolean isClosed;

    /** Begins at once; opening and building go on beside it. */
    public IndexFollower(Path folder, Source source, KeySchema schema) {
        this.folder = folder;
        this.source = source;
        this.schema = schema;
        this.thread = Thread.ofPlatform().name("index-writer").daemon().start(this::run);
    }

    /** Tells that there are new changes. */
    public void wake() {
        locked(() -> {
            if (!hasNews || lag() >= MANY) {
                work.signal();
            }
            hasNews = true;
        });
    }

    /** Holds a writer up while the index is too far behind, so that queries need not wait long; not while it is built. */
    public void slowDown() {
        long deadline = System.nanoTime() + WRITE_PATIENCE.toNanos();
        lock.lock();
        try {
            while (state == IndexStatus.State.READY && lag() > MAX_LAG && !isClosed) {
                if (progress.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return;
                }
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    public IndexStatus status() {
        lock.lock();
        try {
            return new IndexStatus(state, indexed, source.last());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a damaged record out of the index, and waits for it, but not long.
     *
     * @param sequence of its last change
     */
    public void drop(long sequence) {
        long deadline = System.nanoTime() + QUERY_PATIENCE.toNanos();
        lock.lock();
        try {
            dropped.add(sequence);
            work.signal();
            while (dropped.contains(sequence) && state != IndexStatus.State.FAILED && !isClosed) {
                if (progress.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return;
                }
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Throws the index away and builds it again. */
    public void rebuild() {
        locked(() -> {
            isDoubted = true;
            state = IndexStatus.State.BUILDING;
            indexed = Sequence.START;
            work.signal();
        });
    }

    /**
     * Answers a request from the index, with every change up to a sequence.
     *
     * @param records where the thread reads whole records
     * @return empty if only the records themselves can answer: the index is not ready in time, or has no such order
     * @throws StorageException as {@link org.skerry.jio.query.QueryEvaluator}
     * @throws RecordSource.Changed if the query must be asked again, with all changes until now
     * @throws RecordSource.Unreadable if it must be asked again, without a record that {@link #drop} takes out
     */
    public Optional<Answer> answer(AllDocs request, Sequence seen, RecordSource records) {
        Optional<LuceneIndex.View> view = view(seen);
        if (view.isEmpty()) {
            return Optional.empty();
        }
        try (LuceneIndex.View open = view.get()) {
            return Optional.of(open.search(schema, words, records).answer(request));
        } catch (SearchOrder.NotIndexed unsortable) {
            return Optional.empty();
        } catch (IOException | InternalError damaged) { // the latter is what a mapped file says that was cut
            doubt(damaged);
            return Optional.empty();
        } catch (StorageException | RecordSource.Changed | RecordSource.Unreadable refusal) {
            throw refusal;
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, "The index could not answer; the records do", unexpected);
            return Optional.empty();
        }
    }

    private void doubt(Throwable damage) {
        LOG.log(Level.WARNING, "The index cannot be read; it is built again", damage);
        rebuild();
    }

    /** Waits until the index shows a change. */
    private Optional<LuceneIndex.View> view(Sequence wanted) {
        long deadline = System.nanoTime() + QUERY_PATIENCE.toNanos();
        lock.lock();
        try {
            while (!isClosed && state != IndexStatus.State.FAILED) {
                if (index != null && !isDoubted) {
                    if (index.visibleSequence().compareTo(wanted) >= 0) {
                        return Optional.of(index.acquire());
                    }
                    if (lag() > MAX_LAG) {
                        return Optional.empty();
                    }
                }
                if (wanted.compareTo(refreshWanted) > 0) {
                    refreshWanted = wanted;
                }
                work.signal();
                if (progress.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty(); // whoever scans the records sees the interrupt
        } finally {
            lock.unlock();
        }
    }

    private long lag() {
        return source.last().number() - indexed.number();
    }

    /** Commits, and ends the thread. */
    @Override
    public void close() {
        locked(() -> {
            isClosed = true;
            work.signalAll();
            progress.signalAll();
        });
        try {
            thread.join(CLOSE_PATIENCE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    // From here on: the thread index-writer. It is never interrupted, since that would close Lucene's files under it.

    private void run() {
        while (!isClosed()) {
            try {
                if (isDoubted()) {
                    LuceneIndex.delete(folder);
                    locked(() -> isDoubted = false);
                }
                try (LuceneIndex opened = LuceneIndex.open(folder, source.feedId(), source.last())) {
                    follow(opened);
                }
            } catch (IOException | RuntimeException | Error failure) { // an error, too, must not end the thread unseen
                if (!isClosed()) {
                    pauseAfter(failure);
                }
            }
        }
    }

    private boolean isDoubted() {
        lock.lock();
        try {
            return isDoubted;
        } finally {
            lock.unlock();
        }
    }

    private void follow(LuceneIndex opened) throws IOException {
        long nextCommit = System.nanoTime() + BETWEEN_COMMITS.toNanos();
        locked(() -> {
            index = opened;
            indexed = opened.applied();
            state = lag() > MAX_LAG ? IndexStatus.State.BUILDING : IndexStatus.State.READY;
            progress.signalAll();
        });
        try {
            while (awaitWork(nextCommit)) {
                catchUp(opened);
                if (System.nanoTime() - nextCommit >= 0) {
                    opened.commit();
                    nextCommit = System.nanoTime() + BETWEEN_COMMITS.toNanos();
                }
            }
            if (isClosed()) {
                opened.commit();
            }
        } finally {
            locked(() -> index = null);
        }
    }

    private void catchUp(LuceneIndex opened) throws IOException {
        List<Change> changes = source.forIndex(opened.applied(), BATCH);
        if (!changes.isEmpty()) {
            opened.apply(changes);
        }
        List<Long> gone = droppedNow();
        if (!gone.isEmpty()) {
            opened.drop(gone);
        }
        if (!gone.isEmpty() || isRefreshWanted(opened)) {
            opened.refresh();
        }
        locked(() -> {
            dropped.removeAll(gone);
            indexed = opened.applied();
            hasNews |= !changes.isEmpty();
            if (!isDoubted && lag() <= MAX_LAG) {
                state = IndexStatus.State.READY;
            }
            progress.signalAll();
        });
    }

    private List<Long> droppedNow() {
        lock.lock();
        try {
            return List.copyOf(dropped);
        } finally {
            lock.unlock();
        }
    }

    private boolean isRefreshWanted(LuceneIndex opened) {
        lock.lock();
        try {
            return refreshWanted.compareTo(opened.visibleSequence()) > 0
                    && refreshWanted.compareTo(opened.applied()) <= 0;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for news, for somebody who wants to see them, or for the time to commit; false when this index is over. */
    private boolean awaitWork(long nextCommit) {
        long rested = System.nanoTime() + REST.toNanos();
        lock.lock();
        try {
            while (!isClosed && !isDoubted && dropped.isEmpty() && !isRefreshDue() && !isWorthIt(rested)) {
                long now = System.nanoTime();
                if (now - nextCommit >= 0) {
                    return true;
                }
                work.awaitNanos(hasNews ? Math.min(nextCommit - now, rested - now) : nextCommit - now);
            }
            hasNews = false;
            return !isClosed && !isDoubted;
        } catch (InterruptedException nobodyDoes) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isWorthIt(long rested) {
        return hasNews && (lag() >= MANY || System.nanoTime() - rested >= 0);
    }

    private boolean isRefreshDue() {
        return index != null && refreshWanted.compareTo(index.visibleSequence()) > 0;
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    private void pauseAfter(Throwable failure) {
        lock.lock();
        try {
            if (state != IndexStatus.State.FAILED) { // once, not every ten seconds
                LOG.log(Level.WARNING, "The index failed; queries are answered from the records", failure);
            }
            state = IndexStatus.State.FAILED;
            progress.signalAll(); // nobody need wait for it
            long deadline = System.nanoTime() + BETWEEN_ATTEMPTS.toNanos();
            while (!isClosed && work.awaitNanos(deadline - System.nanoTime()) > 0) {
                // only closing ends it early
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
