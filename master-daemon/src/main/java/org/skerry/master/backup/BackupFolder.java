package org.skerry.master.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.Stopping;

/** The folder of the backups that a master makes by itself. */
final class BackupFolder {

    private static final Logger LOG = System.getLogger(BackupFolder.class.getName());

    /** Its name in the data folder, where no other is wanted. */
    static final String USUAL = "backups";

    private static final String UNFINISHED = ".part";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'skerry-'uuuu-MM-dd-HHmmss'.zip'", Locale.ROOT);

    /** So much stays free, or a tenth of a small disk: a full disk would stop those who write. */
    private static final long RESERVE_BYTES = 1_000_000_000;

    private final Path data;
    private final Path path;
    private final boolean isUsual;

    BackupFolder(Path data, Optional<Path> wanted) {
        this.data = data;
        this.path = wanted.orElse(data.resolve(USUAL));
        this.isUsual = wanted.isEmpty();
    }

    Path path() {
        return path;
    }

    /** Whether it is on another disk than the data; empty if nobody can tell. */
    Optional<Boolean> isElsewhere() {
        return isUsual ? Optional.of(false) : Disks.areDifferent(data, path);
    }

    /** Makes a backup. */
    interface Making {
        BackupMaker.Made make(OutputStream out, BackupMaker.Room room) throws IOException;
    }

    /**
     * Adds one; whatever happens, it is there as a whole or not at all.
     *
     * @throws StorageException with a plain sentence
     */
    MadeBackup add(ZonedDateTime now, Making making) throws IOException {
        ensureThere();
        deleteUnfinished();
        Path file = path.resolve(NAME.format(now));
        Path part = path.resolve(file.getFileName() + UNFINISHED);
        try {
            BackupMaker.Made made;
            try (OutputStream out =
                    new SyncedOutput(FileChannel.open(DurableFiles.createForOwner(part), StandardOpenOption.WRITE))) {
                made = making.make(out, this::requireRoom);
            }
            BackupFile.soundness(part, Stopping.NEVER).ifPresent(damage -> {
                throw new StorageException.Failed(
                        "What was written to %s is not what can be read there; check the disk.".formatted(path));
            });
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncFolder(path);
            return new MadeBackup(
                    made.time(), file.toString(), made.bytes(), made.records(), true, isElsewhere(), made.isGood());
        } catch (IOException failed) {
            if (Disks.isFull(path, failed)) {
                throw new StorageException.Full(
                        "There is no space left in %s; the older backups are kept.".formatted(path), failed);
            }
            throw failed;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Deletes what a killed master has left; only while no backup is made. */
    void tidy() {
        try {
            if (Files.isDirectory(path)) {
                deleteUnfinished();
            }
        } catch (IOException stays) {
            LOG.log(Level.WARNING, "An unfinished backup cannot be deleted: {0}", stays.getMessage());
        }
    }

    /** Another one is never made: a disk that is not connected would be taken for an empty one. */
    private void ensureThere() throws IOException {
        if (isUsual) {
            DurableFiles.createFolders(path);
        }
        trouble().ifPresent(why -> {
            throw new StorageException.Failed(why);
        });
    }

    /** Why no backup could be made in a folder that somebody wants, as it is now. */
    Optional<String> trouble() {
        return isUsual || Files.isDirectory(path) && Files.isWritable(path)
                ? Optional.empty()
                : Optional.of(
                        "The folder for backups, %s, is not there, or not to be written to; is its disk connected?"
                                .formatted(path));
    }

    private void deleteUnfinished() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(path, "skerry-*.zip" + UNFINISHED)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (DirectoryIteratorException pulled) {
            throw pulled.getCause();
        }
    }

    private void requireRoom(long bytes) {
        try {
            FileStore disk = Files.getFileStore(path);
            long free = disk.getUsableSpace();
            if (free - bytes < Math.min(RESERVE_BYTES, disk.getTotalSpace() / 10)) {
                throw new StorageException.Full(
                        "There is not enough space in %s for another one: about %,d MB are needed, %,d MB are free. The older ones are kept; free some space, or let backup-folder name a folder on another disk."
                                .formatted(path, bytes / 1_000_000 + 1, free / 1_000_000));
            }
        } catch (IOException unknown) {
            LOG.log(Level.DEBUG, "Nobody knows how much space there is", unknown);
        }
    }

    /** Those that the master made by itself and that are here as they were made, by name and size. */
    List<MadeBackup> present(List<MadeBackup> all) {
        return all.stream()
                .filter(MadeBackup::isAutomatic)
                .filter(backup -> path.equals(Path.of(backup.file()).getParent()))
                .filter(backup -> Path.of(backup.file()).toFile().length() == backup.bytes())
                .toList();
    }

    /** Returns those that are gone. */
    List<MadeBackup> delete(List<MadeBackup> doomed) {
        List<MadeBackup> gone = new ArrayList<>();
        for (MadeBackup backup : doomed) {
            try {
                Files.deleteIfExists(Path.of(backup.file()));
                gone.add(backup);
            } catch (IOException stays) {
                LOG.log(Level.WARNING, "An old backup cannot be deleted: {0}", stays.getMessage());
            }
        }
        return gone;
    }
}
