package org.skerry.slave.files;

import org.skerry.jio.StoredRecord;

/** Where exported records go. What is not finished leaves nothing behind. Used by one thread. */
public interface RecordTarget extends AutoCloseable {

    /**
     * Adds a record.
     *
     * @throws FileFailure if the file cannot be written, or cannot hold such a record
     */
    void write(StoredRecord record);

    /** Everything was written: the file gets its name now, in place of one that had it. */
    void finish();

    @Override
    void close();
}
