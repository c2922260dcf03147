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
     * Writes everything and finishes the target.
     *
     * @param isStopped asked between pages; when true the target stays unfinished
     * @return how many records were written
     */
    public long run(RecordTarget target, BooleanSupplier isStopped) {
        RecordPages pages = new RecordPages(storage, query);
        long written = 0;
        while (!isStopped.getAsBoolean()) {
            List<StoredRecord> page = pages.next();
            if (page.isEmpty()) {
                target.finish();
                return written;
            }
            page.forEach(target::write);
            written += page.size();
            onPage.accept(written);
        }
        return written;
    }
}
