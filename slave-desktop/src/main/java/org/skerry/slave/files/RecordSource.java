package org.skerry.slave.files;

import java.nio.charset.Charset;
import java.util.Optional;

/** The records of a file, one after the other. Used by one thread. */
public interface RecordSource extends AutoCloseable {

    /** The column or key that holds a record's id in a file that Skerry has exported; it is not part of the record. */
    String ID_COLUMN = "__id";

    /**
     * The next row; empty at the end.
     *
     * @throws FileFailure if the file cannot be read further
     */
    Optional<SourceRow> next();

    /** How much of the file is read, 0 to 1. */
    double fraction();

    /** What a row's number counts: "line" or "record". */
    String rowWord();

    /** The encoding where it had to be guessed. */
    Optional<Charset> guessedCharset();

    @Override
    void close();
}
