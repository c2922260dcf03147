package org.skerry.master.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.Stopping;

/** Backups on a disk of 4 MB, in memory; only root may mount one, and only on Linux. */
@Timeout(120)
final class BackupDiskFullTest {

    @TempDir
    Path temp;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(temp.resolve("disk"));
        assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
                "mounting needs root on Linux");
    }

    @AfterEach
    void unmount() throws Exception {
        runs("umount", "-l", disk.toString());
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    private static MadeBackup add(BackedUp master, BackupFolder folder, int minute) throws IOException {
        return folder.add(
                ZonedDateTime.of(2026, 11, 29, 2, minute, 0, 0, ZoneOffset.UTC),
                (out, room) -> master.maker(Clock.systemUTC()).write(out, false, room, Stopping.NEVER));
    }

    @Test
    void whereTheSpaceDoesNotSufficeTheOlderOnesAreKeptAndNothingHalfIsLeft() throws IOException {
        try (BackedUp master = new BackedUp(temp.resolve("data"))) {
            BackupFolder folder = new BackupFolder(master.data, Optional.of(disk));
            add(master, folder, 1);
            assertEquals(Optional.of(true), folder.isElsewhere());
            Files.write(disk.resolve("filler"), new byte[3_500_000]);
            Set<String> before = BackedUp.names(disk);

            String sentence = assertThrows(StorageException.Full.class, () -> add(master, folder, 2))
                    .getMessage();

            assertTrue(
                    sentence.startsWith("There is not enough space in %s for another one".formatted(disk)), sentence);
            assertEquals(before, BackedUp.names(disk));
            Files.delete(disk.resolve("filler"));
            add(master, folder, 3);
            master.storage.put(new RecordId("after"), JsonText.object());
        }
    }

    @Test
    void aDiskThatIsFullInTheMiddleLeavesNothingHalf() throws IOException {
        try (BackedUp master = new BackedUp(temp.resolve("data"))) {
            BackupFolder folder = new BackupFolder(master.data, Optional.of(disk));

            assertThrows(
                    StorageException.Full.class,
                    () -> folder.add(ZonedDateTime.of(2026, 11, 29, 2, 30, 0, 0, ZoneOffset.UTC), (out, _) -> {
                        fill(out);
                        throw new AssertionError("there was space");
                    }));

            assertEquals(Set.of(), BackedUp.names(disk));
        }
    }

    @Test
    void aDiskThatIsTooSmallForWhatIsRestoredIsSaidToBe() throws IOException {
        Path file = temp.resolve("b.zip");
        try (BackedUp master = new BackedUp(temp.resolve("data"))) {
            byte[] large = new byte[5_000_000];
            new Random(1).nextBytes(large);
            master.storage.putAttachment(new RecordId("r2"), "large", new Attachment("x/y", large));
            master.backup(file, false);
        }
        Path data = disk.resolve("data");

        String sentence = assertThrows(
                        StorageException.Full.class, () -> Restore.of(file, data, Optional.empty(), Stopping.NEVER))
                .getMessage();

        assertEquals("There is no room for the records on the disk of %s.".formatted(data), sentence);
        assertEquals(Set.of(), BackedUp.names(disk));
    }

    private static void fill(OutputStream out) throws IOException {
        for (int i = 0; i < 10; i++) {
            out.write(new byte[1_000_000]);
        }
    }
}
