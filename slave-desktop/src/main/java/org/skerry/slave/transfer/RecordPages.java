package org.skerry.slave.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.Row;
import org.skerry.jio.query.SortKey;

/**
 * The records that a query selects, page by page in the order of their ids. Each page asks for what is behind the last id,
 * so that nothing is left out or doubled while others write. Used by one thread.
 */
final class RecordPages {

    /** jIO's name for a record's id in queries and sorting. */
    private static final String ID = "__id";

    /** Records in the first page, before their size is known. */
    private static final int FIRST_PAGE = 500;

    /**
     * What a page should come to, in bytes of JSON: below the largest message, which is 8 MiB. The storage looks at all
     * that is left for each page, so pages should be few.
     */
    private static final long PAGE_BYTES = 4_000_000;

    /** What a row costs besides its record and its id. */
    private static final int ROW_BYTES = 40;

    private final Storage storage;
    private final Query query;
    private Query rest;
    private int rows = FIRST_PAGE;
    private int mostRows = Integer.MAX_VALUE;
    private boolean isLast;
    private List<String> unread = List.of();

    RecordPages(Storage storage, Query query) {
        this.storage = storage;
        this.query = query;
        this.rest = query;
    }

    /** The next page; an empty one behind the last. */
    List<StoredRecord> next() {
        if (isLast) {
            return List.of();
        }
        List<StoredRecord> page = page();
        isLast = page.size() < rows;
        if (!isLast) {
            rest = behind(page.getLast().id());
            rows = Math.clamp(PAGE_BYTES * page.size() / bytes(page), 1, mostRows);
        }
        return page;
    }

    /** The ids of records that the storage could not read, as far as it knows by now; an empty one where it cannot be read. */
    List<String> unread() {
        return unread;
    }

    private List<StoredRecord> page() {
        while (true) {
            try {
                Answer answer = storage.allDocs(new AllDocs(
                        rest,
                        List.of(new SortKey(ID, SortKey.Direction.ASCENDING)),
                        new Limit(0, rows),
                        List.of(),
                        true));
                unread = answer.unread();
                return answer.rows().stream().map(RecordPages::record).toList();
            } catch (StorageException.TooLarge tooLarge) {
                if (rows == 1) {
                    throw tooLarge;
                }
                mostRows = rows / 2;
                rows = mostRows;
            }
        }
    }

    private static StoredRecord record(Row row) {
        return new StoredRecord(row.id(), Objects.requireNonNull(row.doc()));
    }

    private static long bytes(List<StoredRecord> page) {
        long bytes = 0;
        for (StoredRecord record : page) {
            bytes += ROW_BYTES + record.id().text().length() + JsonText.writeUtf8(record.body()).length;
        }
        return bytes;
    }

    private Query behind(RecordId last) {
        List<Query> parts = new ArrayList<>();
        parts.add(query);
        parts.add(new Query.Compare(ID, Query.Operator.GREATER, last.text()));
        return new Query.And(parts);
    }
}
