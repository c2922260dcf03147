package org.skerry.slave.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.skerry.jio.Expected;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.slave.files.FileFailure;
import org.skerry.slave.files.RecordSource;
import org.skerry.slave.files.SourceRow;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the records of a file into a storage, many at a time. A row that cannot be read or is refused is noted, and the
 * others go on. Each write has its key, so that a storage at a distance can repeat it after a break without doing it twice.
 *
 * <p>{@link #run} is called once, on any thread; {@link #stop} on any other.
 */
public final class Importer {

    /** How many writes are under way at a time: enough for a storage to sync many of them at once. */
    static final int WINDOW = 64;

    /** How many failed rows the report lists. */
    static final int ERRORS_SHOWN = 20;

    /** How often a write is tried that the storage had no room for at the moment (429). */
    private static final int TRIES = 20;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Storage storage;
    private final Optional<String> type;
    private final String writer;
    private final Consumer<RowError> onError;
    private final LongConsumer onRow;

    private final Semaphore window = new Semaphore(WINDOW);
    private final AtomicLong imported = new AtomicLong();
    private final AtomicReference<Optional<String>> stopped = new AtomicReference<>(Optional.empty());
    private final Map<RecordId, Long> seen = new HashMap<>();
    private final List<RowError> errors = new ArrayList<>();
    private long failed;

    /**
     * @param type what {@code portal_type} becomes in every record
     * @param writer names this import in its write keys: never used before
     * @param onError told of each failed row, by one thread at a time
     * @param onRow told how many rows were read, on the thread that reads
     */
    public Importer(
            Storage storage, Optional<String> type, String writer, Consumer<RowError> onError, LongConsumer onRow) {
        this.storage = storage;
        this.type = type;
        this.writer = writer;
        this.onError = onError;
        this.onRow = onRow;
    }

    /** Imports everything; returns when the last write is answered. */
    public ImportReport run(RecordSource source) {
        long start = System.nanoTime();
        long rows = 0;
        try {
            Optional<SourceRow> row;
            while (stopped.get().isEmpty() && (row = source.next()).isPresent()) {
                onRow.accept(++rows);
                take(row.get(), rows, source.rowWord());
            }
        } catch (FileFailure unreadable) {
            stop(unreadable.getMessage());
        }
        window.acquireUninterruptibly(WINDOW);
        return report(Duration.ofNanos(System.nanoTime() - start));
    }

    /** Ends the import soon: rows under way are finished, no further ones begun. */
    public void stop(String reason) {
        stopped.compareAndSet(Optional.empty(), Optional.of(reason));
    }

    private void take(SourceRow row, long counter, String rowWord) {
        switch (row) {
            case SourceRow.Broken(var number, var column, var reason) -> fail(new RowError(number, column, reason));
            case SourceRow.Read read -> {
                Long first =
                        read.id().map(id -> seen.putIfAbsent(id, read.number())).orElse(null);
                if (first != null) {
                    fail(new RowError(
                            read.number(),
                            "",
                            "The id %s was used before, in %s %,d."
                                    .formatted(read.id().orElseThrow(), rowWord, first)));
                } else {
                    start(read, counter);
                }
            }
        }
    }

    private void start(SourceRow.Read row, long counter) {
        type.ifPresent(name -> row.body().put("portal_type", name));
        window.acquireUninterruptibly();
        Thread.ofVirtual().name("import-" + counter).start(() -> {
            try {
                apply(write(row.id(), row.body()), new WriteKey.Numbered(writer, counter));
                imported.incrementAndGet();
            } catch (StorageException.Unreachable | StorageException.Full hopeless) {
                stop(hopeless.getMessage());
                fail(new RowError(row.number(), "", hopeless.getMessage()));
            } catch (StorageException refused) {
                fail(new RowError(row.number(), "", refused.getMessage()));
            } finally {
                window.release();
            }
        });
    }

    private static Write write(Optional<RecordId> id, ObjectNode body) {
        return id.map(known -> new Write.Put(known, body, Expected.ANY))
                .orElseGet(() -> new Write.Put(RecordId.random(), body, Expected.ABSENT));
    }

    private void apply(Write write, WriteKey key) {
        for (int tries = 1; ; tries++) {
            try {
                storage.apply(write, key);
                return;
            } catch (StorageException.TooMany busy) {
                if (tries == TRIES || !pause()) {
                    throw busy;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void fail(RowError error) {
        failed++;
        if (errors.size() < ERRORS_SHOWN) {
            errors.add(error);
        }
        onError.accept(error);
    }

    private synchronized ImportReport report(Duration took) {
        return new ImportReport(imported.get(), failed, errors, stopped.get(), took);
    }
}
