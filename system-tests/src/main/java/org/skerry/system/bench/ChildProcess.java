package org.skerry.system.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Another program. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration LINE_PATIENCE = Duration.ofSeconds(60);
    private static final int LINES_KEPT = 64;

    private final Path log;
    private final Process process;
    private final PrintWriter input;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES_KEPT);

    /**
     * @param log where its standard error goes
     * @param command the program and its arguments
     * @param temporary its folder for temporary files
     */
    ChildProcess(Path log, List<String> command, Path temporary) throws IOException {
        this.log = log;
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("TMPDIR", temporary.toString());
        this.process = builder.start();
        this.input = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread.ofVirtual().name("process-output").start(this::readLines);
    }

    /**
     * A program of ours, on the class path of this one.
     *
     * @param options for the Java machine
     * @param program the main class and its arguments
     */
    static ChildProcess java(Path log, List<String> options, List<String> program) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(program);
        return new ChildProcess(log, command, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Writes a line to its standard input. */
    public void tell(String line) {
        input.println(line);
    }

    /** The next line of its standard output. */
    public String nextLine() throws InterruptedException {
        return nextLine(LINE_PATIENCE);
    }

    /** The next line, waited for so long. */
    public String nextLine(Duration patience) throws InterruptedException {
        @Nullable String line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null || line.isEmpty()) {
            throw new BenchFailed("A process of the benchmark did not do its part; its log was " + log + ".");
        }
        return line;
    }

    long pid() {
        return process.pid();
    }

    /** Of the system. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** How much memory it takes, see {@link MemoryWatch#residentBytes}. */
    public double residentBytes() {
        return MemoryWatch.residentBytes(process.pid());
    }

    /** Waits for its end. */
    public int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks it to end, and waits until it has. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Leaves no process behind, whatever happened. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** Reads to the end, so that the process never waits for a reader; an empty line stands for the end. */
    private void readLines() {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.offer(line);
            }
        } catch (IOException gone) {
            // a killed process ends its output in the middle; the empty line below says so
        }
        lines.offer("");
    }
}
