package org.skerry.system.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.KeySchema;

/** Local storages in a temporary folder. */
final class LocalStorages implements AutoCloseable {

    private final Path folder;
    private final Storage shared;
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
    private Set<RecordId> inShared = Set.of();
    private int opened;

    LocalStorages() {
        try {
            folder = Files.createTempDirectory("skerry-conformance");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        shared = open();
    }

    /** A new, empty one. */
    Storage open() {
        return LocalStorage.open(folder.resolve("data" + opened++));
    }

    /** What a new local storage with a schema answers that holds these records. */
    Answer answer(List<StoredRecord> records, AllDocs request, KeySchema schema) {
        try (Storage storage = LocalStorage.open(folder.resolve("data" + opened++), schema)) {
            allAtOnce(records.stream()
                    .<Runnable>map(stored -> () -> storage.put(stored.id(), stored.body()))
                    .toList());
            return storage.allDocs(request);
        }
    }

    /**
     * What a local storage answers that holds these records and no others. What changes is written at once, to be synced
     * together.
     */
    Answer answer(List<StoredRecord> records, AllDocs request) {
        List<Runnable> writes = new ArrayList<>();
        Set<RecordId> ids = new HashSet<>();
        for (StoredRecord stored : records) {
            ids.add(stored.id());
            writes.add(() -> shared.put(stored.id(), stored.body()));
        }
        inShared.stream().filter(id -> !ids.contains(id)).forEach(id -> writes.add(() -> shared.remove(id)));
        inShared = ids;
        allAtOnce(writes);
        return shared.allDocs(request);
    }

    private void allAtOnce(List<Runnable> writes) {
        List<Future<?>> waitings = new ArrayList<>();
        writes.forEach(write -> waitings.add(writers.submit(write)));
        for (Future<?> waiting : waitings) {
            try {
                waiting.get();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
            }
        }
    }

    @Override
    public void close() {
        writers.close();
        shared.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
