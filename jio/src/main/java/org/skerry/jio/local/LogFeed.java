package org.skerry.jio.local;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.Change;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.Step;
import org.skerry.jio.local.index.IndexFollower;

/** What happened to the records, in the order of the log, for slaves and for the index. Any thread. */
final class LogFeed implements ChangeFeed, IndexFollower.Source {

    /** How much text of records is read at a time: the trees take several times as much memory. */
    private static final long MAX_CHARS = 4 * 1024 * 1024;

    /** Stands for a record whose identifier cannot be read. */
    private static final RecordId NOBODY = new RecordId("-");

    private final String id;
    private final RecordLog log;
    private final ReadConnections readers;
    private final ReadConnections indexReaders;

    /** @param indexReaders of the index alone: it never waits for others, nor they for it */
    LogFeed(String id, RecordLog log, ReadConnections readers, ReadConnections indexReaders) {
        this.id = id;
        this.log = log;
        this.readers = readers;
        this.indexReaders = indexReaders;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Sequence last() {
        return new Sequence(log.last());
    }

    @Override
    public String feedId() {
        return id;
    }

    /** A damaged record is one that was removed: the index does not find it. */
    @Override
    public List<Change> forIndex(Sequence checkpoint, int max) {
        return indexReaders.read(statements -> statements.changes(
                checkpoint,
                max,
                MAX_CHARS,
                (sequence, damaged) -> Optional.of(new Change.Removed(sequence, damaged.orElse(NOBODY)))));
    }

    /** Of a damaged record nothing is told: it was not removed. */
    @Override
    public List<Change> after(Sequence checkpoint, int max) {
        return readers.read(statements -> statements.changes(checkpoint, max, MAX_CHARS, (_, _) -> Optional.empty()));
    }

    @Override
    public Optional<List<Step>> steps(Sequence checkpoint, int max) {
        return log.steps().after(checkpoint, max);
    }

    @Override
    public boolean await(Sequence checkpoint, Duration patience) throws InterruptedException {
        return log.steps().await(checkpoint, patience);
    }
}
