package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;

@Timeout(60)
final class LostRowsTest {

    @TempDir
    Path data;

    @BeforeEach
    void write() {
        try (LocalStorage storage = LocalStorage.open(data)) {
            for (String id : List.of("a", "b", "c", "d", "e", "f", "g")) {
                storage.put(new RecordId(id), JsonText.object().put("is", id));
                storage.putAttachment(new RecordId(id), "photo", new Attachment("x/y", new byte[] {1}));
            }
            storage.remove(new RecordId("a"));
        }
    }

    /** A name that is out of its order leads the search for others the wrong way. */
    @Test
    void attachmentsThatADamagedNameHidesAreFoundAgain() throws IOException {
        replace("dphoto", "zphoto");
        assertEquals(List.of(), photo("g"));

        RestoredRecords.findAll(data);

        for (String id : List.of("b", "c", "e", "f", "g")) {
            assertEquals(List.of("photo"), photo(id), id);
        }
    }

    @Test
    void anIndexIsMadeOfItsRows() throws SQLException {
        for (String condition : List.of("deleted = 5", "deleted = 1")) {
            execute(
                    "update sqlite_schema set sql = 'create index record_deleted on record(seq) where %s' where name = 'record_deleted'"
                            .formatted(condition));
            if (condition.endsWith("5")) {
                execute("reindex record_deleted");
            }
        }
        assertEquals(7, count());

        RestoredRecords.findAll(data);

        assertEquals(6, count());
    }

    /** Its entry in the index names it still; an index that is made of the row would not. */
    @Test
    void whereTheIdOfARowIsDamagedWhatNamesItStays() throws IOException {
        replace("e{\"is\":\"e\"}", "z{\"is\":\"x\"}");

        RestoredRecords.findAll(data);

        try (LocalStorage storage = LocalStorage.open(data)) {
            assertThrows(StorageException.Damaged.class, () -> storage.get(new RecordId("e")));
        }
    }

    private List<String> photo(String id) {
        try (LocalStorage storage = LocalStorage.open(data)) {
            return storage.allAttachments(new RecordId(id));
        }
    }

    private long count() {
        try (LocalStorage storage = LocalStorage.open(data)) {
            return storage.count();
        }
    }

    /** In a connection of its own each time, for one knows the tables as they were when it was opened. */
    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + data.resolve(LocalStorage.RECORDS_FILE));
                Statement statement = connection.createStatement()) {
            statement.execute("pragma writable_schema = on");
            statement.execute(sql);
        }
    }

    private void replace(String text, String by) throws IOException {
        Path file = data.resolve(LocalStorage.RECORDS_FILE);
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains(text), text);
        Files.writeString(file, bytes.replace(text, by), StandardCharsets.ISO_8859_1);
    }
}
