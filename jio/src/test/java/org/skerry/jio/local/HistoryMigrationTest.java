package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;

/** A data folder that a program of format 3 has made, as it was, opened by this one. */
@Timeout(60)
class HistoryMigrationTest {

    private static final String KEY = "2202db22014ee9fe7d87186aa447a6aac2666bc13cc80ca80ead76c5404da762";
    private static final RecordId SHIP = new RecordId("ship");

    @TempDir
    private Path folder;

    @BeforeEach
    void make() throws SQLException, IOException {
        try (InputStream dump = HistoryMigrationTest.class.getResourceAsStream("format-3.sql");
                Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("audit.key"), HexFormat.of().parseHex(KEY));
        Path blob = folder.resolve("blobs/2c/2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        Files.createDirectories(blob.getParent());
        Files.writeString(blob, "hello");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("records.sqlite"));
    }

    private static List<String> steps(LocalStorage storage, RecordId id) {
        return storage.history(id, Optional.empty(), 100).versions().stream()
                .map(step -> "%s %s %s%s %s"
                        .formatted(
                                step.sequence(),
                                step.action(),
                                step.person().isEmpty() ? step.pc() : step.person(),
                                step.detail().isEmpty() ? "" : " " + step.detail(),
                                step.isKept() ? "kept" : "gone"))
                .toList();
    }

    @Test
    void recordsAuditAndAttachmentsOfFormat3StayAndHaveAHistoryFromNowOn() {
        try (LocalStorage storage = LocalStorage.open(folder)) {
            assertEquals(
                    List.of("3 attached Ana note kept", "2 changed kitchen gone", "1 created Ana gone"),
                    steps(storage, SHIP));
            assertEquals(List.of("5 removed kitchen gone", "4 created Ana gone"), steps(storage, new RecordId("gone")));
            assertEquals(List.of("6 created kitchen kept"), steps(storage, new RecordId("居里😀")));
            assertEquals(
                    List.of(),
                    storage.removedRecords(Optional.empty(), 10).records(),
                    "what it was when it was removed is not known");
            assertEquals(JsonText.object().put("name", "居里"), storage.get(new RecordId("居里😀")));
            assertArrayEquals(
                    "hello".getBytes(StandardCharsets.UTF_8),
                    storage.getAttachment(SHIP, "note", ByteRange.ALL).bytes());

            storage.put(SHIP, JsonText.object().put("name", "Bo"));
            storage.removeAttachment(SHIP, "note");
            storage.apply(new Write.Restore(SHIP, new Sequence(3), Expected.ANY), WriteKey.NONE);

            assertEquals(JsonText.object().put("name", "Ana").put("length", 8), storage.get(SHIP));
            assertEquals(List.of("note"), storage.allAttachments(SHIP));
        }
        assertTrue(FolderCheck.of(folder, true, Stopping.NEVER).isWhole(), "each row has its sum");
        assertEquals(
                new AuditTrail.Verdict(9, Optional.empty(), Optional.empty()),
                AuditTrail.of(folder).verify());
    }

    @Test
    void whoeverReadsBesidesIsToldToStartTheProgramOnce() {
        String sentence = assertThrows(StorageException.Failed.class, () -> AuditTrail.of(folder))
                .getMessage();

        assertEquals(
                "The records in %s are of another version of this program; start it there once.".formatted(folder),
                sentence);
    }

    @Test
    void aMigrationThatIsKilledLeavesFormat3() throws Exception {
        Path copy = folder.resolve("copy");
        try (Connection connection = connect()) {
            RecordDatabase.execute(connection, "pragma journal_mode = wal");
            RecordDatabase.execute(connection, "pragma cache_spill = 1");
            RecordDatabase.execute(
                    connection, "pragma cache_size = 1"); // so that changes reach the disk before a commit
            RecordDatabase.execute(connection, "begin immediate");
            RecordTables.bringUpToDate(connection, 3);
            Files.createDirectories(copy);
            for (String name : List.of("records.sqlite", "records.sqlite-wal")) {
                Files.copy(folder.resolve(name), copy.resolve(name));
            }
            RecordDatabase.execute(connection, "rollback");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("records.sqlite"))) {
            assertEquals(Optional.of("3"), RecordDatabase.meta(connection, "format"));
        }
        Files.write(copy.resolve("audit.key"), HexFormat.of().parseHex(KEY));

        try (LocalStorage storage = LocalStorage.open(copy)) {
            assertEquals(
                    List.of("3 attached Ana note kept", "2 changed kitchen gone", "1 created Ana gone"),
                    steps(storage, SHIP));
        }
    }
}
