package org.skerry.master.peers;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.skerry.jio.ChangeFeed;
import org.skerry.protocol.message.Message;

/**
 * Tells the slaves that listen when records have changed: a follower of the feed that looks, on its thread
 * {@code feed-notifier}, where it stands. Writers do not know of it, and however many write, a slave is told at most once in
 * 200 ms.
 */
public final class FeedNotifier implements AutoCloseable {

    private static final Logger LOG = System.getLogger(FeedNotifier.class.getName());

    /** Between two looks at the feed: too short for a person to miss something, long enough for 200 slaves to be told. */
    private static final Duration GAP = Duration.ofMillis(200);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final ChangeFeed feed;
    private final PeerRegistry slaves;
    private final Thread thread;

    /** Of the thread: the last look failed. */
    private boolean isTroubled;

    /** @param feed of the storage that the slaves ask; read until {@link #close} */
    public FeedNotifier(ChangeFeed feed, PeerRegistry slaves) {
        this.feed = feed;
        this.slaves = slaves;
        this.thread = Thread.ofPlatform().name("feed-notifier").daemon().unstarted(this::run);
    }

    /** Begins to follow; once. */
    public FeedNotifier start() {
        thread.start();
        return this;
    }

    /** Ends the thread. A slave that misses the last change hears of it by the hello of its next connection. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSE_PATIENCE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(GAP);
                look();
            }
        } catch (InterruptedException closing) {
            // close() ends the thread this way
        }
    }

    /** One look, and one notice at most to each slave. */
    void look() {
        try {
            slaves.tellFeed(Message.Feed.of(feed));
            isTroubled = false;
        } catch (RuntimeException failed) { // a storage that is not well now may be in a moment
            if (!isTroubled) {
                isTroubled = true;
                LOG.log(Level.WARNING, "slaves are not told of changes for now", failed);
            }
        }
    }
}
