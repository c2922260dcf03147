package org.skerry.system.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skerry.master.console.ControlSocket;
import org.skerry.slave.link.MasterAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry master} on loopback, open or not, in a process of its own, with the Java options of the launcher. */
public final class MasterProcess implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final String READY = "ready ";

    private final Process process;
    private final Path data;
    private final MasterAddress address;

    private final boolean isOpen;

    private MasterProcess(Process process, Path data, MasterAddress address, boolean isOpen) {
        this.process = process;
        this.data = data;
        this.address = address;
        this.isOpen = isOpen;
    }

    /** Starts a master on a data folder and a free port, and waits until slaves can enter. */
    public static MasterProcess start(Path data) throws IOException, InterruptedException {
        return start(data, 0, true);
    }

    /** The same of one that lets in paired slaves only. */
    public static MasterProcess startClosed(Path data) throws IOException, InterruptedException {
        return start(data, 0, false);
    }

    /** One that lets in paired slaves only, at a port. */
    public static MasterProcess startClosed(Path data, int port) throws IOException, InterruptedException {
        return start(data, port, false);
    }

    /** Starts a master where this one was. */
    public MasterProcess restart() throws IOException, InterruptedException {
        return start(data, address.port(), isOpen);
    }

    private static MasterProcess start(Path data, int port, boolean isOpen) throws IOException, InterruptedException {
        Path log = log(data);
        Process process = begin(data, port, isOpen);
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofVirtual().name("master-output").start(() -> readLines(process, lines));
        @Nullable String first = lines.poll(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (first == null || !first.startsWith(READY)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("The master did not start:\n" + Files.readString(log));
        }
        return new MasterProcess(process, data, MasterAddress.parse(first.substring(READY.length())), isOpen);
    }

    /** Starts a process that is to become a master, and does not wait for it. Its log is appended to {@link #log}. */
    static Process begin(Path data, int port) throws IOException {
        return begin(data, port, true);
    }

    private static Process begin(Path data, int port, boolean isOpen) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseZGC",
                "-XX:SoftMaxHeapSize=256m",
                "-XX:ZUncommitDelay=60",
                "-cp",
                System.getProperty("java.class.path"),
                "org.skerry.master.MasterDaemon"));
        command.addAll(List.of("master", "--bind", "127.0.0.1", "--name", "Site A"));
        if (isOpen) {
            command.add("--open");
        }
        command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log(data).toFile()))
                .start();
    }

    /** What masters on a data folder have logged. */
    static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    public MasterAddress address() {
        return address;
    }

    /** Threads and memory as the system sees them. */
    ProcessFigures figures() throws IOException {
        return ProcessFigures.of(process.pid());
    }

    /** What another command on this machine is answered. */
    public JsonNode ask(String word, ObjectNode wish) {
        return ControlSocket.ask(data, word, wish);
    }

    /** What {@code skerry status --json} prints. */
    public JsonNode status() {
        return ControlSocket.ask(data, "status");
    }

    /** How many slaves it says are connected. */
    public int peers() {
        return status().get("peers").asInt();
    }

    /** SIGKILL: the process has no chance to say or save anything. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as a service is stopped; returns how long it took. */
    public Duration stop() throws InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        process.waitFor();
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
                lines.add(line);
            }
        } catch (IOException gone) {
            // a killed process ends its output in the middle
        }
        lines.add("");
    }
}
