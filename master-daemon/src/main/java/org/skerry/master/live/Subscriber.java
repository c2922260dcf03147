package org.skerry.master.live;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.RecordView;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;
import tools.jackson.databind.node.ObjectNode;

/** The live queries of one session, which end with it. Thread-safe. */
public final class Subscriber {

    /** More than a window has. */
    static final int MAX_SUBSCRIPTIONS = 64;

    private final LiveQueries queries;
    private final String pc;
    private final Supplier<Sight> sight;
    private final Map<Long, Subscription> subscriptions = new ConcurrentHashMap<>();

    /** Who does not see everything is not told how much is written: his places are those of a feed of his own. */
    private final String ownFeed = UUID.randomUUID().toString();

    private final AtomicLong ownPlace = new AtomicLong();

    /** Set by the first who subscribes, read by the thread that tells. */
    private volatile @Nullable PeerSession session;

    private long weight; // guarded by this: what its queries take, in characters
    private boolean isClosed; // guarded by this, as all that adds or removes

    Subscriber(LiveQueries queries, String pc, Supplier<Sight> sight) {
        this.queries = queries;
        this.pc = pc;
        this.sight = sight;
    }

    /**
     * Begins to tell what happens to a query, from now on, or from the place that is known to whoever subscribes.
     *
     * @param number names it in the notices; one under the same number ends
     * @param since up to where he was told before; empty if he was not
     * @param session that is told
     * @return the place from where he is told: {@code feed}, and {@code reset} if that is not the one he named
     * @throws StorageException.TooMany if there are too many
     * @throws StorageException.BadRequest if the query makes no sense
     */
    public ObjectNode subscribe(long number, AllDocs request, Optional<Message.Feed> since, PeerSession session) {
        queries.check(request);
        Sequence last = queries.last();
        Sight seen = sight.get();
        Optional<Sequence> known = since.filter(place -> seen.view().showsAll()).flatMap(queries::known);
        Sequence position = known.orElse(last);
        add(new Subscription(number, request, seen, position, queries.now()));
        this.session = session;
        ObjectNode answer = JsonText.object();
        Message.Feed feed = place(seen.view(), position);
        answer.putObject("feed").put("id", feed.id()).put("sequence", feed.sequence());
        if (since.isPresent() && known.isEmpty()) {
            answer.put("reset", true);
        }
        return answer;
    }

    private void add(Subscription subscription) {
        synchronized (this) {
            if (isClosed) {
                throw new StorageException.Unreachable("The connection is closed.");
            }
            Subscription before = subscriptions.get(subscription.number());
            long more = subscription.weight() - (before == null ? 0 : before.weight());
            if (weight + more > LiveQueries.MAX_WEIGHT_OF_A_SESSION) {
                throw new StorageException.TooMany(
                        "The queries that are followed may have up to %,d characters together."
                                .formatted(LiveQueries.MAX_WEIGHT_OF_A_SESSION));
            }
            if (before != null) {
                queries.grow(more);
            } else {
                if (subscriptions.size() >= MAX_SUBSCRIPTIONS) {
                    throw new StorageException.TooMany(
                            "Up to %d queries can be followed at a time.".formatted(MAX_SUBSCRIPTIONS));
                }
                queries.take(this, more);
            }
            weight += more;
            subscriptions.put(subscription.number(), subscription);
        }
    }

    /** Nothing more is told of it; nothing if there is none. */
    public void unsubscribe(long number) {
        synchronized (this) {
            Subscription ended = subscriptions.remove(number);
            if (ended != null) {
                weight -= ended.weight();
                queries.release(this, 1, ended.weight(), subscriptions.isEmpty());
            }
        }
    }

    /** The session is over. */
    public void close() {
        synchronized (this) {
            isClosed = true;
            int count = subscriptions.size();
            subscriptions.clear();
            queries.release(this, count, weight, true);
            weight = 0;
        }
    }

    String pc() {
        return pc;
    }

    Sight sight() {
        return sight.get();
    }

    Optional<PeerSession> session() {
        return Optional.ofNullable(session);
    }

    Collection<Subscription> subscriptions() {
        return List.copyOf(subscriptions.values());
    }

    /** A place of the feed as it is told to somebody who sees the records like that; in order. */
    Message.Feed place(RecordView seen, Sequence position) {
        return seen.showsAll()
                ? new Message.Feed(queries.feedId(), position.number())
                : new Message.Feed(ownFeed, ownPlace.incrementAndGet());
    }
}
