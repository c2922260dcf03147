package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;

/** What SQLite forgets of a damaged write-ahead log is told. */
@Timeout(300)
final class WalCheckTest {

    private static final int TRIALS = Integer.getInteger("skerry.rot.trials", 60);
    private static final long SEED = Long.getLong("skerry.rot.seed", System.nanoTime());
    private static final int RECORDS = 40;

    @TempDir
    Path temp;

    /** A folder as a killed program has left it: all writes are in the log. */
    private Path killed() throws IOException {
        Path living = temp.resolve("living");
        Path folder = Files.createDirectory(temp.resolve("killed"));
        try (LocalStorage storage = LocalStorage.open(living)) {
            for (int i = 0; i < RECORDS; i++) {
                storage.put(new RecordId("r" + i), JsonText.object().put("n", i).put("t", "x".repeat(300)));
            }
            for (String name : List.of("records.sqlite", "records.sqlite-wal", AuditChain.KEY_FILE)) {
                Files.copy(living.resolve(name), folder.resolve(name));
            }
        }
        return folder;
    }

    private static long count(Path folder, List<String> damages) {
        try (LocalStorage storage = LocalStorage.open(folder)) {
            damages.addAll(storage.damages());
            return storage.count();
        }
    }

    private Path copy(Path folder) throws IOException {
        Path copy = Files.createDirectory(temp.resolve("copy"));
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    @Test
    void aLogThatIsWholeIsTakenWithoutAWord() throws Exception {
        List<String> damages = new ArrayList<>();

        assertEquals(RECORDS, count(killed(), damages));

        assertEquals(List.of(), damages);
    }

    @Test
    void aLogWhoseEndWasNotWrittenIsTakenWithoutAWord() throws Exception {
        Path killed = killed();
        long size = Files.size(killed.resolve("records.sqlite-wal"));
        Random random = new Random(SEED);
        for (int trial = 0; trial < 20; trial++) {
            Path folder = copy(killed);
            try (RandomAccessFile log =
                    new RandomAccessFile(folder.resolve("records.sqlite-wal").toFile(), "rw")) {
                log.setLength(32 + (long) (random.nextDouble() * (size - 32)));
            }
            List<String> damages = new ArrayList<>();

            assertTrue(count(folder, damages) <= RECORDS);

            assertEquals(List.of(), damages, "seed " + SEED + ", trial " + trial);
            DurableFiles.deleteTree(folder);
        }
    }

    @Test
    void noFlippedBitLosesAnAcknowledgedChangeWithoutAWord() throws Exception {
        Path killed = killed();
        long bits = Files.size(killed.resolve("records.sqlite-wal")) * 8;
        Random random = new Random(SEED);
        int lost = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Path folder = copy(killed);
            // the header of the log and that of its last frame, too, which are small
            long bit = trial < 20 ? random.nextInt(32 * 8) : (long) (random.nextDouble() * bits);
            bit = trial >= 20 && trial < 40 ? bits - 8L * (4_096 + 24) + random.nextInt(24 * 8) : bit;
            flip(folder.resolve("records.sqlite-wal"), bit);
            List<String> damages = new ArrayList<>();
            String which = "seed %d, bit %d of %d".formatted(SEED, bit, bits);

            long count = count(folder, damages);

            assertTrue(count == RECORDS || !damages.isEmpty(), () -> which + ": " + count + " records");
            if (count < RECORDS) {
                lost++;
                assertTrue(Files.exists(folder.resolve("records.sqlite-wal.damaged")), which);
            }
            DurableFiles.deleteTree(folder);
        }
        assertTrue(lost > TRIALS / 4, "else nothing was tried: " + lost);
    }

    @Test
    void whoeverFollowedTheFeedBeginsAnewAfterALoss() throws Exception {
        Path killed = killed();
        Path folder = copy(killed);
        String before = feed(folder);
        DurableFiles.deleteTree(folder);
        copy(killed);
        flip(folder.resolve("records.sqlite-wal"), 8L * (32 + 10 * (4_096 + 24) + 100));

        String after = feed(folder);

        assertNotEquals(before, after, "sequences are given a second time");
        assertEquals(after, feed(folder));
    }

    private static String feed(Path folder) {
        try (LocalStorage storage = LocalStorage.open(folder)) {
            return storage.feed().id();
        }
    }

    @Test
    void aFolderThatIsLookedThroughAndABackupOfItTellTheSame() throws Exception {
        Path folder = killed();
        flip(folder.resolve("records.sqlite-wal"), 8L * (32 + 10 * (4_096 + 24) + 100));

        List<String> looked = FolderCheck.of(folder, false, Stopping.NEVER).damages();
        assertFalse(Files.exists(folder.resolve("records.sqlite-wal.damaged")), "nothing is changed");
        assertTrue(looked.getFirst().startsWith("The write-ahead log is damaged"), looked.toString());
        try (DataFolder held = DataFolder.hold(folder);
                Snapshot snapshot = Snapshot.of(held, temp.resolve("place"), Stopping.NEVER)) {
            assertTrue(
                    snapshot.facts().damages().getFirst().startsWith("The write-ahead log is damaged"),
                    snapshot.facts().damages().toString());
        }
    }

    @Test
    void aLogUnderWritersIsFoundWhole() throws Exception {
        Path living = temp.resolve("living");
        try (LocalStorage storage = LocalStorage.open(living)) {
            AtomicBoolean isOver = new AtomicBoolean();
            Thread writer = Thread.startVirtualThread(() -> {
                for (int i = 0; !isOver.get(); i++) {
                    storage.put(new RecordId("r" + i), JsonText.object().put("t", "x".repeat(2_000)));
                }
            });
            for (int i = 0; i < 200; i++) {
                assertEquals(Optional.empty(), WalCheck.now(living.resolve("records.sqlite")));
            }
            isOver.set(true);
            writer.join();
        }
    }

    private static void flip(Path file, long bit) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bit / 8);
            int old = bytes.read();
            bytes.seek(bit / 8);
            bytes.write(old ^ (1 << (bit % 8)));
        }
    }
}
