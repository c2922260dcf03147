package org.skerry.slave.transfer;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.skerry.jio.Storage;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.Query;
import org.skerry.slave.files.RecordTarget;

/** Writes the records that a query selects into a file. Used by one thread. */
public final class Exporter {

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
     * What was exported.
     *
     * @param records how many were written
     * @param unread the ids of those that are damaged on the disk of the master, empty where they cannot be read
     */
    public record Exported(long records, List<String> unread) {
        public Exported {
            unread = List.copyOf(unread);
        }
    }

    /**
     * Writes everything and finishes the target.
     *
     * @param isStopped asked between pages; when true the target stays unfinished
     */
    public Exported run(RecordTarget target, BooleanSupplier isStopped) {
        RecordPages pages = new RecordPages(storage, query);
        long written = 0;
        while (!isStopped.getAsBoolean()) {
            List<StoredRecord> page = pages.next();
            if (page.isEmpty()) {
                target.finish();
                return new Exported(written, pages.unread());
            }
            page.forEach(target::write);
            written += page.size();
            onPage.accept(written);
        }
        return new Exported(written, pages.unread());
    }
}
