package org.skerry.jio.local;

import java.lang.System.Logger.Level;
import java.sql.SQLException;
import org.skerry.jio.StorageException;
import org.sqlite.SQLiteException;

/** What SQLite's failures mean to a caller. */
final class SqlFailures {

    private static final System.Logger LOG = System.getLogger(SqlFailures.class.getName());

    // Primary result codes, https://www.sqlite.org/rescode.html
    private static final int UNKNOWN = -1;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;
    /** The index of the write-ahead log could not grow: in practice a full disk. */
    private static final int IOERR_SHMSIZE = IOERR | 19 << 8;

    private SqlFailures() {}

    static StorageException of(SQLException cause) {
        if (isFull(cause)) {
            return full(cause);
        }
        return switch (code(cause) & 0xff) {
            case BUSY, LOCKED ->
                new StorageException.Failed(
                        "Another program keeps the records' file locked; close it and try again.", cause);
            case READONLY, CANTOPEN ->
                new StorageException.Failed("The records' file cannot be opened for writing; check its rights.", cause);
            case CORRUPT, NOTADB ->
                new StorageException.Failed("The records' file is damaged; restore it from a backup.", cause);
            case IOERR ->
                new StorageException.Failed("The disk failed; check it, then start the program again.", cause);
            default -> {
                LOG.log(Level.WARNING, "The records' file failed code=" + code(cause), cause);
                yield new StorageException.Failed("The records' file failed; the log here tells more.", cause);
            }
        };
    }

    static StorageException.Full full(Exception cause) {
        return new StorageException.Full(
                "There is no space left on the disk; nothing was written. Free some space and try again.", cause);
    }

    static boolean isFull(SQLException cause) {
        return (code(cause) & 0xff) == FULL || code(cause) == IOERR_SHMSIZE;
    }

    /** Whether a page of the file is damaged. */
    static boolean isDamage(SQLException cause) {
        int code = code(cause) & 0xff;
        return code == CORRUPT || code == NOTADB;
    }

    /**
     * Whether nobody knows any more what a later commit would do: after a failed sync the system may have dropped what it
     * could not write, and a second sync would succeed without it.
     */
    static boolean endsWriting(SQLException cause) {
        int code = code(cause) & 0xff;
        return !isFull(cause) && (code == IOERR || code == CORRUPT || code == NOTADB);
    }

    /** The extended result code; {@code getErrorCode} has only the primary one. */
    static int code(SQLException cause) {
        int code = knownCode(cause);
        // The driver turns codes that it does not know into -1, and leaves SQLite's sentence.
        boolean isIoError =
                code == UNKNOWN && String.valueOf(cause.getMessage()).contains("disk I/O error");
        return isIoError ? IOERR : code;
    }

    private static int knownCode(SQLException cause) {
        return cause instanceof SQLiteException sqlite ? sqlite.getResultCode().code : cause.getErrorCode();
    }
}
