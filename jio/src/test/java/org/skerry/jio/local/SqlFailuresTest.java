package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.skerry.jio.StorageException;
import org.sqlite.core.DB;

class SqlFailuresTest {

    private static final int SQLITE_IOERR_IN_PAGE = 10 | 34 << 8;
    private static final int SQLITE_IOERR_FSYNC = 10 | 4 << 8;
    private static final int SQLITE_UNHEARD_OF = 99 | 7 << 8;

    @Test
    void whatNobodyForesawIsToldWithoutTheWordsOfSqlite() {
        var cause = new SQLException("[SQLITE_ERROR] no such table: record", "", 1);

        StorageException failure = SqlFailures.of(cause);

        assertEquals("The records' file failed; the log here tells more.", failure.getMessage());
        assertEquals(500, failure.statusCode());
        assertSame(cause, failure.getCause());
    }

    @Test
    void failuresOfTheDiskEndWritingWhetherTheDriverKnowsThemOrNot() {
        for (int code : new int[] {SQLITE_IOERR_FSYNC, SQLITE_IOERR_IN_PAGE}) {
            SQLException failure = DB.newSQLException(code, "disk I/O error");

            assertTrue(SqlFailures.endsWriting(failure), "code " + code);
            assertEquals(
                    "The disk failed; check it, then start the program again.",
                    SqlFailures.of(failure).getMessage());
        }
        assertFalse(SqlFailures.endsWriting(DB.newSQLException(SQLITE_UNHEARD_OF, "something else")));
    }
}
