package org.skerry.system.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.master.console.ControlSocket;
import tools.jackson.databind.JsonNode;

/** Where the recovery code of a master in a process of its own is shown, and where not. */
@Tag("system")
@Timeout(120)
class RecoveryTest {

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("master");
    }

    private Path log() {
        return folder.resolve("master.log");
    }

    private Path output() {
        return folder.resolve("output");
    }

    private List<String> master() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.skerry.master.MasterDaemon",
                "master",
                "--bind",
                "127.0.0.1",
                "--port",
                "0",
                "--data",
                data().toString());
    }

    private Process begin(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .redirectOutput(output().toFile())
                .start();
    }

    /** On a terminal that is made for it. */
    private Process beginOnTerminal() throws IOException {
        String command = "exec '%s' 2>>'%s'".formatted(String.join("' '", master()), log());
        return begin(List.of(SCRIPT.toString(), "-qefc", command, "/dev/null"));
    }

    /** What was printed when some text is in it. */
    private List<String> printed(String awaited) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(output()).contains(awaited) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return Files.readAllLines(output());
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().join();
    }

    private String code() throws IOException {
        return Files.readAllLines(data().resolve("recovery-code.txt")).getFirst();
    }

    private String warnings() {
        return ControlSocket.ask(data(), "status").path("warnings").toString();
    }

    @Test
    void aServiceShowsTheCodeToWhoAsksAndNowhereElse() throws Exception {
        String status;
        Process master = begin(master());
        try {
            printed("ready ");
            JsonNode shown = ControlSocket.ask(data(), "recovery");
            assertEquals(code(), shown.path("code").asString());
            assertTrue(warnings().contains("skerry recovery shows it for printing"), warnings());
            status = ControlSocket.ask(data(), "status").toString();
        } finally {
            end(master);
        }

        List<String> printed = Files.readAllLines(output());
        assertEquals(1, printed.size(), printed.toString());
        assertTrue(printed.getFirst().startsWith("ready ws://127.0.0.1:"), printed.toString());
        String records = Files.readString(data().resolve("records.sqlite"), StandardCharsets.ISO_8859_1);
        assertTrue(records.contains("recovery-made"), "the audit is in it");
        String kept = status + Files.readString(log()) + records;
        for (String group : code().split("-")) {
            assertFalse(kept.contains(group), group);
        }
        assertFalse(kept.contains(code().substring(0, 4) + code().substring(6, 10)), "without check digits");
    }

    @Test
    void aDamagedKeyDoesNotStopTheMaster() throws Exception {
        Files.createDirectories(data());
        Files.writeString(data().resolve("recovery.json"), "{\"version\":1");

        Process master = begin(master());
        try {
            printed("ready ");
            assertTrue(warnings().contains("make another code with skerry recovery --new"), warnings());
        } finally {
            end(master);
        }
    }

    @Test
    void onATerminalTheFirstStartShowsItAfterTheAddresses() throws Exception {
        assumeTrue(Files.isExecutable(SCRIPT), "the terminal is made by the program script");

        Process first = beginOnTerminal();
        try {
            List<String> printed = printed("Print it");
            assertTrue(printed.getFirst().startsWith("ready "), printed.toString());
            assertEquals(List.of("", "    " + code(), ""), printed.subList(1, 4));
        } finally {
            end(first);
        }
        Process second = beginOnTerminal();
        try {
            printed("ready ");
            assertTrue(warnings().contains("skerry recovery shows it for printing"), warnings());
        } finally {
            end(second);
        }
        assertFalse(Files.readString(output()).contains(code()));
    }
}
