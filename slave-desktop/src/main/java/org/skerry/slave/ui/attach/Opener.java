package org.skerry.slave.ui.attach;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Hands a file to the program that the system has for it. */
public interface Opener {

    /** @throws IOException if the system cannot be asked */
    void open(Path file) throws IOException;

    /** As this system does it; without a shell, so that no name is a command. */
    static Opener ofSystem() {
        return file -> new ProcessBuilder(command(System.getProperty("os.name"), file.toAbsolutePath()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What starts it. */
    static List<String> command(String system, Path file) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", file.toString());
        }
        return List.of(name.startsWith("mac") ? "/usr/bin/open" : "xdg-open", file.toString());
    }
}
