package org.skerry.master.service;

import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;

/** Asks a storage whether it still reads; it counts the records by the way, for whoever must not wait. */
public final class StorageProbe implements Probe.Question {

    /** Nobody has such a record; it is looked for, as any other. */
    private static final RecordId ANY = new RecordId("skerry:watchdog");

    private final Storage storage;

    /** Volatile: counted by the probe, read by the status line. */
    private volatile long records = -1;

    /** Volatile: one probe after the other, each on a thread of its own. The change after which they were counted. */
    private volatile long counted = -1;

    public StorageProbe(Storage storage) {
        this.storage = storage;
    }

    /** How many records there were when it was asked last; -1 if it never was. */
    public long records() {
        return records;
    }

    @Override
    public void ask() {
        try {
            read();
            count();
        } catch (StorageException.Unreachable noAnswer) {
            throw noAnswer;
        } catch (StorageException answer) {
            // it works as well as it can
        }
    }

    /** The same of its writer, who writes nothing for it. */
    public static void askWriter(Storage storage) {
        try {
            storage.awaitWriter();
        } catch (StorageException.Unreachable noAnswer) {
            throw noAnswer;
        } catch (StorageException answer) {
            // the disk is full, or fails: a writer that is started anew can do nothing about that
        }
    }

    private void read() {
        try {
            storage.get(ANY);
        } catch (StorageException.NotFound asAlways) {
            // that is an answer
        }
    }

    private void count() {
        long last = storage.feed().last().number();
        if (last != counted) {
            records = storage.count();
            counted = last;
        }
    }
}
