package org.skerry.protocol.storage;

import java.util.List;
import java.util.function.Predicate;
import org.skerry.jio.Change;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.JsonText;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.Interrupts;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pages of a change feed as they travel: the section {@code changes} of {@code docs/protocol.md}. */
final class ChangePages {

    /** Rows of a page. */
    static final int MAX_ROWS = 1_000;

    /** How much text of ids and documents is in a page, in chars, but for the last one: fits a frame of most clients. */
    private static final int MAX_CHARS = 48 * 1024;

    /** How many changes are read at a time. */
    private static final int READ = 200;

    private final StorageRequest.Changes asked;
    private final Predicate<StoredRecord> matcher;
    private final ArrayNode rows;
    private long at;
    private int chars;

    private ChangePages(StorageRequest.Changes asked, Predicate<StoredRecord> matcher, ArrayNode rows, long at) {
        this.asked = asked;
        this.matcher = matcher;
        this.rows = rows;
        this.at = at;
    }

    /** @throws org.skerry.jio.StorageException.Forbidden for whoever does not see everything */
    static ObjectNode page(Storage storage, StorageRequest.Changes asked) {
        return storage.inTurn(() -> read(storage, asked));
    }

    private static ObjectNode read(Storage storage, StorageRequest.Changes asked) {
        ChangeFeed feed = storage.feed();
        long last = feed.last().number();
        ObjectNode answer = JsonText.object();
        answer.putObject("feed").put("id", feed.id()).put("sequence", last);
        long since = asked.since().map(Message.Feed::sequence).orElse(last);
        String id = asked.since().map(Message.Feed::id).orElse(feed.id());
        if (!id.equals(feed.id()) || since > last) {
            return answer.put("reset", true);
        }
        ArrayNode rows = JsonText.nodes().arrayNode();
        ChangePages page = new ChangePages(asked, storage.evaluator().matcherOfFew(asked.query()), rows, since);
        page.fill(feed, last);
        answer.put("sequence", page.at).put("more", page.at < last);
        answer.set("rows", rows);
        return answer;
    }

    /** @param last what the feed ended with before this was called */
    private void fill(ChangeFeed feed, long last) {
        while (true) {
            List<Change> changes = feed.after(new Sequence(at), READ);
            if (changes.isEmpty()) {
                at = Math.max(at, last); // what is left, if anything, is damaged
                return;
            }
            for (Change change : changes) {
                if (rows.size() >= asked.limit() || chars >= MAX_CHARS || !isAdded(change)) {
                    return;
                }
                at = change.sequence().number();
            }
        }
    }

    /** Not if the time for the page is over; what there is by then is the page. */
    private boolean isAdded(Change change) {
        try {
            Interrupts.check();
            add(change);
            return true;
        } catch (StorageException.Unreachable late) {
            if (rows.isEmpty() || Thread.currentThread().isInterrupted()) {
                throw late;
            }
            return false;
        }
    }

    private void add(Change change) {
        chars += change.id().text().length();
        ObjectNode row = JsonText.object()
                .put("id", change.id().text())
                .put("sequence", change.sequence().number());
        if (change instanceof Change.Stored(var _, StoredRecord record) && matcher.test(record)) {
            if (asked.includeDocs()) {
                chars += JsonText.write(record.body()).length();
                row.set("doc", record.body());
            }
        } else {
            row.put("gone", true);
        }
        rows.add(row);
    }
}
