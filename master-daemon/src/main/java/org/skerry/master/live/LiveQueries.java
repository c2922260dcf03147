package org.skerry.master.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.protocol.message.Message;

/**
 * The queries that slaves follow. Its thread {@code live-notifier} follows the feed and tells each slave what came in, went
 * out or changed in the answers of its queries, ten times a second at most. Of a query it keeps the place in the feed only: a
 * slave that reads slowly is told later, from the feed's memory of recent writes, or that it has to ask anew.
 */
public final class LiveQueries implements AutoCloseable {

    private static final Logger LOG = System.getLogger(LiveQueries.class.getName());

    /** Of all slaves together. */
    static final int MAX_SUBSCRIPTIONS = 4_096;

    /** Of all sessions of one PC. */
    static final int MAX_OF_A_PC = 1_024;

    /** What all queries that are followed may take, in characters, and those of one session. */
    static final long MAX_WEIGHT = 16 * 1024 * 1024;

    static final long MAX_WEIGHT_OF_A_SESSION = 1024 * 1024;

    /** How often it is told in the log that something went wrong: where a write is the reason, there may be many. */
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

    /** Between two rounds of notices: too short for a person to wait, and many changes are told together. */
    private static final Duration GAP = Duration.ofMillis(100);

    /** How often rights are looked at, and slaves that did not read, when nothing is written. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final Storage storage;
    private final ChangeFeed feed;
    private final Set<Subscriber> slaves = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> ofPcs = new HashMap<>(); // guarded by itself, as the next two
    private int subscriptions;
    private long weight;
    private final Watches watches;
    private final LongSupplier nanos;
    private Instant complained = Instant.MIN; // the thread's only
    private final Thread thread;

    /** @param storage whose feed is followed until {@link #close} */
    public LiveQueries(Storage storage) {
        this(storage, System::nanoTime);
    }

    /** @param nanos a clock */
    LiveQueries(Storage storage, LongSupplier nanos) {
        this.storage = storage;
        this.nanos = nanos;
        this.feed = storage.feed();
        this.watches = new Watches(storage);
        this.thread = Thread.ofPlatform().name("live-notifier").daemon().unstarted(this::run);
    }

    /** Begins to tell; once. */
    public LiveQueries start() {
        thread.start();
        return this;
    }

    /**
     * What one session may follow.
     *
     * @param pc names the PC of the session among all
     * @param sight how its slave sees the records now
     */
    public Subscriber subscriber(String pc, Supplier<Sight> sight) {
        return new Subscriber(this, pc, sight);
    }

    /** How many queries are followed. */
    public int count() {
        synchronized (ofPcs) {
            return subscriptions;
        }
    }

    /** Ends the thread; nobody is told anything more. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.isAlive()) {
                thread.join(CLOSE_PATIENCE);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws StorageException.BadRequest if a query makes no sense */
    void check(AllDocs request) {
        storage.evaluator().check(request.query());
        storage.evaluator().matcher(request.query());
    }

    Sequence last() {
        return feed.last();
    }

    String feedId() {
        return feed.id();
    }

    /** The place that a slave names, if it can be told from there what happened. */
    Optional<Sequence> known(Message.Feed since) {
        Sequence place = new Sequence(since.sequence());
        return since.id().equals(feed.id())
                        && place.compareTo(feed.last()) <= 0
                        && feed.steps(place, 1).isPresent()
                ? Optional.of(place)
                : Optional.empty();
    }

    long now() {
        return nanos.getAsLong();
    }

    /**
     * @param more what it weighs
     * @throws StorageException.TooMany if it is too much
     */
    void take(Subscriber slave, long more) {
        synchronized (ofPcs) {
            if (ofPcs.getOrDefault(slave.pc(), 0) >= MAX_OF_A_PC) {
                throw new StorageException.TooMany(
                        "Up to %d queries of one PC can be followed at a time.".formatted(MAX_OF_A_PC));
            }
            if (subscriptions >= MAX_SUBSCRIPTIONS) {
                throw new StorageException.TooMany("Too many queries are followed already, of all PCs together.");
            }
            grow(more);
            subscriptions++;
            ofPcs.merge(slave.pc(), 1, Integer::sum);
        }
        slaves.add(slave);
    }

    /** One that is followed is another one now. */
    void grow(long more) {
        synchronized (ofPcs) {
            if (more > 0 && weight + more > MAX_WEIGHT) {
                throw new StorageException.TooMany(
                        "The queries that are followed take too much memory already, of all PCs together.");
            }
            weight += more;
        }
    }

    /** @param less what they weighed */
    void release(Subscriber slave, int count, long less, boolean isLast) {
        synchronized (ofPcs) {
            weight -= less;
            subscriptions -= count;
            ofPcs.computeIfPresent(slave.pc(), (pc, his) -> his > count ? his - count : null);
        }
        if (isLast) {
            slaves.remove(slave);
        }
    }

    private void run() {
        try {
            Sequence looked = feed.last();
            while (true) {
                boolean isMoved = feed.await(looked, BETWEEN_LOOKS);
                looked = feed.last();
                round();
                if (isMoved) {
                    Thread.sleep(GAP);
                }
            }
        } catch (InterruptedException closing) {
            // close() ends the thread this way
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, "live queries are not told any more", unexpected);
        }
    }

    /** Tells every slave once what there is to tell. */
    void round() {
        Round round = new Round(storage, feed, watches, nanos, this::complain);
        for (Subscriber slave : List.copyOf(slaves)) {
            try {
                round.tell(slave);
            } catch (RuntimeException | OutOfMemoryError unexpected) { // the thread goes on for all the others
                complain(unexpected);
            }
        }
        round.forget();
    }

    private void complain(Throwable unexpected) {
        Instant now = Instant.now();
        if (complained.isBefore(now.minus(BETWEEN_COMPLAINTS))) {
            complained = now;
            LOG.log(Level.WARNING, "a slave could not be told what happened to its queries; it has to ask", unexpected);
        }
    }
}
