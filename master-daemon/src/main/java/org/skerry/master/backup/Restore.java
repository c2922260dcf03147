package org.skerry.master.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.DataFolder;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.RestoredRecords;
import org.skerry.jio.local.SnapshotFacts;
import org.skerry.jio.local.Stopping;
import org.skerry.master.recovery.Recovery;
import org.skerry.master.recovery.RecoverySecret;

/**
 * Makes a data folder of a backup, which is locked meanwhile. All is put into a folder of its own in there, looked through and
 * synced, before it is moved to its place; from the beginning until the last is moved, that folder says that nothing here is
 * finished.
 */
public final class Restore {

    private static final String PLACE = ".skerry-restoring";

    /** With it, the master that comes back is the one that was. */
    private static final String IDENTITY = "identity.pem";

    private final Path data;
    private final Path place;
    private final Taking taking;
    private final Stopping stopping;

    /**
     * Whether a restore was cut short here: what it has not moved is missing, so the folder that says so never goes before the
     * end.
     */
    private final boolean wasBegun;

    /** From then on it is not undone. */
    private boolean isMoving;

    private Restore(Path data, Taking taking, Stopping stopping) {
        this.data = data;
        this.taking = taking;
        this.place = data.resolve(PLACE);
        this.stopping = stopping;
        this.wasBegun = Files.exists(place);
    }

    /** What is taken of a backup that is not as it was written. */
    public enum Taking {
        NOTHING,

        /** What is whole: what is not becomes damage that the master names, never wrong data. */
        WHAT_IS_WHOLE
    }

    /**
     * What came back.
     *
     * @param records how many came back whole
     * @param isSameMaster whether paired PCs know it
     * @param settings the file with the settings that the master had, for the keeper to look at
     * @param isFileDamaged whether the backup was not as it was written
     * @param damages what did not come back whole, in a plain sentence each: damaged in the backup, or already before it was
     *     made
     */
    public record Restored(
            BackupHead head,
            long records,
            boolean isSameMaster,
            Optional<Path> settings,
            boolean isFileDamaged,
            List<String> damages) {
        public Restored {
            damages = List.copyOf(damages);
        }
    }

    /**
     * @throws StorageException.Failed if a restore was begun in a folder and not finished
     */
    public static void requireFinished(Path data) {
        if (Files.exists(data.resolve(PLACE))) {
            throw new StorageException.Failed(
                    "In the folder %s a restore was begun and not finished; type skerry restore again, or delete the folder."
                            .formatted(data));
        }
    }

    /**
     * @throws StorageException.Conflict if there is anything in the folder, or a master works on it
     */
    public static void requireEmpty(Path data) {
        if (Files.exists(data.resolve(PLACE)) || Files.notExists(data)) {
            return; // what is there besides was moved by a restore that was cut short: no master starts there
        }
        try (Stream<Path> files = Files.list(data)) {
            if (files.findAny().isPresent()) {
                throw new StorageException.Conflict(
                        "The data folder %s is not empty, and nothing in it is overwritten. Stop its master, move the folder away (mv %s %s), and type this again; or give another --data."
                                .formatted(data, ShellWord.of(data), ShellWord.of(old(data))));
            }
        } catch (IOException unreadable) {
            throw new StorageException.Failed(
                    "The data folder %s cannot be used; check its rights.".formatted(data), unreadable);
        }
    }

    /**
     * @param data the folder, which is empty or not there
     * @param secret opens the identity; without it the records get a new master
     * @throws StorageException with a plain sentence; then the folder is as it was
     */
    public static Restored of(Path file, Path data, Optional<RecoverySecret> secret, Stopping stopping) {
        return of(file, data, secret, Taking.NOTHING, stopping);
    }

    /** The same of a backup that may be damaged. */
    public static Restored of(Path file, Path data, Optional<RecoverySecret> secret, Taking taking, Stopping stopping) {
        requireEmpty(data);
        boolean isNew = Files.notExists(data);
        try (BackupFile backup = BackupFile.open(file);
                DataFolder held = DataFolder.hold(data)) {
            return new Restore(held.path(), taking, stopping).runOrUndo(file, backup, secret, isNew);
        }
    }

    private Restored runOrUndo(Path file, BackupFile backup, Optional<RecoverySecret> secret, boolean isNew) {
        try {
            guard();
            Optional<String> damage = BackupFile.soundness(file, stopping);
            if (damage.isPresent() && taking == Taking.NOTHING && !isReadMeOnly(backup)) {
                throw new StorageException.BadRequest(
                        "%s Nothing was restored; take another backup. Where there is none, --damaged-too restores everything that is whole and names what is not, as skerry verify does."
                                .formatted(damage.get()));
            }
            return run(backup, secret);
        } catch (IOException failed) {
            StorageException told = failure(data, failed);
            undo(isNew);
            throw told;
        } catch (RuntimeException failed) { // whatever it is, nothing half restored stays
            undo(isNew);
            throw failed;
        }
    }

    private boolean isReadMeOnly(BackupFile backup) throws IOException {
        List<String> changed = new ArrayList<>();
        backup.read(Optional.empty(), _ -> OutputStream.nullOutputStream(), changed, stopping);
        return Salvage.isReadMeOnly(changed);
    }

    private static StorageException failure(Path data, IOException disk) {
        String reason = String.valueOf(disk.getMessage());
        return Disks.isFull(data, disk)
                ? new StorageException.Full("There is no room for the records on the disk of %s.".formatted(data), disk)
                : new StorageException.Failed("%s could not be restored: %s.".formatted(data, reason), disk);
    }

    /** Before the backup is read, which takes minutes: no master starts here meanwhile. */
    private void guard() throws IOException {
        DurableFiles.createFolders(place);
        DurableFiles.syncFolder(data);
    }

    private Restored run(BackupFile backup, Optional<RecoverySecret> secret) throws IOException {
        Map<String, byte[]> identity = secret.map(backup::identity).orElse(Map.of());
        if (backup.head().recordsKey().isPresent() && secret.isEmpty()) {
            throw new StorageException.BadRequest(
                    "The records in this backup are encrypted, too; they can be restored with the recovery code only.");
        }
        Optional<byte[]> key =
                backup.head().recordsKey().isPresent() ? secret.map(backup::recordsKey) : Optional.empty();
        empty();
        for (Map.Entry<String, byte[]> part : identity.entrySet()) {
            boolean isSettings = part.getKey().equals(IdentityFiles.SETTINGS);
            DurableFiles.replace(
                    place.resolve(isSettings ? IdentityFiles.SETTINGS + ".restored" : part.getKey()), part.getValue());
        }
        secret.ifPresent(given -> Recovery.takeIn(place, given, Instant.now()));
        List<String> changed = new ArrayList<>();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        backup.read(key, name -> begin(name, told), changed, stopping);
        boolean isFileDamaged = !changed.isEmpty() && !Salvage.isReadMeOnly(changed);
        if (isFileDamaged && taking == Taking.NOTHING) {
            throw new StorageException.BadRequest("The backup is not as it was written, and nothing was restored. %s"
                    .formatted(String.join(" ", changed)));
        }
        Set<String> damages = new LinkedHashSet<>();
        if (isFileDamaged) {
            Salvage.dropDamagedContents(place, stopping);
            changed.stream()
                    .filter(damage -> !Parts.isContent(damage))
                    .forEach(damages::add); // those are told as missing
        }
        told.toString(StandardCharsets.UTF_8).lines().forEach(damages::add);
        long records = look(backup.head(), isFileDamaged, damages);
        boolean isSameMaster = identity.containsKey(IDENTITY);
        String damaged = damages.isEmpty()
                ? ""
                : "; damaged %s it: %,d".formatted(isFileDamaged ? "in" : "already in", damages.size());
        beginRecords(
                "From the backup of %s%s%s."
                        .formatted(backup.head().made(), isSameMaster ? "" : ", the records only", damaged),
                isFileDamaged);
        finish();
        Path settings = data.resolve(IdentityFiles.SETTINGS + ".restored");
        return new Restored(
                backup.head(),
                records,
                isSameMaster,
                Files.exists(settings) ? Optional.of(settings) : Optional.empty(),
                isFileDamaged,
                List.copyOf(damages));
    }

    private void beginRecords(String sentence, boolean isFileDamaged) {
        try {
            if (isFileDamaged) {
                RestoredRecords.findAll(place);
            }
            RestoredRecords.begin(place, sentence);
            if (isFileDamaged) {
                LocalStorage.open(place).close(); // else a master might not start on what is said to be restored
            }
        } catch (StorageException.Failed unusable) { // what could be read cannot be written to
            throw new StorageException.BadRequest(
                    "The records in the backup cannot be used, so nothing was restored; take an older one. %s"
                            .formatted(unusable.getMessage()),
                    unusable);
        }
    }

    /** Deletes what is in the place, and never the place. */
    private void empty() throws IOException {
        try (Stream<Path> parts = Files.list(place)) {
            for (Path part : parts.toList()) {
                DurableFiles.deleteTree(part);
            }
        }
    }

    /** Finds what is damaged and comes back so: all else is of use. Says how many records are whole. */
    private long look(BackupHead head, boolean isFileDamaged, Set<String> damages) {
        Path records = place.resolve(LocalStorage.RECORDS_FILE);
        if (records.toFile().length() == 0) { // SQLite would take it for new records
            throw new StorageException.BadRequest(
                    "The records in the backup are missing, so nothing was restored; take an older one.");
        }
        try {
            SnapshotFacts facts = RestoredRecords.facts(records, stopping);
            damages.addAll(facts.damages());
            if (isFileDamaged) {
                damages.addAll(Salvage.missingRecords(head, facts));
            }
            facts.contents().stream()
                    .filter(content -> Files.notExists(place.resolve(Parts.content(content))))
                    .forEach(content -> damages.add(Parts.missing(content)));
            return facts.records();
        } catch (StorageException.Failed unreadable) {
            throw new StorageException.BadRequest(
                    "The records in the backup cannot be read, so nothing was restored; take an older one. %s"
                            .formatted(unreadable.getMessage()),
                    unreadable);
        }
    }

    private OutputStream begin(String name, OutputStream told) throws IOException {
        if (name.equals(Parts.DAMAGES)) {
            return told;
        }
        if (!name.equals(Parts.RECORDS) && !Parts.isContent(name)) {
            return OutputStream.nullOutputStream();
        }
        Path file = place.resolve(name);
        DurableFiles.createFolders(file.getParent());
        FileChannel channel = FileChannel.open(DurableFiles.createForOwner(file), StandardOpenOption.WRITE);
        return new SyncedOutput(channel);
    }

    /** From here on it can only be finished, or begun again. */
    private void finish() throws IOException {
        stopping.check("moving everything to its place");
        try (Stream<Path> all = Files.walk(place)) {
            for (Path folder : all.filter(Files::isDirectory).toList()) {
                DurableFiles.syncFolder(folder);
            }
        }
        DurableFiles.syncFolder(data);
        Files.deleteIfExists(place.resolve(DataFolder.LOCK_FILE)); // the one of the folder itself is held
        List<Path> others = others();
        if (!wasBegun && !others.isEmpty()) {
            throw new StorageException.Conflict(
                    "Something has come into the data folder %s meanwhile, such as %s, and nothing in it is overwritten. Move the folder away (mv %s %s), and type this again."
                            .formatted(
                                    data,
                                    others.getFirst().getFileName(),
                                    ShellWord.of(data),
                                    ShellWord.of(old(data))));
        }
        isMoving = true;
        for (Path old : others) {
            DurableFiles.deleteTree(old);
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(place)) {
            for (Path part : parts) {
                Files.move(part, data.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        DurableFiles.syncFolder(data);
        Files.delete(place);
        DurableFiles.syncFolder(data);
        DurableFiles.syncFolder(data.getParent());
    }

    private static Path old(Path folder) {
        return Path.of(folder + "-old");
    }

    /** What is in the folder and not of this restore. */
    private List<Path> others() throws IOException {
        try (Stream<Path> all = Files.list(data)) {
            return all.filter(path -> !path.equals(place)
                            && !path.getFileName().toString().equals(DataFolder.LOCK_FILE))
                    .toList();
        }
    }

    private void undo(boolean isNew) {
        if (isMoving) {
            return; // no master starts here, and the next restore begins anew
        }
        try {
            if (wasBegun) {
                empty();
                return;
            }
            boolean isOurs = others().isEmpty();
            if (isOurs) {
                Files.deleteIfExists(data.resolve(DataFolder.LOCK_FILE));
            }
            DurableFiles.deleteTree(place);
            if (isNew && isOurs) {
                Files.deleteIfExists(data);
            }
        } catch (IOException stays) {
            throw new StorageException.Failed("%s could not be deleted again.".formatted(place), stays);
        }
    }
}
