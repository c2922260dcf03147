package org.skerry.protocol.storage;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;

/**
 * The notices of one live query that its listener has not heard yet. Where it is too slow they are dropped for a reset: what
 * one has not heard of is in the answer that one asks for then. Thread-safe.
 */
final class LiveInbox implements PeerSession.LiveListener {

    /** How many rows wait: each is some hundred bytes, or a document. */
    static final int MAX_ROWS = 5_000;

    /** And how much text is in them, in chars. */
    static final long MAX_CHARS = 8_000_000;

    /** How many notices wait, with or without rows. */
    static final int MAX_NOTICES = 5_000;

    /** What is around the texts of a row. */
    private static final int ROW_CHARS = 100;

    private final long subscription;
    private final ArrayDeque<Message.Live> waiting = new ArrayDeque<>();
    private int rows;
    private long chars;
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
        long more = chars(notice);
        if (notice.reset()
                || overflow != null
                || waiting.size() >= MAX_NOTICES
                || rows + notice.rows().size() > MAX_ROWS
                || chars + more > MAX_CHARS) {
            waiting.clear();
            rows = 0;
            chars = 0;
            overflow = notice.reset() ? notice : withoutRows(notice);
        } else {
            waiting.add(notice);
            rows += notice.rows().size();
            chars += more;
        }
        notifyAll();
    }

    private static Message.Live withoutRows(Message.Live notice) {
        return new Message.Live(notice.subscription(), notice.feed(), false, List.of());
    }

    private static long chars(Message.Live notice) {
        long chars = 0;
        for (LiveRow row : notice.rows()) {
            chars += ROW_CHARS + row.id().text().length();
            chars += row.value().map(JsonText::write).map(String::length).orElse(0);
            chars += row.doc().map(JsonText::write).map(String::length).orElse(0);
        }
        return chars;
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
            chars -= chars(next);
        }
        return Optional.ofNullable(next);
    }
}
