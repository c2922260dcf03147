package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReadConnectionsTest {

    @TempDir
    private Path folder;

    /** A hundred that were never opened, at five seconds each, would take longer than the limit. */
    @Test
    @Timeout(60)
    void nobodyWaitsForConnectionsThatCouldNotBeOpened() {
        RecordDatabase database = RecordDatabase.file(folder.resolve("missing"));

        assertThrows(SQLException.class, () -> new ReadConnections(database, 100));
    }
}
