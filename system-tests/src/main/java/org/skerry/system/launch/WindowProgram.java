package org.skerry.system.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How to start the window as a process: by the launcher that started us, or without one on our own class path. */
public final class WindowProgram {

    /** As the launcher has them. */
    private static final List<String> OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx512m");

    /** Set by the launcher, to its own path. */
    private static final String LAUNCHER = "SKERRY_LAUNCHER";

    private WindowProgram() {}

    /**
     * The command line.
     *
     * @param word the launcher's, for this program
     * @param main the main class with what comes before the arguments
     */
    public static List<String> command(String word, List<String> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        @Nullable String launcher = System.getenv(LAUNCHER);
        if (launcher == null) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(OPTIONS);
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.addAll(main);
        } else {
            command.addAll(List.of(launcher, word));
        }
        command.addAll(arguments);
        return command;
    }
}
