package org.skerry.master.backup;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.skerry.jio.ByteRange;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.AuditTrail;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.Stopping;
import org.skerry.master.recovery.Recovery;
import org.skerry.master.recovery.RecoverySecret;

/** From a data folder into a backup and back. */
final class BackupTest extends BackupScene {

    private void everythingComesBack(boolean isEncrypted) throws IOException {
        Path file = temp.resolve("b.zip");
        RecoverySecret code;
        String feed;
        byte[] content;
        try (BackedUp master = new BackedUp(data())) {
            code = master.code();
            feed = master.storage.feed().id();
            content = master.content;
            Files.writeString(data().resolve("people.json"), "{\"version\":1,\"people\":[]}");
            Files.writeString(data().resolve("added-by-a-later-version.json"), "{}");
            master.backup(file, isEncrypted);
        }

        assertEquals(List.of(), damages(file, Optional.empty()));
        assertEquals(List.of(), damages(file, Optional.of(code)));
        Restore.Restored back = Restore.of(file, restored(), Optional.of(code), Stopping.NEVER);

        assertTrue(back.isSameMaster());
        assertEquals(
                Set.of(
                        "added-by-a-later-version.json",
                        "audit.key",
                        "blobs",
                        "identity.pem",
                        "lock",
                        "people.json",
                        "records.sqlite",
                        "recovery.json"),
                BackedUp.names(restored()));
        for (String name : List.of("identity.pem", "audit.key")) {
            assertArrayEquals(
                    Files.readAllBytes(data().resolve(name)),
                    Files.readAllBytes(restored().resolve(name)),
                    name);
        }
        assertEquals(Optional.empty(), AuditTrail.of(restored()).verify().damage());
        try (LocalStorage storage = LocalStorage.open(restored())) {
            Recovery recovery = Recovery.in(
                    restored(), "Site", Optional.empty(), storage::note, new SecureRandom(), Clock.systemUTC());
            assertEquals(Optional.empty(), recovery.warning(), "who typed the code has it");
        }
        try (LocalStorage storage = LocalStorage.open(restored())) {
            assertEquals(BackedUp.RECORDS, storage.count());
            assertEquals(JsonText.object().put("n", 7).put("portal_type", "Ship"), storage.get(new RecordId("r7")));
            assertArrayEquals(
                    content,
                    storage.getAttachment(new RecordId("r1"), "picture.png", ByteRange.ALL)
                            .bytes());
            assertNotEquals(feed, storage.feed().id(), "a restored storage is another feed");
        }
    }

    @Test
    void everythingComesBackByTheRecoveryCode() throws IOException {
        everythingComesBack(false);
    }

    @Test
    void everythingComesBackOutOfEncryptedRecords() throws IOException {
        everythingComesBack(true);
    }

    @Test
    void noSecretIsInABackupInTheClear() throws IOException {
        Path plain = temp.resolve("plain.zip");
        Path sealed = temp.resolve("sealed.zip");
        String code;
        try (BackedUp master = new BackedUp(data())) {
            code = master.code().groups();
            master.storage.put(new RecordId("secret-id"), JsonText.object().put("t", "x"));
            master.backup(plain, false);
            master.backup(sealed, true);
            try (BackupFile backup = BackupFile.open(plain)) {
                assertFalse(backup.identity(master.code()).containsKey("recovery-code.txt"));
            }
        }

        for (Path file : List.of(plain, sealed)) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            for (String group : code.split("-")) {
                assertFalse(bytes.contains(group), group);
            }
            assertFalse(bytes.contains("PRIVATE KEY"));
        }
        assertFalse(Files.readString(sealed, StandardCharsets.ISO_8859_1).contains("records.sqlite\0"));
        assertFalse(Files.readString(sealed, StandardCharsets.ISO_8859_1).contains("blobs/"));
    }

    @Test
    void anotherCodeOpensNothing() throws IOException {
        Path file = temp.resolve("b.zip");
        try (BackedUp other = new BackedUp(temp.resolve("other"));
                BackedUp master = new BackedUp(data())) {
            master.backup(file, true);

            assertEquals(
                    "This is another code.",
                    assertThrows(
                                    StorageException.BadRequest.class,
                                    () -> Restore.of(file, restored(), Optional.of(other.code()), Stopping.NEVER))
                            .getMessage());
            assertThrows(
                    StorageException.BadRequest.class,
                    () -> Restore.of(file, restored(), Optional.empty(), Stopping.NEVER));
        }
        assertFalse(Files.exists(restored()));
    }

    @Test
    void withoutTheCodeTheRecordsComeBackToANewMaster() throws IOException {
        Path file = temp.resolve("b.zip");
        try (BackedUp master = new BackedUp(data())) {
            master.backup(file, false);
        }

        Restore.Restored back = Restore.of(file, restored(), Optional.empty(), Stopping.NEVER);

        assertFalse(back.isSameMaster());
        assertFalse(Files.exists(restored().resolve("identity.pem")));
        try (LocalStorage storage = LocalStorage.open(restored())) {
            assertEquals(BackedUp.RECORDS, storage.count());
        }
    }

    @Test
    void nothingIsRestoredOverAnything() throws IOException {
        Path file = temp.resolve("b.zip");
        try (BackedUp master = new BackedUp(data())) {
            master.backup(file, false);
            RecoverySecret code = master.code();
            Files.createDirectories(restored());
            Files.writeString(restored().resolve("mine"), "x");

            assertThrows(
                    StorageException.Conflict.class,
                    () -> Restore.of(file, restored(), Optional.of(code), Stopping.NEVER));

            assertEquals(Set.of("mine"), BackedUp.names(restored()));
        }
    }

    @Test
    void aRestoreThatIsStoppedLeavesNothingAndOneThatWasKilledIsBegunAgain() throws IOException {
        Path file = temp.resolve("b.zip");
        try (BackedUp master = new BackedUp(data())) {
            master.backup(file, false);
            RecoverySecret code = master.code();
            assertThrows(
                    StorageException.Unreachable.class,
                    () -> Restore.of(file, restored(), Optional.of(code), (what, _, _) -> {
                        if (what.startsWith("moving")) {
                            throw new StorageException.Unreachable("Stopped.");
                        }
                    }));
            assertFalse(Files.exists(restored()));
            Files.createDirectories(restored().resolve(".skerry-restoring"));
            Files.writeString(restored().resolve("identity.pem"), "moved already");
            assertThrows(StorageException.Failed.class, () -> Restore.requireFinished(restored()));

            Restore.of(file, restored(), Optional.of(code), Stopping.NEVER);

            Restore.requireFinished(restored());
            assertArrayEquals(
                    Files.readAllBytes(data().resolve("identity.pem")),
                    Files.readAllBytes(restored().resolve("identity.pem")));
        }
    }

    @Test
    void afterARestoreThatWasKilledNoFailedTryLetsAMasterStart() throws IOException {
        Path file = temp.resolve("b.zip");
        Path damaged = temp.resolve("damaged.zip");
        try (BackedUp other = new BackedUp(temp.resolve("other"));
                BackedUp master = new BackedUp(data())) {
            master.backup(file, false);
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(damaged, bytes);
            Path guard = Files.createDirectories(restored().resolve(".skerry-restoring"));
            Files.writeString(guard.resolve("records.sqlite"), "not moved yet");
            Files.writeString(restored().resolve("identity.pem"), "moved already");

            assertAll(
                    () -> killedAgain(file, other.code(), Stopping.NEVER),
                    () -> killedAgain(damaged, master.code(), Stopping.NEVER),
                    () -> killedAgain(temp.resolve("none.zip"), master.code(), Stopping.NEVER),
                    () -> killedAgain(file, master.code(), (what, _, _) -> {
                        if (what.startsWith("moving")) {
                            throw new StorageException.Unreachable("Stopped.");
                        }
                    }));
            Restore.of(file, restored(), Optional.of(master.code()), (_, _, _) -> {
                assertTrue(Files.exists(guard), "also meanwhile");
            });
            Restore.requireFinished(restored());
        }
    }

    @Test
    void whileABackupIsReadNoMasterStartsAndWhatComesMeanwhileStays() throws IOException {
        Path file = temp.resolve("b.zip");
        try (BackedUp master = new BackedUp(data())) {
            master.backup(file, false);
        }
        Set<String> before = new TreeSet<>();

        assertThrows(
                StorageException.Conflict.class,
                () -> Restore.of(file, restored(), Optional.empty(), (what, _, _) -> {
                    before.add(what);
                    assertThrows(StorageException.Failed.class, () -> Restore.requireFinished(restored()), what);
                    assertThrows(StorageException.InUse.class, () -> LocalStorage.open(restored()), what);
                    assertThrows(
                            StorageException.class,
                            () -> Restore.of(file, restored(), Optional.empty(), Stopping.NEVER),
                            what);
                    try {
                        Files.writeString(restored().resolve("people.json"), "of somebody else");
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                }));

        assertTrue(before.contains("reading the backup"), before.toString());
        assertTrue(BackedUp.names(restored()).contains("people.json"));
        assertEquals("of somebody else", Files.readString(restored().resolve("people.json")));
        assertFalse(Files.exists(restored().resolve(".skerry-restoring")));
    }

    private void killedAgain(Path file, RecoverySecret code, Stopping stopping) {
        assertThrows(StorageException.class, () -> Restore.of(file, restored(), Optional.of(code), stopping));
        assertThrows(StorageException.Failed.class, () -> Restore.requireFinished(restored()));
    }

    @Test
    void aBackupThatIsStoppedLeavesTheStorageWellAndNothingElse() throws IOException {
        try (BackedUp master = new BackedUp(data())) {
            Set<String> before = BackedUp.names(data());

            assertThrows(
                    StorageException.Unreachable.class,
                    () -> master.maker(Clock.systemUTC())
                            .write(OutputStream.nullOutputStream(), false, (what, _, _) -> {
                                if (what.startsWith("writing")) {
                                    throw new StorageException.Unreachable("Stopped.");
                                }
                            }));

            assertEquals(before, BackedUp.names(data()));
            master.storage.put(new RecordId("after"), JsonText.object());
            assertEquals(List.of(), damages(master.backup(temp.resolve("b.zip"), false), Optional.empty()));
        }
    }

    @Test
    void aFileOfSomebodyElseIsRefusedAndWritesNowhere() throws IOException {
        Path file = temp.resolve("evil.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("backup.json"));
            zip.write("{\"version\":1,\"made\":\"2026-11-29T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("../../evil"));
            zip.write(1);
        }

        assertTrue(
                damages(file, Optional.empty()).contains("../../evil is no file of a backup, or is in it twice."),
                damages(file, Optional.empty()).toString());
        assertThrows(StorageException.class, () -> Restore.of(file, restored(), Optional.empty(), Stopping.NEVER));
        assertFalse(Files.exists(temp.getParent().resolve("evil")));
        Files.writeString(temp.resolve("text"), "no backup");
        assertAll(
                () -> assertThrows(
                        StorageException.BadRequest.class,
                        () -> Restore.of(temp.resolve("text"), restored(), Optional.empty(), Stopping.NEVER)),
                () -> assertThrows(
                        StorageException.NotFound.class,
                        () -> BackupCheck.of(temp.resolve("none"), Optional.empty(), Stopping.NEVER)));
    }

    @Test
    void aLinkedFileOfTheIdentityIsInItAndOneThatLeadsNowhereIsTold() throws IOException {
        Path file = temp.resolve("b.zip");
        RecoverySecret code;
        try (BackedUp master = new BackedUp(data())) {
            code = master.code();
            Path elsewhere = temp.resolve("elsewhere.pem");
            Files.move(data().resolve("identity.pem"), elsewhere);
            Files.createSymbolicLink(data().resolve("identity.pem"), elsewhere);
            Files.createSymbolicLink(data().resolve("more"), temp.resolve("nowhere"));
            Files.createSymbolicLink(data().resolve("backups"), temp);
            master.backup(file, false);
        }

        assertEquals(
                List.of(
                        "Damaged already when the backup was made: The file more of the master is a link that leads to no file, so it is not in the backup."),
                damages(file, Optional.of(code)));
        try (BackupFile backup = BackupFile.open(file)) {
            assertEquals(
                    Set.of("audit.key", "identity.pem", "recovery.json"),
                    backup.identity(code).keySet());
        }
    }

    @Test
    void lookingThroughABackupWritesNoKeyOfTheMaster() throws IOException {
        Path file = temp.resolve("b.zip");
        RecoverySecret code;
        try (BackedUp master = new BackedUp(data())) {
            code = master.code();
            master.backup(file, false);
        }
        Set<Path> before = unpacked();
        Set<String> written = new TreeSet<>();

        BackupCheck.Report report = BackupCheck.of(file, Optional.of(code), (_, _, _) -> {
            try {
                for (Path place : unpacked()) {
                    if (!before.contains(place)) {
                        written.addAll(BackedUp.names(place));
                    }
                }
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });

        assertEquals(List.of(), report.damages());
        assertEquals(Set.of("audit.key", "records.sqlite"), written);
        assertEquals(before, unpacked());
    }

    private static Set<Path> unpacked() throws IOException {
        Set<Path> places = new TreeSet<>();
        try (var all = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "skerry-verify*")) {
            all.forEach(places::add);
        }
        return places;
    }

    @Test
    void whoCannotTakeTheFilesIsNotTakenForADamagedBackup() throws IOException {
        Path file = temp.resolve("b.zip");
        try (BackedUp master = new BackedUp(data())) {
            master.backup(file, false);
        }
        List<String> damages = new ArrayList<>();

        try (BackupFile backup = BackupFile.open(file)) {
            assertThrows(
                    IOException.class,
                    () -> backup.read(
                            Optional.empty(),
                            _ -> {
                                throw new IOException("No space left on device");
                            },
                            damages,
                            Stopping.NEVER));
        }

        assertEquals(List.of(), damages);
    }
}
