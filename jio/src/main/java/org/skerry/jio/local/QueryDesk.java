package org.skerry.jio.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.index.IndexFollower;
import org.skerry.jio.local.index.RecordSource;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.QueryEvaluator;

/**
 * Answers queries on their callers' threads, a few at a time: from the index, or from all records while the index cannot.
 */
final class QueryDesk implements AutoCloseable {

    /** How many queries ask the index at a time. */
    static final int QUERIES = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);

    /** How many look through all records at a time; those that the index answers do not wait for them. */
    static final int SCANS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

    private static final Logger LOG = System.getLogger(QueryDesk.class.getName());

    /** How long one query may run that the index answers: whoever asks has the refusal within two seconds. */
    private static final Duration QUERY_PATIENCE = Duration.ofMillis(1_800);

    /** How long it may run without the index: a scan of some hundred thousand records does. */
    private static final Duration SCAN_PATIENCE = Duration.ofSeconds(20);

    /** How often the index is asked again when records change during a query, before all of them are looked through. */
    private static final int MAX_ATTEMPTS = 5;

    /** How many damaged records one query may meet in the index, before all records are looked through for it. */
    private static final int MAX_DAMAGED = 100;

    private final ReadConnections queryReaders;
    private final QueryTurns queryTurns = new QueryTurns(QUERIES, QUERY_PATIENCE);
    private final ReadConnections scanReaders;
    private final QueryTurns scanTurns = new QueryTurns(SCANS, SCAN_PATIENCE);
    private final IndexFollower index;
    private final ChangeFeed feed;
    private final QueryEvaluator evaluator;
    private final Damages damages;

    /**
     * @param queryReaders {@link #QUERIES} connections for queries that the index answers, closed with this
     * @param scanReaders {@link #SCANS} connections for those it cannot, closed with this
     * @param damages where damaged records are told that a query met
     */
    QueryDesk(
            ReadConnections queryReaders,
            ReadConnections scanReaders,
            IndexFollower index,
            ChangeFeed feed,
            QueryEvaluator evaluator,
            Damages damages) {
        this.queryReaders = queryReaders;
        this.scanReaders = scanReaders;
        this.index = index;
        this.feed = feed;
        this.evaluator = evaluator;
        this.damages = damages;
    }

    /** @throws StorageException.Unreachable if it takes too long, with what to do */
    Answer answer(AllDocs request) {
        return askIndex(request)
                .orElseGet(() -> scanTurns.run(patience -> {
                    patience.extend(SCAN_PATIENCE, advice(index.status(), request));
                    return scanReaders.read(statements -> statements.inSnapshot(() -> scan(request, statements)));
                }));
    }

    private static String advice(IndexStatus status, AllDocs request) {
        return switch (status.state()) {
            case CHECKING -> "the index is being opened, try again in a minute";
            case BUILDING ->
                request.view().showsAll()
                        ? "the index is being built and has %,d of %,d changes, try again later"
                                .formatted(
                                        status.indexed().number(), status.last().number())
                        : "the index is being built, try again later";
            case FAILED -> "the index cannot be written, the log says why";
            case READY -> "the index could not answer it, ask a simpler one";
        };
    }

    /** What the index says, if it can; of damaged records nothing. */
    Optional<Answer> askIndex(AllDocs request) {
        for (int damaged = 0; damaged < MAX_DAMAGED; damaged++) {
            AtomicReference<RecordSource.@Nullable Unreadable> met = new AtomicReference<>();
            Optional<Answer> answer = queryTurns.run(() -> askIndex(request, met));
            RecordSource.Unreadable unreadable = met.get();
            if (unreadable == null) {
                return answer;
            }
            damages.add(unreadable);
            index.drop(unreadable.sequence());
        }
        return Optional.empty();
    }

    private Optional<Answer> askIndex(AllDocs request, AtomicReference<RecordSource.@Nullable Unreadable> met) {
        try {
            return queryReaders.read(statements -> askIndex(request, statements));
        } catch (RecordSource.Unreadable damaged) {
            met.set(damaged);
            return Optional.empty();
        }
    }

    // Each attempt in a snapshot of its own: in an old one, the records that were changed would never be found.
    private Optional<Answer> askIndex(AllDocs request, ReadStatements statements) throws SQLException {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Sequence seen = feed.last();
            try {
                return statements.inLazySnapshot(records -> index.answer(request, seen, records));
            } catch (RecordSource.Changed again) {
                LOG.log(Level.DEBUG, "Records changed during a query attempt={0}", attempt);
            }
        }
        return Optional.empty();
    }

    private Answer scan(AllDocs request, ReadStatements statements) throws SQLException {
        return statements.scan(scan -> evaluator.evaluate(request, scan, scan::again));
    }

    /** Looks at something else when a query would have its turn, and for as long as one may run. */
    <T> T inTurn(Supplier<T> look) {
        return queryTurns.run(look::get);
    }

    /** Ends the queries that run. */
    @Override
    public void close() {
        queryTurns.close();
        scanTurns.close();
        queryReaders.close();
        scanReaders.close();
    }
}
