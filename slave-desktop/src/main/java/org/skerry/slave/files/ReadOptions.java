package org.skerry.slave.files;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * How to read a file of records.
 *
 * @param encoding empty: find it
 * @param idColumn the column that names records; it stays in the record. Empty: {@link RecordSource#ID_COLUMN}, where
 *     the file has it, and that one does not stay
 * @param separator of CSV cells; empty: comma, semicolon or tab, whichever the header has most of
 */
public record ReadOptions(
        Optional<Charset> encoding, Optional<String> idColumn, Optional<Character> separator, Numbers numbers) {

    /** What becomes of numbers in CSV. */
    public enum Numbers {
        /** A column that holds nothing but numbers becomes numbers, so that it compares as such. */
        DETECT,
        /** Every cell stays text. */
        KEEP_TEXT
    }

    public static final ReadOptions DEFAULT =
            new ReadOptions(Optional.empty(), Optional.empty(), Optional.empty(), Numbers.DETECT);
}
