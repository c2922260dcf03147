package org.skerry.system.reliability;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.AuditTrail;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.Stopping;
import org.skerry.master.backup.BackupMaker;
import org.skerry.master.backup.Restore;
import org.skerry.master.recovery.Recovery;
import org.skerry.master.recovery.RecoveryCode;

/**
 * Backups that a program makes over and over while it works, until it is killed. Each that was made to its end has beside it
 * how far the writers were when it began.
 */
final class KilledBackups {

    private static final String FILE = "backup.zip";
    private static final String MARKS = "backup.marks";

    /** The same of the one under way; the file is moved last. */
    private static final String NEXT = "next-";

    private final Path folder;
    private final Path data;
    private final Recovery recovery;

    /**
     * @param folder where they lie
     * @param data the data folder, on which a storage is open
     */
    KilledBackups(Path folder, Path data) {
        this.folder = folder;
        this.data = data;
        this.recovery = Recovery.in(
                data, "Killed", Optional.empty(), (_, _, _, _) -> {}, new SecureRandom(), Clock.systemUTC());
    }

    void make(LocalStorage storage, Path marks) {
        BackupMaker maker = new BackupMaker(
                data, Optional.empty(), "Killed", storage::snapshot, new SecureRandom(), Clock.systemUTC());
        try {
            Files.copy(marks, folder.resolve(NEXT + MARKS), StandardCopyOption.REPLACE_EXISTING);
            try (OutputStream out = Files.newOutputStream(folder.resolve(NEXT + FILE))) {
                maker.write(out, false, Stopping.NEVER);
            }
            Files.deleteIfExists(folder.resolve(FILE));
            Files.move(folder.resolve(NEXT + MARKS), folder.resolve(MARKS), StandardCopyOption.REPLACE_EXISTING);
            Files.move(folder.resolve(NEXT + FILE), folder.resolve(FILE));
        } catch (IOException failed) {
            throw new StorageException.Failed("The backup failed: " + failed.getMessage(), failed);
        }
    }

    /**
     * Restores the last one into a fresh folder and inspects that.
     *
     * @param now how far the writers were at the end
     * @return empty if there is none
     */
    static Optional<Findings> inspect(Path folder, Path data, long seed, Progress now) throws IOException {
        if (Files.notExists(folder.resolve(FILE))) {
            return Optional.empty();
        }
        Progress least = MarkFile.progress(folder.resolve(MARKS), now.writers());
        Path restored = folder.resolve("restored");
        Folders.delete(restored);
        Findings findings = new Findings();
        try {
            RecoveryCode code = RecoveryCode.read(new KilledBackups(folder, data)
                    .recovery
                    .shown()
                    .path("code")
                    .asString(""));
            Restore.of(folder.resolve(FILE), restored, Optional.of(code), Stopping.NEVER);
        } catch (StorageException refused) {
            findings.lost("the backup cannot be restored: " + refused.getMessage());
            return Optional.of(findings);
        }
        int[] done = writes(restored, seed, now.writers());
        for (int writer = 0; writer < done.length; writer++) {
            if (done[writer] < least.acknowledged()[writer] || done[writer] > now.begun()[writer]) {
                findings.lost("the backup has %d steps of writer %d, who had done %d when it began"
                        .formatted(done[writer], writer, least.acknowledged()[writer]));
            }
        }
        findings.addAll(Inspection.of(restored, seed, new Progress(done, done)));
        return Optional.of(findings);
    }

    /** How many steps of each writer are there: each is a change that the audit tells of. */
    private static int[] writes(Path data, long seed, int writers) {
        Map<String, Integer> told = new HashMap<>();
        AuditTrail.of(data).read(AuditTrail.Filter.ALL, Long.MAX_VALUE, entry -> {
            String id = entry.record();
            if (!id.isEmpty()) {
                told.merge(id.substring(0, id.lastIndexOf('-') + 1), 1, Integer::sum);
            }
        });
        int[] done = new int[writers];
        for (int writer = 0; writer < writers; writer++) {
            done[writer] = told.getOrDefault(Script.prefix(seed, writer), 0);
        }
        return done;
    }
}
