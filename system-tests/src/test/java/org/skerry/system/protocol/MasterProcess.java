package org.skerry.system.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.skerry.master.console.ControlSocket;
import tools.jackson.databind.JsonNode;

/** {@code skerry master --open} in a process of its own, on the class path of this one. */
final class MasterProcess implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final String READY = "ready ";

    private final Process process;
    private final Path data;
    private final Path log;
    private final List<String> urls;

    private MasterProcess(Process process, Path data, Path log, List<String> urls) {
        this.process = process;
        this.data = data;
        this.log = log;
        this.urls = urls;
    }

    /** Starts a master on a fresh data folder and waits until slaves can enter. */
    static MasterProcess start(Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        Path log = folder.resolve("master.log");
        Process process = new ProcessBuilder(java(
                        "org.skerry.master.MasterDaemon",
                        "master",
                        "--open",
                        "--port",
                        "0",
                        "--name",
                        "Site A",
                        "--data",
                        data.toString()))
                .redirectError(log.toFile())
                .start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> readLines(process, lines));
        List<String> urls = new ArrayList<>();
        for (String line = lines.poll(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
                line != null && line.startsWith(READY);
                line = lines.poll(200, TimeUnit.MILLISECONDS)) { // they come together
            urls.add(line.substring(READY.length()));
        }
        if (urls.isEmpty()) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("The master did not start:\n" + Files.readString(log));
        }
        return new MasterProcess(process, data, log, List.copyOf(urls));
    }

    /** The command line of a program of ours in a JVM like this one. */
    static List<String> java(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The first address that was printed, a loopback one. */
    String url() {
        return urls.getFirst();
    }

    /** All addresses that were printed. */
    List<String> urls() {
        return urls;
    }

    Path data() {
        return data;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** What {@code skerry status --json} prints. */
    JsonNode status() {
        return ControlSocket.ask(data, "status");
    }

    /** Waits until the status is as wanted, and returns it; the last one seen if it never was. */
    JsonNode awaitStatus(Predicate<JsonNode> wanted, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        JsonNode status = status();
        while (!wanted.test(status) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
            status = status();
        }
        return status;
    }

    /** How many files and sockets it has open; 0 where the system does not tell. */
    long openFiles() throws IOException {
        Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(descriptors)) {
            return files.count();
        }
    }

    /** Waits until it has at most so many files open, and returns how many it has. */
    long awaitOpenFiles(long most, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (openFiles() > most && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return openFiles();
    }

    /** Stops it as a service is stopped; kills it if that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException late) {
            process.destroyForcibly().onExit().join();
            throw new AssertionError("The master did not stop within 10 s.", late);
        }
    }

    /** Reads to the end, so that the master never waits for a reader. */
    private static void readLines(Process process, BlockingQueue<String> lines) {
        try (var reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException gone) {
            // a killed process ends its output in the middle
        }
        lines.add("");
    }
}
