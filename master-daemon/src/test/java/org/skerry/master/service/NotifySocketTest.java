package org.skerry.master.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(30)
class NotifySocketTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void reachesAPath() throws InterruptedException {
        String path = folder.resolve("notify 工地").toString();
        try (var receiver = new DatagramReceiver(path)) {
            assertTrue(new NotifySocket(path).send("STATUS=Tórshavn 1"));

            assertEquals(Optional.of("STATUS=Tórshavn 1"), receiver.next(PATIENCE));
        }
    }

    @Test
    void reachesANameThatIsInNoFolder() throws InterruptedException {
        String name = "@skerry/" + UUID.randomUUID();
        try (var receiver = new DatagramReceiver(name)) {
            assertTrue(new NotifySocket(name).send("READY=1"));

            assertEquals(Optional.of("READY=1"), receiver.next(PATIENCE));
        }
    }

    @Test
    void aPathMayBeAsLongAsTheSystemTakes() throws InterruptedException {
        String path = folder + "/" + "x".repeat(107 - folder.toString().length() - 1);
        try (var receiver = new DatagramReceiver(path)) {
            assertTrue(new NotifySocket(path).send("READY=1"));

            assertEquals(Optional.of("READY=1"), receiver.next(PATIENCE));
        }
        assertThrows(IllegalArgumentException.class, () -> new NotifySocket(path + "x"));
    }

    @Test
    void whereNobodyListensNobodyIsTold() throws InterruptedException {
        assertFalse(new NotifySocket(folder.resolve("none").toString()).send("READY=1"));
        assertThrows(IllegalArgumentException.class, () -> new NotifySocket("vsock:2:1234"));
        assertThrows(IllegalArgumentException.class, () -> new NotifySocket("@"));
    }

    /** The queue of a Unix socket has some ten places; systemd restarts itself now and then, and reads nothing meanwhile. */
    @Test
    void aReceiverThatIsBusyIsWaitedFor() throws InterruptedException {
        String path = folder.resolve("notify").toString();
        int messages = 1_000;
        try (var receiver = new DatagramReceiver(path)) {
            Thread sender = Thread.ofPlatform().start(() -> send(new NotifySocket(path), messages));

            List<String> received = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                received.add(receiver.next(PATIENCE).orElseThrow());
            }

            sender.join();
            assertEquals("WATCHDOG=999", received.getLast());
        }
    }

    private static void send(NotifySocket socket, int messages) {
        try {
            for (int i = 0; i < messages; i++) {
                socket.send("WATCHDOG=" + i);
            }
        } catch (InterruptedException nobodyDoesThis) {
            throw new IllegalStateException(nobodyDoesThis);
        }
    }
}
