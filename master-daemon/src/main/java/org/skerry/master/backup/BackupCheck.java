package org.skerry.master.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.AuditTrail;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.RestoredRecords;
import org.skerry.jio.local.SnapshotFacts;
import org.skerry.jio.local.Stopping;
import org.skerry.master.recovery.RecoverySecret;

/** Looks through a backup, and changes nothing. */
public final class BackupCheck {

    private static final String READ_ME_CHANGED =
            "Only the text %s in the file was changed, which is no damage of the data; but where one byte changes, others may: make another backup, on another stick."
                    .formatted(Parts.READ_ME);

    private BackupCheck() {}

    /**
     * What was found.
     *
     * @param head what it says of itself; empty if even that is damaged
     * @param damages a plain sentence each
     * @param remarks what is no damage, but may be known
     */
    public record Report(Optional<BackupHead> head, List<String> damages, List<String> remarks) {
        public Report {
            damages = List.copyOf(damages);
            remarks = List.copyOf(remarks);
        }
    }

    /** What the backup asks for. */
    public static Optional<RecoverySecret.Kind> kind(Path file) {
        try (BackupFile backup = BackupFile.open(file)) {
            return backup.head().key().map(key -> key.kind());
        }
    }

    /** Whether somebody who has not the recovery code can read the records. */
    public static boolean isEncrypted(Path file) {
        try (BackupFile backup = BackupFile.open(file)) {
            return backup.head().recordsKey().isPresent();
        }
    }

    /**
     * @param secret to look into what is encrypted, too
     * @throws StorageException.NotFound if there is no such file
     * @throws StorageException.BadRequest if it is another secret
     */
    public static Report of(Path file, Optional<RecoverySecret> secret, Stopping stopping) {
        if (Files.notExists(file)) {
            throw new StorageException.NotFound("There is no file %s.".formatted(file));
        }
        if (Files.isReadable(file)) {
            Foreign.told(file).ifPresent(sentence -> {
                throw new StorageException.BadRequest(sentence);
            });
        }
        Set<String> damages = new LinkedHashSet<>();
        List<String> remarks = new ArrayList<>();
        Optional<BackupHead> head = Optional.empty();
        try {
            BackupFile.soundness(file, stopping).ifPresent(damages::add);
            try (BackupFile backup = BackupFile.open(file)) {
                head = Optional.of(backup.head());
                List<String> found = new ArrayList<>();
                look(backup, secret, found, remarks, stopping);
                if (!damages.isEmpty() && Salvage.isReadMeOnly(found)) {
                    damages.clear();
                    remarks.add(READ_ME_CHANGED);
                } else {
                    damages.addAll(found);
                }
            } catch (StorageException.BadRequest unreadable) {
                if (damages.isEmpty()) {
                    throw unreadable;
                }
                damages.add(String.valueOf(unreadable.getMessage()));
                damages.add(BackupFile.wholeUntil(file));
            }
        } catch (IOException failed) {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            if (Disks.isFull(temporary, failed)) {
                throw new StorageException.Full(
                        "There is no room on the disk of %s, where the records are unpacked for a while; the backup may be whole. Free some space there, or name another folder: SKERRY_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER skerry verify %s"
                                .formatted(temporary, ShellWord.of(file)),
                        failed);
            }
            throw new StorageException.Failed(
                    "%s could not be looked through: %s.".formatted(file, failed.getMessage()), failed);
        }
        return new Report(head, List.copyOf(damages), remarks);
    }

    private static void look(
            BackupFile backup,
            Optional<RecoverySecret> secret,
            List<String> damages,
            List<String> remarks,
            Stopping stopping)
            throws IOException {
        try (Unpacked unpacked = new Unpacked()) {
            Path place = unpacked.place;
            if (backup.head().key().isEmpty()) {
                remarks.add(
                        "There is no identity in it, because the master had no recovery code; only its records can be restored.");
            } else if (secret.isPresent()) {
                byte[] key = backup.identity(secret.get()).get(AuditTrail.KEY_FILE);
                if (key != null) {
                    DurableFiles.replace(place.resolve(AuditTrail.KEY_FILE), key);
                }
            }
            boolean isClosed = backup.head().recordsKey().isPresent() && secret.isEmpty();
            Optional<byte[]> key =
                    backup.head().recordsKey().isPresent() ? secret.map(backup::recordsKey) : Optional.empty();
            Set<String> contents = new HashSet<>();
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            backup.read(key, name -> begin(name, place, contents, told), damages, stopping);
            told.toString(StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> damages.add("Damaged already when the backup was made: " + line));
            Path records = place.resolve(LocalStorage.RECORDS_FILE);
            if (isClosed) {
                remarks.add(
                        "The records are encrypted: that nothing was changed was checked, not what they are. With the recovery code that is checked, too.");
            } else if (Files.exists(records)) {
                look(records, contents, damages, stopping);
                if (secret.isPresent()) {
                    checkAudit(place, damages, remarks);
                }
            }
        }
    }

    /** A folder for what has to lie in files to be looked into; it is gone afterwards, also when the command is stopped. */
    private static final class Unpacked implements AutoCloseable {
        private final Path place = DurableFiles.createTemporaryFolder("skerry-verify");
        private final Thread tidy = Thread.ofPlatform().name("tidy").unstarted(this::delete);

        Unpacked() throws IOException {
            Runtime.getRuntime().addShutdownHook(tidy);
        }

        private void delete() {
            try {
                DurableFiles.deleteTree(place);
            } catch (IOException stays) {
                throw new StorageException.Failed("%s could not be deleted again.".formatted(place), stays);
            }
        }

        @Override
        public void close() {
            delete();
            try {
                Runtime.getRuntime().removeShutdownHook(tidy);
            } catch (IllegalStateException itRunsNow) {
                // the program ends
            }
        }
    }

    private static OutputStream begin(String name, Path place, Set<String> contents, ByteArrayOutputStream told)
            throws IOException {
        if (Parts.isContent(name)) {
            contents.add(Parts.sha256(name));
        }
        return switch (name) {
            case Parts.RECORDS -> Files.newOutputStream(place.resolve(LocalStorage.RECORDS_FILE));
            case Parts.DAMAGES -> told;
            default -> OutputStream.nullOutputStream();
        };
    }

    private static void look(Path records, Set<String> contents, List<String> damages, Stopping stopping) {
        try {
            SnapshotFacts facts = RestoredRecords.facts(records, stopping);
            facts.damages().forEach(damages::add);
            facts.contents().stream()
                    .filter(content -> !contents.contains(content))
                    .forEach(content -> damages.add(Parts.missing(content)));
        } catch (StorageException.Failed damaged) {
            damages.add(String.valueOf(damaged.getMessage()));
        }
    }

    private static void checkAudit(Path place, List<String> damages, List<String> remarks) {
        try {
            AuditTrail.Verdict audit = AuditTrail.of(place).verify();
            audit.unproved().ifPresent(remarks::add);
            audit.damage().ifPresent(damages::add);
        } catch (StorageException.Failed otherVersion) {
            remarks.add("The audit in it was not checked, because the records are of another version of this program.");
        }
    }
}
