package org.skerry.system.bench.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.skerry.master.console.ControlSocket;
import org.skerry.system.bench.BenchFailed;
import org.skerry.system.bench.ChildProcess;
import org.skerry.system.bench.Lab;
import tools.jackson.databind.JsonNode;

/** How a running master is, as {@code skerry status} tells. */
final class MasterState {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Path data;

    MasterState(Path data) {
        this.data = data;
    }

    long memoryBytes() {
        return status().path("memory_bytes").asLong();
    }

    /**
     * Waits until the index holds every record.
     *
     * @return how long that took; empty if the master has no index
     */
    Optional<Duration> awaitIndexed() throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            JsonNode status = status();
            JsonNode indexed = status.path("index").path("indexed");
            if (!indexed.isNumber()) {
                return Optional.empty();
            }
            boolean isReady = status.path("index").path("state").asString("").equals("ready");
            if (isReady
                    && indexed.longValue()
                            >= status.path("storage").path("sequence").asLong()) {
                return Optional.of(Duration.ofNanos(System.nanoTime() - start));
            }
            Thread.sleep(PAUSE);
        }
        throw new BenchFailed("The index did not hold all records after " + PATIENCE + ".");
    }

    /** The size of the index's files; 0 if there is none. */
    long indexBytes() throws IOException {
        Path index = data.resolve("index");
        if (!Files.isDirectory(index)) {
            return 0;
        }
        try (var files = Files.walk(index)) {
            return files.mapToLong(MasterState::size).sum();
        }
    }

    /** The index deletes files while they are counted. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Has the index of the running master built anew.
     *
     * @return how long that took; empty if there is no such command
     */
    Optional<Duration> reindex(Lab lab) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (ChildProcess command = lab.startMasterCommand("reindex", "--data", data.toString())) {
            if (command.awaitExit() != 0) {
                return Optional.empty();
            }
        }
        return awaitIndexed().map(_ -> Duration.ofNanos(System.nanoTime() - start));
    }

    private JsonNode status() {
        return ControlSocket.ask(data, "status");
    }
}
