package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogTrimTest {

    private static final long LARGE = 100_000;

    @TempDir
    Path folder;

    private DataFolder held;
    private RecordDatabase database;

    @BeforeEach
    void create() {
        held = DataFolder.hold(folder);
        database = RecordDatabase.in(held);
    }

    @AfterEach
    void close() {
        held.close();
    }

    private long logBytes() {
        return folder.resolve("records.sqlite-wal").toFile().length();
    }

    private static void write(Connection writer) throws SQLException {
        RecordDatabase.execute(writer, "insert or replace into meta values('x', hex(randomblob(200000)))");
    }

    @Test
    void largeLogIsEmptiedOnceNobodyReadsIt() throws Exception {
        try (Connection writer = database.writer();
                Connection reader = database.reader()) {
            LogTrim trim = new LogTrim(writer, LARGE, Duration.ZERO);
            RecordDatabase.execute(reader, "begin");
            RecordDatabase.meta(reader, "feed");
            write(writer);
            long before = logBytes();
            assertTrue(before > LARGE);

            trim.trim();
            assertEquals(before, logBytes());

            RecordDatabase.execute(reader, "rollback");
            trim.trim();
            assertEquals(0, logBytes());
            assertEquals(400_000, RecordDatabase.meta(reader, "x").orElseThrow().length());
        }
    }

    @Test
    void smallLogIsLeftAndALargeOneTriedNowAndThen() throws Exception {
        try (Connection writer = database.writer()) {
            write(writer);
            long before = logBytes();

            new LogTrim(writer, Long.MAX_VALUE, Duration.ZERO).trim();
            assertEquals(before, logBytes());

            LogTrim patient = new LogTrim(writer, LARGE, Duration.ofHours(1));
            patient.trim();
            write(writer);
            patient.trim();
            assertTrue(logBytes() > LARGE);
        }
    }
}
