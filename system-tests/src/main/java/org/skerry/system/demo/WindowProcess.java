package org.skerry.system.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.skerry.system.launch.WindowProgram;

/** {@code skerry desktop} in a process of its own, joined to the master of the demo. */
final class WindowProcess implements AutoCloseable {

    private static final String MAIN_CLASS = "org.skerry.slave.SlaveMain";
    private static final String WORD = "desktop";

    private final Process process;

    private WindowProcess(Process process) {
        this.process = process;
    }

    /** Whether there is a screen. Only on Linux there may be none. */
    static boolean isPossible() {
        return !System.getProperty("os.name").equals("Linux") || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    }

    /** Opens the window. */
    static WindowProcess open(String url, Path data, Path log) throws IOException {
        return start(log, url, "--data", data.toString());
    }

    /** Begins to paint the window into a file, with what a search finds and the first record of that. */
    static WindowProcess paint(String url, Path data, Path picture, String search, Path log) throws IOException {
        return start(
                log,
                url,
                "--data",
                data.toString(),
                "--picture",
                picture.toString(),
                "--size",
                "1280x800",
                "--search",
                search);
    }

    private static WindowProcess start(Path log, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(WindowProgram.command(WORD, List.of(MAIN_CLASS, WORD), all));
        return new WindowProcess(builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start());
    }

    /** Waits until somebody has closed it, or the picture is painted; whether all went well. */
    boolean awaitEnd() throws InterruptedException {
        return process.waitFor() == 0;
    }

    /** What it said last. */
    static String lastWords(Path log) throws IOException {
        return Files.readAllLines(log).stream().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
    }

    /** Leaves no process behind, whatever happened. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static boolean isSet(String variable) {
        return !System.getenv().getOrDefault(variable, "").isBlank();
    }
}
