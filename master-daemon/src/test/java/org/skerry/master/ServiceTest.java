package org.skerry.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.master.service.DatagramReceiver;

/** A master in a process of its own, started as systemd starts it. */
@Tag("native")
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private DatagramReceiver manager;
    private Process master;

    @BeforeEach
    void listen() {
        manager = new DatagramReceiver(folder.resolve("notify").toString());
    }

    @AfterEach
    void end() {
        if (master != null) {
            master.destroyForcibly();
        }
        manager.close();
    }

    private void start(String settings) throws IOException {
        Path file = Files.writeString(folder.resolve("master.conf"), settings);
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MasterDaemon.class.getName(),
                "master",
                "--settings",
                file.toString());
        builder.environment().put("NOTIFY_SOCKET", folder.resolve("notify").toString());
        builder.environment().put("WATCHDOG_USEC", "3000000");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(new File(folder.toFile(), "errors"));
        master = builder.start();
    }

    /** What the manager is told until something is among it; each sentence once, in the order of the last time. */
    private List<String> toldUntil(Predicate<List<String>> end) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> told = new ArrayList<>();
        while (!end.test(told)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("only " + told);
            }
            manager.next(PATIENCE).ifPresent(message -> {
                told.remove(message);
                told.add(message);
            });
        }
        return told;
    }

    private List<String> toldUntil(String sentence) {
        return toldUntil(told -> told.contains(sentence));
    }

    private int status() throws InterruptedException {
        assertTrue(master.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return master.exitValue();
    }

    @Test
    void fromTheStartToTheStop() throws Exception {
        start("data = records\nport = 0\nbind = 127.0.0.1\n");

        // Both in any order: the one is said by whoever starts it, the other by the watchdog.
        List<String> starting =
                toldUntil(told -> told.containsAll(List.of("READY=1", "STATUS=No PC connected, 0 records.")));
        assertEquals("STATUS=Starting.", starting.getFirst());
        assertTrue(starting.contains("EXTEND_TIMEOUT_USEC=60000000"), starting.toString());
        toldUntil("WATCHDOG=1");
        toldUntil("WATCHDOG=1");

        master.destroy();

        List<String> stopping =
                toldUntil(told -> told.containsAll(List.of("STOPPING=1", "EXTEND_TIMEOUT_USEC=60000000")));
        assertTrue(stopping.contains("STOPPING=1"), stopping.toString());
        assertEquals(143, status());
    }

    @Test
    void mistakesInTheSettingsAreTold() throws Exception {
        start("port = 0\nprot = 1\n");

        assertEquals(
                "STATUS=%s, line 2: there is no key \"prot\". Did you mean port?"
                        .formatted(folder.resolve("master.conf")),
                toldUntil(told -> told.stream().anyMatch(message -> message.contains("prot")))
                        .getLast());
        assertEquals(2, status());
    }

    @Test
    void whatKeepsItFromStartingIsTold() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            start("data = records\nport = %d\n".formatted(other.getLocalPort()));

            toldUntil(told -> told.stream()
                    .anyMatch(message ->
                            message.startsWith("STATUS=Port %d cannot be used".formatted(other.getLocalPort()))));
            assertEquals(1, status());
        }
    }
}
