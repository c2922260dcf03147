package org.skerry.master.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.Stopping;

/** Of a master whose folder of attachments is gone. */
@Timeout(120)
final class LostContentsTest {

    private static final int CONTENTS = 40;

    @TempDir
    Path temp;

    private BackedUp master;

    @BeforeEach
    void open() throws IOException {
        master = new BackedUp(temp.resolve("data"));
        for (int i = 1; i < CONTENTS; i++) { // one is there already
            master.storage.putAttachment(
                    new RecordId("r2"), "a" + i, new Attachment("x/y", new byte[] {(byte) i, (byte) i}));
        }
        DurableFiles.deleteTree(master.data.resolve("blobs"));
    }

    @AfterEach
    void close() {
        master.close();
    }

    private static Stopping after(int calls, String what, Runnable action) {
        AtomicInteger seen = new AtomicInteger();
        return (now, _, _) -> {
            if (now.equals(what) && seen.incrementAndGet() == calls) {
                action.run();
            }
        };
    }

    private static void stop() {
        throw new StorageException.Unreachable("Stopped.");
    }

    @Test
    void whileTheyAreLookedForABackupCanBeStopped() {
        Stopping stopping = after(CONTENTS, "writing the backup", LostContentsTest::stop);

        assertThrows(
                StorageException.Unreachable.class,
                () -> master.maker(Clock.systemUTC()).write(OutputStream.nullOutputStream(), false, stopping));
    }

    @Test
    void whileTheyAreLookedForAnExportCanBeStopped() {
        Stopping stopping = after(CONTENTS, "writing the attachments", LostContentsTest::stop);

        assertThrows(
                StorageException.Unreachable.class,
                () -> master.maker(Clock.systemUTC()).export(OutputStream.nullOutputStream(), stopping));
    }

    @Test
    void theRecordsAreAskedOnceWhichOfThemTheyHave() throws IOException {
        for (int i = 1; i < CONTENTS; i++) {
            master.storage.removeAttachment(new RecordId("r2"), "a" + i);
        }
        Stopping stopping = after(CONTENTS / 2, "writing the backup", this::loseTheCopy);

        BackupMaker.Made made = master.maker(Clock.systemUTC()).write(OutputStream.nullOutputStream(), false, stopping);

        assertEquals(
                List.of(1, CONTENTS - 1),
                List.of(made.damages().size(), made.older().size()));
    }

    /** Whoever asks it again hears nothing. */
    private void loseTheCopy() {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(master.data.resolve("backup.tmp"), "snapshot-*")) {
            for (Path copy : copies) {
                if (!copy.toString().endsWith("sums")) {
                    Files.write(copy, new byte[0]);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
