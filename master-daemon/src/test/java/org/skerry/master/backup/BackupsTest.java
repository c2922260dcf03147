package org.skerry.master.backup;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.Stopping;
import tools.jackson.databind.JsonNode;

/** What a master does by itself, by a clock of the test. */
@Timeout(120)
final class BackupsTest {

    private static final BackupSettings NIGHTLY =
            new BackupSettings(Optional.empty(), Optional.of(LocalTime.of(2, 30)), false);

    @TempDir
    Path temp;

    private final SetClock clock = new SetClock();
    private final List<String> told = new ArrayList<>();
    private BackedUp master;

    /** Goes when it is told. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-11-01T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void open() {
        master = new BackedUp(temp.resolve("data"));
    }

    @AfterEach
    void close() {
        master.close();
    }

    private Backups backups(BackupSettings settings) {
        return backups(master.maker(clock), settings);
    }

    private Backups backups(BackupMaker maker, BackupSettings settings) {
        return new Backups(
                master.data,
                maker,
                settings,
                (action, _, _, detail) -> told.add(action + " " + detail),
                clock,
                ZoneOffset.UTC);
    }

    private Path folder() {
        return master.data.resolve("backups");
    }

    private void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    @Test
    void itMakesOneEachNightAndRotates() throws IOException {
        Backups backups = backups(NIGHTLY);
        backups.makeIfDue();
        assertFalse(Files.exists(folder()), "the night has not come");

        for (int hour = 0; hour < 24 * 12; hour++) {
            pass(Duration.ofHours(1));
            backups.makeIfDue();
        }

        Set<String> names = BackedUp.names(folder());
        assertEquals(7, names.size(), names.toString()); // the last of each week and of the month is among them
        for (String name : names) {
            assertTrue(name.matches("skerry-2026-11-\\d\\d-030000\\.zip"), name);
            assertEquals(
                    List.of(),
                    BackupCheck.of(folder().resolve(name), Optional.of(master.code()), Stopping.NEVER)
                            .damages());
        }
        assertEquals("backup " + folder().resolve("skerry-2026-11-13-030000.zip"), told.getLast());
        JsonNode report = backups.report();
        assertAll(
                () -> assertEquals(
                        "2026-11-13T03:00:00Z", report.path("last").path("time").asString()),
                () -> assertFalse(report.path("automatic").path("elsewhere").asBoolean()),
                () -> assertEquals(
                        "02:30", report.path("automatic").path("time").asString()));
    }

    @Test
    void whatItDidNotMakeIsNeverDeleted() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("skerry-2026-10-01-030000.zip"), "from somewhere else");
        Backups backups = backups(NIGHTLY);
        for (int day = 0; day < 20; day++) {
            pass(Duration.ofDays(1));
            backups.makeIfDue();
            if (day == 0) {
                Files.writeString(
                        BackedUp.names(folder()).stream()
                                .filter(name -> name.contains("-11-"))
                                .findFirst()
                                .map(folder()::resolve)
                                .orElseThrow(),
                        "changed by somebody");
            }
        }

        Set<String> names = BackedUp.names(folder());
        assertTrue(names.contains("skerry-2026-10-01-030000.zip"), names.toString());
        assertTrue(names.contains("skerry-2026-11-02-120000.zip"), names.toString());
    }

    @Test
    void whatAKilledMasterHasLeftIsGoneAfterTheNextStart() throws IOException {
        Path scratch = Files.createDirectories(master.data.resolve("backup.tmp"));
        Files.writeString(scratch.resolve("snapshot-1"), "half");
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("skerry-2026-10-01-030000.zip.part"), "half");
        Files.writeString(folder().resolve("skerry-2026-09-01-030000.zip"), "whole");

        backups(NIGHTLY).start().close();

        assertFalse(Files.exists(scratch));
        assertEquals(Set.of("skerry-2026-09-01-030000.zip"), BackedUp.names(folder()));
    }

    @Test
    void aPcThatIsOffAtNightMakesItAtTheStart() {
        backups(NIGHTLY).close();
        pass(Duration.ofHours(37));
        Backups backups = backups(NIGHTLY);

        pass(Duration.ofMinutes(4));
        backups.makeIfDue();
        assertFalse(Files.isDirectory(folder()), "it has only just started");
        pass(Duration.ofMinutes(1));
        backups.makeIfDue();

        assertTrue(Files.isDirectory(folder()));
    }

    @Test
    void aPcThatIsOffEachNightMakesOneEachDay() throws IOException {
        for (int day = 0; day < 7; day++) { // from 12 to 20 o'clock, and a little earlier each day
            Backups backups = backups(NIGHTLY);
            for (int minutes = 0; minutes < 8 * 60; minutes += 20) {
                pass(Duration.ofMinutes(20));
                backups.makeIfDue();
            }
            backups.close();
            pass(Duration.ofMinutes(15 * 60 + 50));
        }

        assertEquals(6, BackedUp.names(folder()).size(), "all days but the first");
    }

    @Test
    void aFailureIsToldAfterARestartAndTriedAgainSoon() throws IOException {
        Path disk = temp.resolve("disk");
        BackupSettings settings = new BackupSettings(Optional.of(disk), Optional.of(LocalTime.of(2, 30)), false);
        Backups first = backups(settings);
        pass(Duration.ofDays(1));
        first.makeIfDue();
        List<String> warnings = first.warnings();

        pass(Duration.ofMinutes(10));
        Backups second = backups(settings);
        assertEquals(1, warnings.size());
        assertEquals(warnings, second.warnings());
        Files.createDirectory(disk);
        pass(Duration.ofMinutes(5));
        second.makeIfDue();

        assertEquals(1, BackedUp.names(disk).size());
        assertEquals(List.of(), second.warnings());
        assertEquals(List.of(), backups(settings).warnings());
    }

    @Test
    void whoMakesThemByHandAloneIsNotWarnedOfThoseThatTheMasterMade() throws IOException {
        BackupSettings byHand = new BackupSettings(Optional.empty(), Optional.empty(), false);
        Path disk = temp.resolve("disk");
        BackupSettings nightly = new BackupSettings(Optional.of(disk), Optional.of(LocalTime.of(2, 30)), false);
        Backups backups = backups(nightly);
        pass(Duration.ofDays(1));
        backups.makeIfDue();
        assertTrue(backups.warnings().getFirst().startsWith("The last automatic"), backups.warnings()::toString);
        assertEquals(List.of(), backups(byHand).warnings(), "one failed");

        Files.createDirectory(disk);
        try (var blobs = Files.walk(master.data.resolve("blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.delete(blob);
            }
        }
        pass(Duration.ofDays(1));
        backups.makeIfDue();

        assertTrue(backups.warnings().getFirst().startsWith("Something is damaged"), backups.warnings()::toString);
        assertEquals(List.of(), backups(byHand).warnings(), "something is damaged");
        assertFalse(backups(byHand).report().has("failure"));
    }

    @Test
    void aFolderThatIsNotThereIsToldAndTriedAgainAfterAnHour() throws IOException {
        Path disk = temp.resolve("disk");
        Backups backups = backups(new BackupSettings(Optional.of(disk), Optional.of(LocalTime.of(2, 30)), true));
        assertEquals(
                List.of("The folder for backups, %s, is not there, or not to be written to; is its disk connected?"
                        .formatted(disk)),
                backups.warnings(),
                "before the first try, too");
        pass(Duration.ofDays(1));
        backups.makeIfDue();
        assertEquals(
                List.of(
                        "The last automatic backup failed: The folder for backups, %s, is not there, or not to be written to; is its disk connected?"
                                .formatted(disk)),
                backups.warnings());

        isTriedAgainAfterAnHour(backups, disk);

        assertEquals(List.of(), backups.warnings());
        Path made = disk.resolve(BackedUp.names(disk).iterator().next());
        assertTrue(BackupCheck.isEncrypted(made));
    }

    @Test
    void aWeekWithoutABackupElsewhereIsRemindedOf() {
        Backups backups = backups(NIGHTLY);
        for (int day = 0; day < 7; day++) {
            pass(Duration.ofDays(1));
            backups.makeIfDue();
            assertFalse(backups.report().path("remind").asBoolean());
        }
        pass(Duration.ofMinutes(1));
        assertTrue(backups.report().path("remind").asBoolean());
        assertTrue(backups.warnings().getFirst().startsWith("No backup was made on another disk yet"));

        backups.answers()
                .get("backup-kept")
                .apply(new MadeBackup(clock.now, "/media/stick/b.zip", 5, 5, false, Optional.empty(), true).json());
        assertFalse(backups.report().path("remind").asBoolean());
        assertEquals("backup /media/stick/b.zip", told.getLast());
        pass(Duration.ofDays(8));
        assertTrue(backups(NIGHTLY).report().path("remind").asBoolean(), "also after a start");
    }

    @Test
    void aClockThatWasAheadOnceEndsNeitherBackupsNorReminders() throws IOException {
        Instant now = clock.now;
        clock.now = Instant.parse("2036-01-01T12:00:00Z");
        Backups wrong = backups(NIGHTLY);
        pass(Duration.ofDays(2));
        wrong.makeIfDue();
        wrong.answers()
                .get("backup-kept")
                .apply(new MadeBackup(clock.now, "/media/stick/b.zip", 5, 5, false, Optional.empty(), true).json());
        clock.now = now;

        Backups backups = backups(NIGHTLY);
        pass(Duration.ofMinutes(5));
        backups.makeIfDue();

        assertEquals(Set.of("skerry-2026-11-01-120500.zip", "skerry-2036-01-03-120000.zip"), BackedUp.names(folder()));
        assertTrue(backups.report().path("remind").asBoolean());
    }

    @Test
    void aFailureIsTriedAgainEachHourOnlyAlsoAfterTheClockWasSetBack() throws IOException {
        Path disk = temp.resolve("disk");
        Instant now = clock.now;
        clock.now = Instant.parse("2030-01-01T12:00:00Z");
        Backups backups = backups(new BackupSettings(Optional.of(disk), Optional.of(LocalTime.of(2, 30)), false));
        clock.now = now;
        pass(Duration.ofDays(1));
        backups.makeIfDue();

        isTriedAgainAfterAnHour(backups, disk);
    }

    /** Once the disk is there, after a failure. */
    private void isTriedAgainAfterAnHour(Backups backups, Path disk) throws IOException {
        Files.createDirectory(disk);
        pass(Duration.ofMinutes(59));
        backups.makeIfDue();
        assertEquals(Set.of(), BackedUp.names(disk));
        pass(Duration.ofMinutes(1));
        backups.makeIfDue();
        assertEquals(1, BackedUp.names(disk).size());
    }

    @Test
    void whateverFailsIsToldAndTriedAgain() throws IOException {
        AtomicBoolean isPulled = new AtomicBoolean(true);
        BackupMaker maker = new BackupMaker(
                master.data,
                Optional.empty(),
                "Site",
                (place, stopping) -> {
                    if (isPulled.get()) {
                        throw new DirectoryIteratorException(new IOException("Input/output error"));
                    }
                    return master.storage.snapshot(place, stopping);
                },
                new SecureRandom(),
                clock);
        Backups backups = backups(maker, NIGHTLY);
        pass(Duration.ofDays(2));

        backups.makeIfDue();

        assertTrue(
                backups.warnings().getFirst().startsWith("The last automatic backup failed: "),
                backups.warnings().toString());
        isPulled.set(false);
        pass(Duration.ofHours(1));
        backups.makeIfDue();
        assertEquals(List.of(), backups.warnings());
        assertEquals(1, BackedUp.names(folder()).size());
    }

    @Test
    void aMasterThatEndedInTheMiddleTriesAgainAfterAnHourOnly() throws IOException {
        BackupMaker ends = new BackupMaker(
                master.data,
                Optional.empty(),
                "Site",
                (_, _) -> {
                    throw new OutOfMemoryError("ends the master");
                },
                new SecureRandom(),
                clock);
        Backups first = backups(ends, NIGHTLY);
        pass(Duration.ofDays(2));
        assertThrows(OutOfMemoryError.class, first::makeIfDue);

        Backups second = backups(NIGHTLY);
        assertEquals(
                List.of("The last automatic backup failed: The master ended before it was done."), second.warnings());
        pass(Duration.ofMinutes(59));
        second.makeIfDue();
        assertEquals(Set.of(), BackedUp.names(folder()));
        pass(Duration.ofMinutes(1));
        second.makeIfDue();
        assertEquals(1, BackedUp.names(folder()).size());
    }

    @Test
    void aDamagedMasterKeepsItsGoodBackupsAndSaysSo() throws IOException {
        Backups backups = backups(NIGHTLY);
        pass(Duration.ofDays(1));
        backups.makeIfDue();
        Set<String> good = BackedUp.names(folder());
        try (var blobs = Files.walk(master.data.resolve("blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.delete(blob);
            }
        }
        for (int day = 0; day < 30; day++) {
            pass(Duration.ofDays(1));
            backups.makeIfDue();
        }

        assertTrue(BackedUp.names(folder()).containsAll(good));
        assertEquals(8, BackedUp.names(folder()).size(), "and seven with damages");
        assertTrue(
                backups.warnings().getFirst().startsWith("Something is damaged"),
                backups.warnings().toString());
        assertEquals(
                "2026-11-02T12:00:00Z",
                backups.report().path("last").path("time").asString());
        assertEquals(backups.warnings(), backups(NIGHTLY).warnings(), "also after a restart");
    }

    @Test
    void damageOfOlderVersionsAloneLeavesABackupGood() throws IOException {
        Backups backups = backups(NIGHTLY);
        master.storage.removeAttachment(new RecordId("r1"), "picture.png");
        try (var blobs = Files.walk(master.data.resolve("blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.writeString(blob, "rotten");
            }
        }
        pass(Duration.ofDays(1));

        backups.makeIfDue();

        assertEquals(List.of(), backups.warnings());
        assertEquals(
                "2026-11-02T12:00:00Z",
                backups.report().path("last").path("time").asString());
    }

    @Test
    void theLastThatIsAFileIsToldBesideOneInAPipe() {
        Backups backups = backups(NIGHTLY);
        for (String file : List.of("/media/stick/b.zip", "standard output")) {
            pass(Duration.ofHours(1));
            backups.answers()
                    .get("backup-kept")
                    .apply(new MadeBackup(clock.now, file, 5, 5, false, Optional.empty(), true).json());
        }

        JsonNode report = backups.report();

        assertEquals("standard output", report.path("last").path("file").asString());
        assertEquals("/media/stick/b.zip", report.path("last_file").path("file").asString());
    }

    @Test
    void whoReadsTheStreamHasTheSameFileAndWhoGoesAwayStopsIt() throws IOException {
        Backups backups = backups(NIGHTLY);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        backups.longAnswers().get("backup").apply(JsonText.object()).writeTo(stream);
        Path file = temp.resolve("b.zip");
        JsonNode made;
        try (OutputStream out = Files.newOutputStream(file)) {
            made = BackupStream.receive(new ByteArrayInputStream(stream.toByteArray()), out, Stopping.NEVER);
        }
        assertEquals(Files.size(file), made.path("bytes").asLong());
        assertEquals(
                List.of(),
                BackupCheck.of(file, Optional.empty(), Stopping.NEVER).damages());

        byte[] older =
                "{\"error\":\"This master does not know it.\",\"status_code\":501}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "This master does not know it.",
                assertThrows(
                                StorageException.NotOffered.class,
                                () -> BackupStream.receive(
                                        new ByteArrayInputStream(older),
                                        OutputStream.nullOutputStream(),
                                        Stopping.NEVER))
                        .getMessage());
        byte[] cut = new ByteArrayInputStream(stream.toByteArray()).readNBytes(stream.size() / 2);
        assertThrows(
                StorageException.Unreachable.class,
                () -> BackupStream.receive(
                        new ByteArrayInputStream(cut), OutputStream.nullOutputStream(), Stopping.NEVER));
        assertThrows(
                IOException.class,
                () -> backups.longAnswers()
                        .get("backup")
                        .apply(JsonText.object())
                        .writeTo(new OutputStream() {
                            @Override
                            public void write(int one) throws IOException {
                                throw new IOException("gone");
                            }
                        }));
        assertFalse(Files.exists(master.data.resolve("backup.tmp")));
        backups.longAnswers().get("backup").apply(JsonText.object()).writeTo(new ByteArrayOutputStream());
    }
}
