package org.skerry.slave.link;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skerry.protocol.message.Message;

/**
 * Tells listeners where the master's change feed stands, one after the other, on the virtual thread {@code link-feed}. Who
 * takes long hears only the newest afterwards, so that nothing queues up. Any thread may bring news; none waits for a listener.
 */
final class FeedNews implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FeedNews.class.getName());

    private final Thread teller = Thread.ofVirtual().name("link-feed").unstarted(this::run);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Listener> listeners = new ArrayList<>(); // guarded by lock, as all below
    private Message.@Nullable Feed newest;
    private long edition; // of the newest; 0 while there is none
    private boolean isClosed;

    private static final class Listener {
        private final Consumer<Message.Feed> action;
        private long heard; // the edition

        Listener(Consumer<Message.Feed> action) {
            this.action = action;
        }
    }

    /** Begins to tell; once. */
    void start() {
        teller.start();
    }

    /** One more listener, who hears the newest at once, if there is one. */
    MasterLink.Listening add(Consumer<Message.Feed> action) {
        var listener = new Listener(action);
        locked(() -> listeners.add(listener));
        return () -> locked(() -> listeners.remove(listener));
    }

    /** A hello: it is told even if the feed stands where it stood. */
    void greeted(Message.Feed feed) {
        locked(() -> {
            newest = isOlder(feed) ? newest : feed;
            edition++;
        });
    }

    /** A notice. */
    void moved(Message.Feed feed) {
        locked(() -> {
            if (!feed.equals(newest) && !isOlder(feed)) {
                newest = feed;
                edition++;
            }
        });
    }

    /** Nobody is told any more, but for a call under way. Idempotent, also from within a listener. */
    @Override
    public void close() {
        locked(() -> isClosed = true);
    }

    /** Two connections that replace each other may bring their news in any order. */
    private boolean isOlder(Message.Feed feed) {
        return newest != null && feed.id().equals(newest.id()) && feed.sequence() < newest.sequence();
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
            try {
                next.get().run();
            } catch (RuntimeException unexpected) {
                LOG.log(Level.ERROR, "Somebody told about the master's feed failed", unexpected);
            }
        }
    }

    /** The next listener with what he has not heard; empty after the end. */
    private Optional<Runnable> next() {
        lock.lock();
        try {
            while (!isClosed) {
                for (Listener listener : listeners) {
                    if (listener.heard < edition && newest != null) {
                        return Optional.of(telling(listener, newest));
                    }
                }
                changed.awaitUninterruptibly();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Runnable telling(Listener listener, Message.Feed news) {
        listener.heard = edition;
        listeners.remove(listener);
        listeners.add(listener); // behind the others, who get their turn however fast the news come
        return () -> listener.action.accept(news);
    }
}
