package org.skerry.system.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A master in a process of its own, on the class path of this one. */
final class MasterProcess implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final int LOG_LINES_SHOWN = 15;
    private static final String READY = "ready ";

    private final Process process;
    private final String url;

    private MasterProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a master and waits until slaves can enter.
     *
     * @param port 0 for any free one
     * @param log where its log goes
     */
    static MasterProcess start(Path data, int port, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.skerry.master.MasterDaemon",
                        "master",
                        "--bind",
                        "127.0.0.1",
                        "--name",
                        "Demo",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BlockingQueue<String> lines = new ArrayBlockingQueue<>(16);
        Thread.ofVirtual().name("master-output").start(() -> readLines(process, lines));
        @Nullable String first = lines.poll(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (first == null || !first.startsWith(READY)) {
            process.destroyForcibly().waitFor();
            throw new DemoFailed("The master did not start. Its log ends so:\n" + tail(log));
        }
        return new MasterProcess(process, first.substring(READY.length()));
    }

    /** Where slaves enter. */
    String url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL: the process has no chance to say or save anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as a service is stopped; returns how long it took. */
    Duration stop() throws InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new DemoFailed("The master did not stop within %d seconds.".formatted(STOP_PATIENCE.toSeconds()));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Leaves no process behind, whatever happened. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Reads to the end, so that the master never waits for a reader; an empty line stands for the end. */
    private static void readLines(Process process, BlockingQueue<String> lines) {
        try (var reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.offer(line);
            }
        } catch (IOException gone) {
            // a killed process ends its output in the middle; the empty line below says so
        }
        lines.offer("");
    }

    private static String tail(Path log) {
        try {
            List<String> all = Files.readAllLines(log);
            return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES_SHOWN), all.size()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
