package org.skerry.system.security;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.system.reliability.MasterProcess;

/** A master is backed up under writing slaves and comes back on another folder, where they go on without a code. */
@Tag("system")
@Timeout(300)
final class BackupTest {

    private static final int ROUNDS = Integer.getInteger("skerry.backup.rounds", 2);
    private static final long SEED = Long.getLong("skerry.backup.seed", System.nanoTime());
    private static final int SLAVES = 2;
    private static final int WRITERS = 3;

    @TempDir
    Path temp;

    private record Done(int status, String output, String errors) {}

    private Done skerry(String... arguments) throws IOException, InterruptedException {
        Process process = begin(arguments);
        process.getOutputStream().close();
        process.waitFor(120, TimeUnit.SECONDS);
        return new Done(process.exitValue(), text("out"), text("err"));
    }

    private String text(String name) throws IOException {
        return Files.readString(temp.resolve(name), StandardCharsets.UTF_8);
    }

    private Process begin(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.skerry.master.MasterDaemon"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(temp.resolve("out").toFile())
                .redirectError(temp.resolve("err").toFile())
                .start();
    }

    /** One that writes records in a row, and changes one of its own again and again. */
    private static final class Writing {
        private final String name;
        private final Storage storage;
        private final AtomicLong acknowledged = new AtomicLong();
        private final Thread thread;

        Writing(String name, Storage storage, AtomicBoolean isOver) {
            this.name = name;
            this.storage = storage;
            this.thread = Thread.startVirtualThread(() -> {
                for (long i = 0; !isOver.get(); i++) {
                    write(i);
                    acknowledged.set(i + 1);
                }
            });
        }

        private void write(long i) {
            storage.put(id(i), JsonText.object().put("n", i));
            storage.put(changing(), JsonText.object().put("n", i));
            if (i % 10 == 0) {
                storage.putAttachment(id(i), "file", new Attachment("x/y", content(i)));
            }
        }

        byte[] content(long i) {
            return (name + i).repeat(1_000).getBytes(StandardCharsets.UTF_8);
        }

        RecordId id(long i) {
            return new RecordId(name + "-" + i);
        }

        RecordId changing() {
            return new RecordId(name);
        }

        /** Fails unless what is there is what was there at one moment between two numbers of acknowledged writes. */
        void check(Storage restored, long least, long most, String which) {
            long n = restored.get(changing()).path("n").asLong();
            assertTrue(
                    n >= least - 1 && n <= most,
                    () -> "%s: %s is at %d, acknowledged were %d to %d".formatted(which, name, n, least, most));
            for (long i = 0; i <= n; i++) {
                assertEquals(i, restored.get(id(i)).path("n").asLong(), which);
            }
            // the record itself is written before the one that changes
            for (long i = n + 2; i < n + 20; i++) {
                RecordId later = id(i);
                assertFalse(isThere(restored, later), () -> which + ": " + later + " is there, and none before");
            }
            for (long i = 0; i < n; i += 10) {
                assertTrue(
                        Arrays.equals(
                                content(i),
                                restored.getAttachment(id(i), "file", ByteRange.ALL)
                                        .bytes()),
                        which);
            }
        }

        private static boolean isThere(Storage storage, RecordId id) {
            try {
                storage.get(id);
                return true;
            } catch (StorageException.NotFound none) {
                return false;
            }
        }
    }

    @Test
    void aMasterComesBackAsItWasAndSlavesGoOnWithoutACode() throws Exception {
        Path data = temp.resolve("data");
        Path file = temp.resolve("b.zip");
        List<Paired> slaves = new ArrayList<>();
        AtomicBoolean isOver = new AtomicBoolean();
        int port;
        String feed;
        Files.createDirectories(data);
        try (MasterProcess master = MasterProcess.startClosed(data)) {
            port = master.address().port();
            List<Writing> writings = new ArrayList<>();
            for (int i = 0; i < SLAVES; i++) {
                Paired slave = Paired.with(Paired.code(master, "writer"), temp.resolve("slave" + i), master.address());
                slaves.add(slave);
                for (int j = 0; j < WRITERS; j++) {
                    writings.add(new Writing("w%d%d".formatted(i, j), slave.storage(), isOver));
                }
            }
            feed = master.status().path("storage").path("feed").asString();
            Files.writeString(
                    temp.resolve("code"),
                    Files.readAllLines(data.resolve("recovery-code.txt")).getFirst());
            awaitWrites(writings, 30);
            for (int round = 0; round < ROUNDS; round++) {
                Files.deleteIfExists(file);
                List<Long> least =
                        writings.stream().map(each -> each.acknowledged.get()).toList();
                Done backup = skerry("backup", file.toString(), "--data", data.toString(), "--json");
                List<Long> most = writings.stream()
                        .map(each -> each.acknowledged.get() + 1)
                        .toList();
                assertEquals(0, backup.status(), backup.errors());
                assertEquals("rw-------", rights(file));
                Path folder = temp.resolve("restored" + round);
                Done restore = skerry(
                        "restore",
                        file.toString(),
                        "--data",
                        folder.toString(),
                        "--code-file",
                        temp.resolve("code").toString());
                assertEquals(0, restore.status(), restore.errors());
                Done verify = skerry("verify", "--data", folder.toString());
                assertEquals(0, verify.status(), verify.output());
                try (Storage restored = LocalStorage.open(folder)) {
                    for (int i = 0; i < writings.size(); i++) {
                        writings.get(i).check(restored, least.get(i), most.get(i), "round " + round);
                    }
                }
            }
            assertEquals(
                    file.toString(),
                    master.status().path("backup").path("last").path("file").asString());
            stopInTheMiddle(master, data);
            isOver.set(true);
            for (Writing writing : writings) {
                writing.thread.join();
            }
        } finally {
            isOver.set(true);
            slaves.forEach(Paired::close);
        }

        try (MasterProcess again = MasterProcess.startClosed(temp.resolve("restored" + (ROUNDS - 1)), port)) {
            for (int i = 0; i < SLAVES; i++) {
                try (Paired slave = Paired.again(temp.resolve("slave" + i), again.address())) {
                    slave.storage().put(new RecordId("after" + i), JsonText.object());
                }
            }
            assertAll(
                    () -> assertNotEquals(
                            feed, again.status().path("storage").path("feed").asString()),
                    () -> assertEquals(
                            2, again.status().path("pairing").path("paired").asInt()));
        }
    }

    private static void awaitWrites(List<Writing> writings, long each) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (writings.stream().anyMatch(writing -> writing.acknowledged.get() < each)) {
            assertTrue(System.nanoTime() < deadline, "nobody writes");
            TimeUnit.MILLISECONDS.sleep(10); // nothing tells
        }
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** At any moment: nothing is left, and the master makes the next one. */
    private void stopInTheMiddle(MasterProcess master, Path data) throws Exception {
        Random random = new Random(SEED);
        Path file = temp.resolve("stopped.zip");
        for (int i = 0; i < 3; i++) {
            Process backup = begin("backup", file.toString(), "--data", data.toString());
            backup.waitFor(300 + random.nextInt(900), TimeUnit.MILLISECONDS);
            backup.destroy();
            backup.waitFor(60, TimeUnit.SECONDS);
            assertFalse(Files.exists(temp.resolve("stopped.zip.part")), "seed " + SEED);
            Files.deleteIfExists(file);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Done next = skerry("backup", file.toString(), "--data", data.toString());
        while (next.status() != 0 && next.errors().contains("being made already") && System.nanoTime() < deadline) {
            next = skerry("backup", file.toString(), "--data", data.toString());
        }
        assertEquals(0, next.status(), next.errors());
        assertFalse(Files.exists(data.resolve("backup.tmp")));
        assertTrue(master.status()
                .path("backup")
                .path("last")
                .path("file")
                .asString()
                .endsWith("stopped.zip"));
    }
}
