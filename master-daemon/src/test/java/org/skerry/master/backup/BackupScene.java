package org.skerry.master.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.ByteRange;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.DataFolder;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.Snapshot;
import org.skerry.jio.local.Stopping;
import org.skerry.master.recovery.RecoverySecret;

/** A master that was backed up, and the folder that it comes back to. */
@Timeout(300)
abstract class BackupScene {

    static final int TRIALS = Integer.getInteger("skerry.rot.trials", 100);
    static final long SEED = Long.getLong("skerry.rot.seed", System.nanoTime());

    /** Of the attachment of {@link BackedUp}. */
    static final byte[] CONTENT = content();

    @TempDir
    Path temp;

    Path data() {
        return temp.resolve("data");
    }

    Path restored() {
        return temp.resolve("restored");
    }

    /** Of a master that is not open any more. */
    static void backUp(Path data, Path file, boolean isEncrypted) throws IOException {
        try (DataFolder folder = DataFolder.hold(data);
                OutputStream out = Files.newOutputStream(file)) {
            new BackupMaker(
                            data,
                            Optional.empty(),
                            "Site",
                            (place, stopping) -> Snapshot.of(folder, place, stopping),
                            new SecureRandom(),
                            Clock.systemUTC())
                    .write(out, isEncrypted, Stopping.NEVER);
        }
    }

    static List<String> damages(Path file, Optional<RecoverySecret> secret) {
        try {
            return BackupCheck.of(file, secret, Stopping.NEVER).damages();
        } catch (StorageException.BadRequest noBackup) {
            return List.of(String.valueOf(noBackup.getMessage()));
        }
    }

    /** What cannot be read in a restored folder; each record that can be is the one that was. */
    static List<String> wrong(Path data) {
        List<String> wrong = new ArrayList<>();
        try (LocalStorage storage = LocalStorage.open(data)) {
            for (int i = 0; i < BackedUp.RECORDS; i++) {
                try {
                    assertEquals(
                            JsonText.object().put("n", i).put("portal_type", "Ship"),
                            storage.get(new RecordId("r" + i)));
                } catch (StorageException.NotFound missing) {
                    wrong.add("no r" + i);
                } catch (StorageException damaged) {
                    wrong.add("r" + i);
                }
            }
            try {
                assertArrayEquals(
                        CONTENT,
                        storage.getAttachment(new RecordId("r1"), "picture.png", ByteRange.ALL)
                                .bytes());
            } catch (StorageException damaged) {
                wrong.add("picture.png");
            }
        }
        return wrong;
    }

    static byte[] content() {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        return content;
    }

    static int indexOf(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }
}
