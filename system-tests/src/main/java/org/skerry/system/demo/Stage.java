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
    private final Deque<Runnable> ends = new ArrayDeque<>();
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

    /** Where the slave, and then the window, keep who they are. */
    Path slaveFolder() {
        return folder.resolve("slave");
    }

    /** Starts a master on {@link #data}. */
    MasterProcess startMaster(int port) throws IOException, InterruptedException {
        MasterProcess master = MasterProcess.start(data(), port, folder.resolve("master.log"));
        keep(master::close);
        return master;
    }

    /** Opens the window, joined to a master. */
    WindowProcess openWindow(String url) throws IOException {
        WindowProcess window = WindowProcess.open(url, slaveFolder(), windowLog());
        keep(window::close);
        return window;
    }

    /** Begins to paint the window, joined to a master. */
    WindowProcess paintWindow(String url, Path picture, String search) throws IOException {
        WindowProcess window = WindowProcess.paint(url, slaveFolder(), picture, search, windowLog());
        keep(window::close);
        return window;
    }

    /** What the window has to say. */
    Path windowLog() {
        return folder.resolve("window.log");
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

    private void keep(Runnable end) {
        synchronized (this) {
            if (!isClosed) {
                ends.addFirst(end);
                return;
            }
        }
        end.run();
        throw new DemoFailed("It was interrupted.");
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        ends.forEach(Runnable::run);
        try (var all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
