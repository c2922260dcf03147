package org.skerry.protocol.storage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.PeerSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A query whose answer is kept up to date: tells what came in, went out, or changed, over all losses and returns of the
 * connection. Its virtual thread calls the listener; {@link #close} ends it.
 */
public final class LiveQuery implements AutoCloseable {

    private static final Logger LOG = System.getLogger(LiveQuery.class.getName());

    /** For one call; a link that comes back later is waited for again. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Before somebody is asked again who refused, for a reason that may pass. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final SessionSource sessions;
    private final ObjectNode options;
    private final Listener listener;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private boolean isClosed; // guarded by lock

    /** Thread's only: up to where everything was told; null before the first answer. */
    private Message.@Nullable Feed told;

    /** What is told, on one virtual thread, one after the other; it may wait, and then misses nothing. */
    public interface Listener {

        /** From now on everything is told; before a reset, if there is one. Told again after each {@link #lost}. */
        default void begun() {}

        /** Nothing is told until it has {@link #begun} again. */
        default void lost() {}

        /**
         * What was told before is void: all that matches is to be asked for now. Told first of all (but see
         * {@link #start(SessionSource, AllDocs, Optional, Listener)}), and whenever it is not known what happened. What is told
         * afterwards may be in the answer already: a record that comes in may be there, one that goes out may not.
         */
        void reset();

        /** What happened, in the order of the feed, each record once. */
        void happened(List<LiveRow> rows);

        /** The other side does not tell; nothing more comes. */
        void ended(StorageException why);
    }

    private LiveQuery(SessionSource sessions, AllDocs request, Optional<Message.Feed> since, Listener listener) {
        this.sessions = sessions;
        this.options = AllDocsJson.write(request);
        this.told = since.orElse(null);
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("live-query").unstarted(this::run);
    }

    /**
     * Begins to follow a query.
     *
     * @param request of which the query, the {@code select_list} and {@code include_docs} count
     */
    public static LiveQuery start(SessionSource sessions, AllDocs request, Listener listener) {
        return start(sessions, request, Optional.empty(), listener);
    }

    /**
     * The same for somebody who has an answer already.
     *
     * @param since where the feed stood before he asked; where it can be told what happened since, there is no reset
     */
    public static LiveQuery start(
            SessionSource sessions, AllDocs request, Optional<Message.Feed> since, Listener listener) {
        LiveQuery query = new LiveQuery(sessions, request, since, listener);
        query.thread.start();
        return query;
    }

    /** Nothing is told any more, but for what is being told; the other side hears of it. Idempotent. */
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
    }

    private void run() {
        try {
            while (!isClosed()) {
                try {
                    follow(sessions.session(PATIENCE));
                } catch (StorageException.BadRequest | StorageException.NotOffered never) {
                    listener.ended(never);
                    return;
                } catch (StorageException perhapsLater) {
                    LOG.log(Level.DEBUG, () -> "Not followed now: " + perhapsLater.getMessage());
                    pause();
                }
            }
        } catch (InterruptedException closing) {
            // close() ends the thread this way
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, "A live query ends for a reason that nobody foresaw", unexpected);
            listener.ended(new StorageException.Failed("Following failed; the log says why.", unexpected));
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws InterruptedException {
        lock.lock();
        try {
            long left = BETWEEN_TRIES.toNanos();
            while (!isClosed && left > 0) {
                left = wake.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Until the session has ended. */
    private void follow(PeerSession session) throws InterruptedException {
        if (!session.features().contains(Feature.LIVE)) {
            throw new StorageException.NotOffered("The other side does not tell what happens to a query.");
        }
        long number = session.newSubscription();
        LiveInbox inbox = new LiveInbox(number);
        Runnable deaf = session.onLive(inbox);
        boolean isBegun = false;
        try {
            JsonNode answer = session.call(subscribe(number), PATIENCE);
            Message.Feed feed = feed(answer);
            isBegun = true;
            listener.begun();
            if (told == null || answer == null || answer.path("reset").asBoolean(false)) {
                listener.reset();
            }
            told = feed;
            tellAll(inbox);
        } finally {
            deaf.run();
            if (isBegun) {
                listener.lost();
            }
            if (session.isOpen()) {
                Thread.ofVirtual().name("live-query-end").start(() -> unsubscribe(session, number));
            }
        }
    }

    private void tellAll(LiveInbox inbox) throws InterruptedException {
        Optional<Message.Live> next = inbox.take();
        while (next.isPresent() && !isClosed()) {
            Message.Live live = next.get();
            if (live.reset()) {
                listener.reset();
            } else if (!live.rows().isEmpty()) {
                listener.happened(live.rows());
            }
            told = live.feed();
            next = inbox.take();
        }
    }

    private Call subscribe(long number) {
        ObjectNode asked = options.deepCopy();
        Message.Feed since = told;
        if (since != null) {
            asked.putObject("since").put("id", since.id()).put("sequence", since.sequence());
        }
        return new Call("subscribe", list(number).add(asked));
    }

    private static void unsubscribe(PeerSession session, long number) {
        try {
            session.call(new Call("unsubscribe", list(number)), PATIENCE);
        } catch (StorageException gone) {
            LOG.log(Level.DEBUG, () -> "Not unsubscribed: " + gone.getMessage());
        }
    }

    private static ArrayNode list(long number) {
        return JsonText.nodes().arrayNode().add(number);
    }

    private static Message.@Nullable Feed feed(@Nullable JsonNode answer) {
        JsonNode feed = answer == null ? null : answer.get("feed");
        return feed == null
                ? null
                : new Message.Feed(
                        feed.path("id").asString(""), feed.path("sequence").asLong(0));
    }
}
