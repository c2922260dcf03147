package org.skerry.master.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.AuditTrail;
import org.skerry.jio.local.FolderCheck;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.Stopping;
import org.skerry.master.recovery.RecoverySecret;

/** Backups that are damaged, and backups of what is. More damages with {@code -Dskerry.rot.trials=10000}. */
final class DamagedBackupTest extends BackupScene {

    private void eachDamageIsFound(boolean isEncrypted, boolean isCut) throws IOException {
        Path file = temp.resolve("b.zip");
        Path damaged = temp.resolve("damaged.zip");
        Optional<RecoverySecret> code;
        try (BackedUp master = new BackedUp(data())) {
            code = isEncrypted ? Optional.of(master.code()) : Optional.empty();
            master.backup(file, isEncrypted);
        }
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(SEED);
        for (int trial = 0; trial < TRIALS; trial++) {
            String which;
            if (isCut) {
                int end = random.nextInt(bytes.length);
                Files.write(damaged, Arrays.copyOf(bytes, end));
                which = "seed %d, cut at %d of %d".formatted(SEED, end, bytes.length);
            } else {
                int bit = (trial % 2 == 0 ? random.nextInt(bytes.length) : betweenTheParts(bytes.length, random)) * 8
                        + random.nextInt(8);
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                Files.write(damaged, flipped);
                which = "seed %d, bit %d of %d".formatted(SEED, bit, bytes.length * 8);
            }

            if (isReadMeOnly(damaged)) {
                Restore.Restored back = Restore.of(damaged, restored(), code, Stopping.NEVER);
                assertEquals(List.of(), back.damages(), which);
                assertEquals(List.of(), wrong(restored()), which);
                DurableFiles.deleteTree(restored());
                continue;
            }
            assertFalse(damages(damaged, Optional.empty()).isEmpty(), which);
            assertThrows(
                    StorageException.class,
                    () -> Restore.of(damaged, restored(), Optional.empty(), Stopping.NEVER),
                    which);
            assertFalse(Files.exists(restored()), which);
        }
    }

    private static boolean isReadMeOnly(Path file) {
        try {
            return BackupCheck.of(file, Optional.empty(), Stopping.NEVER).remarks().stream()
                    .anyMatch(remark -> remark.startsWith("Only the text READ-ME.txt in the file was changed"));
        } catch (StorageException.BadRequest noBackup) {
            return false;
        }
    }

    /** Where nothing else than the sum of the whole file finds it: names, times and lengths, which stand at both ends. */
    private static int betweenTheParts(int length, Random random) {
        return random.nextBoolean() ? random.nextInt(60) : length - 1 - random.nextInt(800);
    }

    @Test
    void eachFlippedBitIsFoundAndNothingIsRestored() throws IOException {
        eachDamageIsFound(false, false);
    }

    @Test
    void eachFlippedBitOfAnEncryptedOneIsFound() throws IOException {
        eachDamageIsFound(true, false);
    }

    @Test
    void eachCutIsFoundAndNothingIsRestored() throws IOException {
        eachDamageIsFound(false, true);
    }

    @Test
    void theDamagedPartIsNamed() throws IOException {
        Path file = temp.resolve("b.zip");
        byte[] content;
        try (BackedUp master = new BackedUp(data())) {
            content = master.content;
            master.backup(file, false);
        }
        byte[] bytes = Files.readAllBytes(file);
        int place = indexOf(bytes, Arrays.copyOfRange(content, 1_000, 1_100));
        bytes[place] ^= 1;
        Files.write(file, bytes);

        List<String> damages = damages(file, Optional.empty());

        assertTrue(damages.stream().anyMatch(damage -> damage.startsWith("blobs/")), damages.toString());
        assertTrue(damages.stream().noneMatch(damage -> damage.contains("records.sqlite")), damages.toString());
    }

    private byte[] backedUp(Path file, boolean isEncrypted) throws IOException {
        try (BackedUp master = new BackedUp(data())) {
            master.backup(file, isEncrypted);
        }
        return Files.readAllBytes(file);
    }

    @Test
    void ofABackupWithADamagedAttachmentAllElseComesBackWhenThatIsWanted() throws IOException {
        Path file = temp.resolve("b.zip");
        byte[] bytes = backedUp(file, false);
        bytes[indexOf(bytes, Arrays.copyOfRange(CONTENT, 1_000, 1_100))] ^= 1;
        Files.write(file, bytes);

        String refused = assertThrows(
                        StorageException.BadRequest.class,
                        () -> Restore.of(file, restored(), Optional.empty(), Stopping.NEVER))
                .getMessage();
        Restore.Restored back =
                Restore.of(file, restored(), Optional.empty(), Restore.Taking.WHAT_IS_WHOLE, Stopping.NEVER);

        assertTrue(refused.contains("--damaged-too restores everything that is whole"), refused);
        assertTrue(back.isFileDamaged());
        assertEquals(1, back.damages().size(), back.damages().toString());
        assertTrue(back.damages().getFirst().matches("The content [0-9a-f]{64} of an attachment is missing\\."));
        assertEquals(List.of("picture.png"), wrong(restored()));
        assertEquals(
                List.of("The attachment picture.png of the record r1 is missing or damaged."),
                FolderCheck.of(restored(), false, Stopping.NEVER).damages());
    }

    @Test
    void whereTheIdentityIsDamagedTheRecordsComeBackToANewMaster() throws IOException {
        Path file = temp.resolve("b.zip");
        RecoverySecret code;
        byte[] identity;
        try (BackedUp master = new BackedUp(data())) {
            code = master.code();
            master.backup(file, false);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            identity = zip.getInputStream(zip.getEntry("identity.sealed")).readAllBytes();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[indexOf(bytes, Arrays.copyOfRange(identity, 200, 300))] ^= 1;
        Files.write(file, bytes);

        assertTrue(assertThrows(
                        StorageException.BadRequest.class,
                        () -> Restore.of(
                                file, restored(), Optional.of(code), Restore.Taking.WHAT_IS_WHOLE, Stopping.NEVER))
                .getMessage()
                .contains("--records-only --damaged-too"));
        Restore.of(file, restored(), Optional.empty(), Restore.Taking.WHAT_IS_WHOLE, Stopping.NEVER);
        assertEquals(List.of(), wrong(restored()));
    }

    @Test
    void aDamagedTextForPeopleIsNoDamageOfTheData() throws IOException {
        Path file = temp.resolve("b.zip");
        byte[] bytes = backedUp(file, false);
        bytes[60] ^= 1;
        Files.write(file, bytes);

        assertEquals(List.of(), damages(file, Optional.empty()));
        assertTrue(isReadMeOnly(file));
        Restore.Restored back = Restore.of(file, restored(), Optional.empty(), Stopping.NEVER);
        assertFalse(back.isFileDamaged());
        assertEquals(List.of(), wrong(restored()));
    }

    private void whateverIsDamagedNothingWrongComesBack(boolean isEncrypted) throws IOException {
        Path file = temp.resolve("b.zip");
        Path damaged = temp.resolve("damaged.zip");
        RecoverySecret code;
        try (BackedUp master = new BackedUp(data())) {
            code = master.code();
            master.backup(file, isEncrypted);
        }
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(SEED);
        int back = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            int bit = random.nextInt(trial % 2 == 0 ? bytes.length : 20_000) * 8 + random.nextInt(8);
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(damaged, flipped);
            String which = "seed %d, bit %d of %d".formatted(SEED, bit, bytes.length * 8);
            try {
                Restore.Restored restored = Restore.of(
                        damaged, restored(), Optional.of(code), Restore.Taking.WHAT_IS_WHOLE, Stopping.NEVER);
                List<String> wrong = wrong(restored());
                assertTrue(wrong.isEmpty() || !restored.damages().isEmpty(), which);
                assertTrue(
                        wrong.stream().filter(name -> name.startsWith("no ")).count() <= missing(restored),
                        which + wrong);
                DurableFiles.deleteTree(restored());
                back++;
            } catch (StorageException.BadRequest | StorageException.NotFound | StorageException.Failed refused) {
                assertFalse(Files.exists(restored()), which);
            }
        }
        assertTrue(back > TRIALS / 4, "seed %d, back %d".formatted(SEED, back));
    }

    /** How many records it said are not there or damaged. */
    private static long missing(Restore.Restored restored) {
        return restored.damages().stream()
                .filter(damage -> damage.endsWith(" records are damaged or missing."))
                .mapToLong(damage -> Long.parseLong(damage.substring(0, damage.indexOf(' '))))
                .sum();
    }

    @Test
    void aWholeRecordThatADamagedIndexHidesIsFoundAgain() throws IOException {
        Path file = temp.resolve("b.zip");
        Path damaged = temp.resolve("damaged.zip");
        backedUp(file, false);
        try (ZipFile zip = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(damaged))) {
            for (ZipEntry entry : zip.stream().toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                out.write(entry.getName().equals(Parts.RECORDS) ? indexFlipped(bytes) : bytes);
            }
        }

        Restore.Restored back =
                Restore.of(damaged, restored(), Optional.empty(), Restore.Taking.WHAT_IS_WHOLE, Stopping.NEVER);

        assertTrue(back.isFileDamaged());
        assertEquals(List.of(), wrong(restored()));
        assertEquals(List.of(), FolderCheck.of(restored(), true, Stopping.NEVER).damages());
    }

    /** The entry of r50 in the index of ids: the lengths of a text of three bytes and of a number of one, then both. */
    private static byte[] indexFlipped(byte[] records) {
        int at = indexOf(records, "\u0003\u0013\u0001r50".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(at > 0, "no entry");
        records[at + 4] ^= 1;
        return records;
    }

    @Test
    void whateverIsDamagedNothingWrongComesBack() throws IOException {
        whateverIsDamagedNothingWrongComesBack(false);
    }

    @Test
    void whateverIsDamagedNothingWrongComesBackOutOfEncryptedRecords() throws IOException {
        whateverIsDamagedNothingWrongComesBack(true);
    }

    private void whatWasDamagedAlreadyIsNamedAndAllElseComesBack(boolean isEncrypted) throws IOException {
        Path file = temp.resolve("b.zip");
        RecoverySecret code;
        byte[] other = {1, 2, 3};
        try (BackedUp master = new BackedUp(data())) {
            code = master.code();
            master.storage.putAttachment(new RecordId("r2"), "gone", new Attachment("x/y", other));
            master.storage.putAttachment(new RecordId("r3"), "whole", new Attachment("x/y", new byte[] {4}));
            master.storage.putAttachment(new RecordId("r4"), "bad sector", new Attachment("x/y", new byte[] {5, 6}));
        }
        Path records = data().resolve("records.sqlite");
        String bytes = Files.readString(records, StandardCharsets.ISO_8859_1);
        Files.writeString(records, bytes.replace("\"n\":7,", "\"n\":8,"), StandardCharsets.ISO_8859_1);
        String gone = Parts.sha256(blobs(data()).get(3));
        String rotten = Parts.sha256(blobs(data()).get(300_000));
        Files.delete(data().resolve(Parts.content(gone)));
        Files.writeString(data().resolve(Parts.content(rotten)), "rotten");
        String unreadable = Parts.sha256(blobs(data()).get(2));
        Files.delete(data().resolve(Parts.content(unreadable)));
        Files.createDirectory(data().resolve(Parts.content(unreadable))); // can be opened, and each read of it fails
        backUp(data(), file, isEncrypted);

        Restore.Restored back = Restore.of(file, restored(), Optional.of(code), Stopping.NEVER);

        assertEquals(
                Set.of(
                        "The record r7 is damaged.",
                        "The content %s of an attachment is missing.".formatted(gone),
                        "The content %s of an attachment is damaged.".formatted(rotten),
                        "The content %s of an attachment is damaged.".formatted(unreadable)),
                Set.copyOf(back.damages()));
        assertEquals(4, back.damages().size());
        try (LocalStorage storage = LocalStorage.open(restored())) {
            assertEquals(JsonText.object().put("n", 8).put("portal_type", "Ship"), storage.get(new RecordId("r8")));
            assertThrows(StorageException.Damaged.class, () -> storage.get(new RecordId("r7")));
            assertArrayEquals(
                    new byte[] {4},
                    storage.getAttachment(new RecordId("r3"), "whole", ByteRange.ALL)
                            .bytes());
        }
        List<String> audit = new ArrayList<>();
        AuditTrail.of(restored()).read(AuditTrail.Filter.ALL, 10, entry -> audit.add(entry.detail()));
        assertTrue(audit.stream().anyMatch(detail -> detail.endsWith("; damaged already in it: 4.")), audit.toString());
    }

    /** The names of all contents by their sizes. */
    private static Map<Integer, String> blobs(Path data) throws IOException {
        Map<Integer, String> names = new HashMap<>();
        try (var files = Files.walk(data.resolve("blobs"))) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.put(
                            (int) file.toFile().length(), file.getFileName().toString()));
        }
        return names;
    }

    @Test
    void whatWasDamagedAlreadyIsNamedAndAllElseComesBack() throws IOException {
        whatWasDamagedAlreadyIsNamedAndAllElseComesBack(false);
    }

    @Test
    void whatWasDamagedAlreadyIsNamedAndAllElseComesBackOutOfEncryptedRecords() throws IOException {
        whatWasDamagedAlreadyIsNamedAndAllElseComesBack(true);
    }

    @Test
    void ofVeryManyDamagesSomeAreNamedAndAllAreCounted() {
        Damages damages = new Damages();
        for (int i = 0; i < 500_000; i++) {
            damages.add("It is damaged.");
        }

        assertEquals(1_001, damages.all().size());
        assertEquals("And 499,000 more.", damages.all().getLast());
        assertEquals(List.of(), new Damages().all());
    }

    @Test
    void whatIsDamagedAlreadyIsBackedUpAsFarAsItGoesAndSaysSo() throws IOException {
        Path file = temp.resolve("b.zip");
        try (BackedUp master = new BackedUp(data())) {
            try (var blobs = Files.walk(data().resolve("blobs"))) {
                for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                    Files.writeString(blob, "rotten");
                }
            }
            master.backup(file, false);
        }

        List<String> damages = damages(file, Optional.empty());

        assertTrue(
                damages.stream().anyMatch(damage -> damage.startsWith("Damaged already when the backup was made: ")),
                damages.toString());
    }
}
