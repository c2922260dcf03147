package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.skerry.jio.StorageException;

class SqlFailuresTest {

    @Test
    void whatNobodyForesawIsToldWithoutTheWordsOfSqlite() {
        var cause = new SQLException("[SQLITE_ERROR] no such table: record", "", 1);

        StorageException failure = SqlFailures.of(cause);

        assertEquals("The records' file failed; the log here tells more.", failure.getMessage());
        assertEquals(500, failure.statusCode());
        assertSame(cause, failure.getCause());
    }
}
