package org.skerry.protocol.storage;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;

/**
 * The notices of one live query that its listener has not heard yet. Where it is too slow they are dropped for a reset: what
 * one has not heard of is in the answer that one asks for then. Thread-safe.
 */
final class LiveInbox implements PeerSession.LiveListener {

    /** How many rows wait: each is some hundred bytes, or a document. */
    static final int MAX_ROWS = 5_000;

    private final long subscription;
    private final ArrayDeque<Message.Live> waiting = new ArrayDeque<>();
    private int rows;
    private Message.@Nullable Live overflow; // the last notice that was dropped
    private boolean hasEnded;

    LiveInbox(long subscription) {
        this.subscription = subscription;
    }

    @Override
    public synchronized void told(Message.Live notice) {
        if (notice.subscription() != subscription) {
            return;
        }
        if (notice.reset() || overflow != null || rows + notice.rows().size() > MAX_ROWS) {
            waiting.clear();
            rows = 0;
            overflow = notice;
        } else {
            waiting.add(notice);
            rows += notice.rows().size();
        }
        notifyAll();
    }

    @Override
    public synchronized void ended() {
        hasEnded = true;
        notifyAll();
    }

    /** Waits for the next one; empty if nothing more comes. */
    synchronized Optional<Message.Live> take() throws InterruptedException {
        while (waiting.isEmpty() && overflow == null && !hasEnded) {
            wait();
        }
        Message.Live dropped = overflow;
        if (dropped != null) {
            overflow = null;
            return Optional.of(new Message.Live(subscription, dropped.feed(), true, List.of()));
        }
        Message.Live next = waiting.poll();
        if (next != null) {
            rows -= next.rows().size();
        }
        return Optional.ofNullable(next);
    }
}
