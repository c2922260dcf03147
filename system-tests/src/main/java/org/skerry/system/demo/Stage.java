package org.skerry.system.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/** The folder and the processes of one demo; all gone at its end, also if it fails or is interrupted. Thread-safe. */
final class Stage implements AutoCloseable {
    private final Path folder;
    private final Deque<MasterProcess> masters = new ArrayDeque<>();
    private boolean isClosed;

    private Stage(Path folder) {
        this.folder = folder;
    }

    static Stage set() throws IOException {
        Stage stage = new Stage(Files.createTempDirectory("skerry-demo"));
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("demo-end").unstarted(stage::close));
        return stage;
    }

    /** Where the master keeps its records. */
    Path data() {
        return folder.resolve("data");
    }

    /** Starts a master on {@link #data}. */
    MasterProcess startMaster(int port) throws IOException, InterruptedException {
        MasterProcess master = MasterProcess.start(data(), port, folder.resolve("master.log"));
        synchronized (this) {
            masters.add(master);
            if (!isClosed) {
                return master;
            }
        }
        master.close();
        throw new DemoFailed("It was interrupted.");
    }

    /** The city file, unpacked from our own jar. */
    Path cities() throws IOException {
        Path file = folder.resolve("world-cities.csv.gz");
        try (var packed = Stage.class.getResourceAsStream("world-cities.csv.gz")) {
            if (packed == null) {
                throw new IllegalStateException("the city file is not in the jar");
            }
            Files.copy(packed, file);
        }
        return file;
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        masters.forEach(MasterProcess::close);
        try (var all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
