package org.skerry.slave.ui.attach;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Hands a file to the program that the system has for it. */
public interface Opener {

    /** What finds no program says so by then. */
    Duration PATIENCE = Duration.ofSeconds(2);

    /** @throws IOException if the system cannot be asked, or has no program for it */
    void open(Path file) throws IOException, InterruptedException;

    /** As this system does it; without a shell, so that no name is a command. */
    static Opener ofSystem() {
        String windows = System.getenv().getOrDefault("SystemRoot", "C:\\Windows");
        return file -> run(command(System.getProperty("os.name"), windows, file.toAbsolutePath()));
    }

    /** Some of these end at once, others when the program that they have started ends. */
    static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor(PATIENCE) && process.exitValue() != 0) {
            throw new IOException("%s ended with status %d".formatted(command.getFirst(), process.exitValue()));
        }
    }

    /**
     * What starts it.
     *
     * @param windows the folder of that system: a program of the same name elsewhere is another one
     */
    static List<String> command(String system, String windows, Path file) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return List.of(windows + "\\System32\\rundll32.exe", "url.dll,FileProtocolHandler", file.toString());
        }
        return List.of(name.startsWith("mac") ? "/usr/bin/open" : "xdg-open", file.toString());
    }
}
