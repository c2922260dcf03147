package org.skerry.jio.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;

/** The records of a data folder as they were at one moment, in a file of their own, and the contents that they refer to. */
public final class Snapshot implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Snapshot.class.getName());

    /** How its files are called; what a killed program has left of them is deleted. */
    private static final String PREFIX = "snapshot-";

    private static final long LOOK_MILLIS = 100;

    private final Path data;
    private final Path file;
    private final AttachmentFiles.Hold contents;
    private final SnapshotFacts facts;

    private Snapshot(Path data, Path file, AttachmentFiles.Hold contents, SnapshotFacts facts) {
        this.data = data;
        this.file = file;
        this.contents = contents;
        this.facts = facts;
    }

    /**
     * That of a folder whose storage is not open anywhere.
     *
     * @param folder held by the caller until this is closed
     * @throws StorageException.NotFound if there are no records
     */
    public static Snapshot of(DataFolder folder, Path place, Stopping stopping) {
        Optional<String> lost = WalCheck.of(folder.path().resolve(LocalStorage.RECORDS_FILE));
        Snapshot made = of(folder.path(), place, () -> {}, stopping);
        return lost.map(made::damaged).orElse(made);
    }

    private Snapshot damaged(String sentence) {
        List<String> damages = new ArrayList<>(facts.damages());
        damages.add(sentence);
        return new Snapshot(
                data,
                file,
                contents,
                new SnapshotFacts(
                        facts.feed(), facts.sequence(), facts.records(), facts.contents(), damages, facts.older()));
    }

    /** @param contents closed with this, if this is made */
    static Snapshot of(Path data, Path place, AttachmentFiles.Hold contents, Stopping stopping) {
        RecordDatabase database = RecordDatabase.existing(data);
        Path file = place.resolve(PREFIX + UUID.randomUUID());
        try {
            DurableFiles.createFolders(place);
            deleteLeftovers(place);
            if (!DiskReserve.hasRoom(
                    place, data.resolve(LocalStorage.RECORDS_FILE).toFile().length())) {
                throw new StorageException.Full(
                        "There is no room for a copy of the records on the disk of %s, which a backup needs for a while."
                                .formatted(data));
            }
            DurableFiles.createForOwner(file);
            copy(database, data, file, stopping);
            stopping.check("looking through the copy");
            return new Snapshot(data, file, contents, SnapshotFacts.of(file, stopping));
        } catch (IOException | SQLException | RuntimeException failed) {
            deleteWithFolder(file);
            throw failed instanceof SQLException sql
                    ? SqlFailures.of(sql)
                    : failed instanceof IOException io
                            ? FileFailures.failure("The records could not be copied to %s.".formatted(place), io)
                            : (RuntimeException) failed;
        }
    }

    private static void deleteLeftovers(Path place) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(place, PREFIX + "*")) {
            left.forEach(Snapshot::delete);
        }
    }

    /**
     * As SQLite does it: in one read transaction, which holds nobody up, and without the space that removed records have left.
     * A damaged file cannot be gone through that way, and says so in many ways; its pages are copied as they are.
     */
    private static void copy(RecordDatabase database, Path data, Path file, Stopping stopping) throws SQLException {
        long expected = data.resolve(LocalStorage.RECORDS_FILE).toFile().length();
        CountDownLatch done = new CountDownLatch(1);
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement()) {
            Stopped stopped = new Stopped();
            Thread watch = Thread.ofVirtual()
                    .name("snapshot-progress")
                    .start(() -> watch(statement, file, expected, stopping, done, stopped));
            try {
                statement.execute("vacuum into '%s'".formatted(file.toString().replace("'", "''")));
            } catch (SQLException failed) {
                if (stopped.why != null) {
                    throw stopped.why;
                }
                delete(file);
                if (SqlFailures.isFull(failed) && !hasRoom(file, expected)) { // a damaged file says so, too
                    throw failed;
                }
                LOG.log(
                        Level.WARNING,
                        "The records could not be copied one by one; their file is copied as it is",
                        failed);
                copyPages(database, file);
            } finally {
                done.countDown();
                watch.join();
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("The backup was stopped.", cancelled);
        }
    }

    private static boolean hasRoom(Path file, long bytes) {
        try {
            return DiskReserve.hasRoom(file.toAbsolutePath().getParent(), bytes);
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Why it was stopped; volatile, because another thread than that which copies says so. */
    private static final class Stopped {
        private volatile @Nullable RuntimeException why;
    }

    private static void watch(
            Statement copying, Path file, long expected, Stopping stopping, CountDownLatch done, Stopped stopped) {
        try {
            while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                sync(file);
                stopping.check("copying the records", file.toFile().length(), expected);
            }
        } catch (RuntimeException stop) {
            stopped.why = stop;
            cancel(copying, done);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** Bit by bit: else the next sync of a writer would wait for all of it. */
    private static void sync(Path file) {
        try {
            DurableFiles.syncFile(file);
        } catch (IOException unsynced) {
            LOG.log(Level.DEBUG, "The copy could not be synced meanwhile", unsynced);
        }
    }

    /** Until it has ended: a statement that has not begun yet is not cancelled. */
    private static void cancel(Statement copying, CountDownLatch done) {
        try {
            do {
                copying.cancel();
            } while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (SQLException ended) {
            LOG.log(Level.DEBUG, "The copy had ended", ended);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copyPages(RecordDatabase database, Path file) throws SQLException {
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("backup to '%s'".formatted(file.toString().replace("'", "''")));
        }
    }

    /** The SQLite file with all records. */
    public Path database() {
        return file;
    }

    /** A file beside it that is not there yet, for what does not fit into memory; whoever makes it deletes it. */
    public Path scratch(String name) {
        return file.resolveSibling("%s.%s".formatted(file.getFileName(), name));
    }

    /** What is in it. */
    public SnapshotFacts facts() {
        return facts;
    }

    /** The SHA-256 of all contents that a record has now, and not only an older version; reads all attachments each time. */
    public List<String> present() {
        return facts.present(file);
    }

    /**
     * The file of a content. It stays, and stays as it is, until this is closed.
     *
     * @param sha256 one of {@link SnapshotFacts#contents}
     */
    public Path content(String sha256) {
        return AttachmentFiles.file(data.resolve(AttachmentFiles.FOLDER), sha256);
    }

    @Override
    public void close() {
        contents.close();
        deleteWithFolder(file);
    }

    private static void deleteWithFolder(Path file) {
        delete(file);
        try {
            Files.deleteIfExists(file.getParent());
        } catch (IOException notEmpty) {
            LOG.log(Level.DEBUG, "The folder of snapshots stays", notEmpty);
        }
    }

    private static void delete(Path file) {
        for (String end : List.of("", "-journal", "-wal", "-shm")) {
            try {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
            } catch (IOException stays) {
                LOG.log(Level.DEBUG, "A snapshot stays until the next is made", stays);
            }
        }
    }
}
