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

/** Another program of ours in a process of its own, on the class path of this one. */
final class JavaProcess implements AutoCloseable {

    private static final Duration LINE_PATIENCE = Duration.ofSeconds(60);
    private static final int LINES_KEPT = 64;

    private final Path log;
    private final Process process;
    private final PrintWriter input;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES_KEPT);

    /**
     * @param log where its standard error goes
     * @param options for the Java machine
     * @param program the main class and its arguments
     */
    JavaProcess(Path log, List<String> options, List<String> program) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(program);
        this.log = log;
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        this.input = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread.ofVirtual().name("process-output").start(this::readLines);
    }

    /** Writes a line to its standard input. */
    void tell(String line) {
        input.println(line);
    }

    /** The next line of its standard output. */
    String nextLine() throws InterruptedException {
        @Nullable String line = lines.poll(LINE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null || line.isEmpty()) {
            throw new BenchFailed("A process of the benchmark did not do its part; its log was " + log + ".");
        }
        return line;
    }

    /** Waits for its end. */
    int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /** Leaves no process behind, whatever happened. */
    @Override
    public void close() {
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
