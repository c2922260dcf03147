package org.skerry.master.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.SnapshotFacts;
import org.skerry.jio.local.Stopping;

/** What can be taken out of a backup that is not as it was written. */
final class Salvage {

    private static final int BUFFER_BYTES = 256 * 1024;

    private Salvage() {}

    /** Whether nothing but the text for people was changed, by what was found in the parts of a backup. */
    static boolean isReadMeOnly(List<String> damages) {
        return !damages.isEmpty()
                && damages.stream().allMatch(damage -> damage.startsWith(Parts.READ_ME + " is damaged"));
    }

    /** Deletes contents that are not what they are called: one that is missing is told, and never taken for another. */
    static void dropDamagedContents(Path place, Stopping stopping) throws IOException {
        Path contents = place.resolve(Parts.content("00")).getParent().getParent();
        if (Files.notExists(contents)) {
            return;
        }
        try (Stream<Path> files = Files.walk(contents)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                stopping.check("looking through the attachments");
                if (!file.getFileName().toString().equals(sha256(file))) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream input = Files.newInputStream(file)) {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * How many records did not come out of it, as a sentence, if any.
     *
     * @throws StorageException.BadRequest if no record can be read
     */
    static List<String> missingRecords(BackupHead head, SnapshotFacts facts) {
        long missing = head.records() - facts.records();
        if (facts.records() == 0 && missing > 0) {
            throw new StorageException.BadRequest(
                    "No record in the backup can be read, so nothing was restored; take an older one.");
        }
        return missing <= 0
                ? List.of()
                : List.of("%,d of %,d records are damaged or missing.".formatted(missing, head.records()));
    }
}
