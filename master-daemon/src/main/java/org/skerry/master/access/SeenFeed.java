package org.skerry.master.access;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Change;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.RecordView;
import org.skerry.protocol.message.Message;

/**
 * Where the change feed stands for a slave that does not see everything: a number that moves when something has changed that it
 * sees, and does not tell how much else was written. Thread-safe.
 */
final class SeenFeed {

    /** How many changes are looked through at a time; when there are more, the slave hears of the rest a moment later. */
    private static final int MANY = 1_000;

    private final Storage storage;
    private final String id = UUID.randomUUID().toString();

    private long moves;
    private Sequence looked;
    private @Nullable RecordView lastView;
    private long lastCount;

    /** From the last change on. */
    SeenFeed(Storage storage) {
        this.storage = storage;
        looked = storage.feed().last();
    }

    /** Where it stands for somebody who sees the storage like that. */
    synchronized Message.Feed now(RecordView view) {
        if (!isIndexReady()) {
            return new Message.Feed(id, moves); // to count by looking at every record would keep others waiting
        }
        List<Change> changes = storage.feed().after(looked, MANY);
        if (!view.equals(lastView)) {
            lastView = view;
            lastCount = count(storage, view);
            moves++;
        } else if (!changes.isEmpty()) {
            // What is removed, or no longer seen, shows in the number of records only.
            long count = count(storage, view);
            if (count != lastCount || changes.stream().anyMatch(change -> isSeen(change, view))) {
                moves++;
            }
            lastCount = count;
        }
        if (!changes.isEmpty()) {
            looked = changes.getLast().sequence();
        }
        return new Message.Feed(id, moves);
    }

    private boolean isIndexReady() {
        return storage.index()
                .map(status -> status.state() == IndexStatus.State.READY)
                .orElse(true);
    }

    private static boolean isSeen(Change change, RecordView view) {
        return change instanceof Change.Stored(var _, var record)
                && view.of(record).isPresent();
    }

    /** How many records are seen. */
    static long count(Storage storage, RecordView view) {
        AllDocs one = new AllDocs(Query.ALL, List.of(), new Limit(0, 1), List.of(), false);
        return storage.allDocs(one.seenBy(view)).totalCount();
    }
}
