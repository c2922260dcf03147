package org.skerry.system.bench.desktop;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.system.launch.WindowProgram;

/** Somebody starts the window twice. */
@Tag("system")
@Timeout(120)
final class TwoWindowsTest {

    @TempDir
    private Path folder;

    @Test
    void theSecondBringsTheFirstToTheFrontAndEnds() throws Exception {
        Path data = folder.resolve("desktop");
        Process first = start(data);
        try (BufferedReader seen = first.inputReader(StandardCharsets.UTF_8)) {
            String opened = seen.readLine();

            Process second = start(data);
            int status = second.waitFor();
            String shown = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String said = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean isFirstAlive = first.isAlive();
            closeWindow(first);

            assertAll(
                    () -> assertEquals("FIRST_FRAME", opened.split(" ")[0]),
                    () -> assertEquals("", shown, "no window of its own"),
                    () -> assertEquals(
                            "Skerry is open already; its window comes to the front.",
                            said.lines().findFirst().orElse("")),
                    () -> assertEquals(0, status),
                    () -> assertTrue(isFirstAlive),
                    () -> assertEquals(0, first.waitFor()),
                    () -> assertEquals(List.of("desktop.json", "identity.pem", "lock"), names(data)));
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    private static Process start(Path data) throws IOException {
        return new ProcessBuilder(WindowProgram.command(
                        "desktop-bench",
                        List.of(Visit.class.getName()),
                        List.of("0", "desktop", "--data", data.toString())))
                .start();
    }

    private static void closeWindow(Process desktop) throws IOException {
        desktop.getOutputStream().write('\n');
        desktop.getOutputStream().flush();
    }

    private static List<String> names(Path data) throws IOException {
        try (var files = Files.list(data)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
