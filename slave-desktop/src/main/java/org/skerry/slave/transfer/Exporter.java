package org.skerry.slave.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
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
import org.skerry.slave.files.RecordTarget;

/**
 * Writes the records that a query selects into a file, page by page in the order of their ids. Each page asks for what is
 * behind the last id, so that nothing is left out or doubled while others write.
 */
public final class Exporter {

    /** jIO's name for a record's id in queries and sorting. */
    private static final String ID = "__id";

    /** Records in the first page, before their size is known. */
    static final int FIRST_PAGE = 500;

    /** Records in a page at most: the storage sorts all that is left for each page, so pages should be few. */
    static final int MAX_PAGE = 20_000;

    /** What a page should come to, in characters of JSON: well below the largest message. */
    private static final long PAGE_SIZE = 2_000_000;

    private final Storage storage;
    private final Query query;
    private final LongConsumer onPage;

    /** @param onPage told how many records were written so far */
    public Exporter(Storage storage, Query query, LongConsumer onPage) {
        this.storage = storage;
        this.query = query;
        this.onPage = onPage;
    }

    /**
     * Writes everything and finishes the target.
     *
     * @param isStopped asked between pages; when true the target stays unfinished
     * @return how many records were written
     */
    public long run(RecordTarget target, BooleanSupplier isStopped) {
        long written = 0;
        int pageRows = FIRST_PAGE;
        Query rest = query;
        while (!isStopped.getAsBoolean()) {
            List<Row> page;
            try {
                page = page(rest, pageRows);
            } catch (StorageException.TooLarge tooLarge) {
                if (pageRows == 1) {
                    throw tooLarge;
                }
                pageRows = Math.max(1, pageRows / 4);
                continue;
            }
            long size = 0;
            for (Row row : page) {
                StoredRecord record = new StoredRecord(row.id(), Objects.requireNonNull(row.doc()));
                target.write(record);
                size += record.body().toString().length();
            }
            written += page.size();
            onPage.accept(written);
            if (page.size() < pageRows) {
                target.finish();
                return written;
            }
            rest = behind(page.getLast().id());
            pageRows = Math.clamp(PAGE_SIZE * page.size() / Math.max(1, size), 1, MAX_PAGE);
        }
        return written;
    }

    private List<Row> page(Query rest, int rows) {
        Answer answer = storage.allDocs(new AllDocs(
                rest, List.of(new SortKey(ID, SortKey.Direction.ASCENDING)), new Limit(0, rows), List.of(), true));
        return answer.rows();
    }

    private Query behind(RecordId last) {
        List<Query> parts = new ArrayList<>();
        parts.add(query);
        parts.add(new Query.Compare(ID, Query.Operator.GREATER, last.text()));
        return new Query.And(parts);
    }
}
