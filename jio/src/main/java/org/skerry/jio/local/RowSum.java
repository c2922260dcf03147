package org.skerry.jio.local;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.sqlite.Function;

/**
 * A checksum of each row of records and their versions, because SQLite has none: a bit that a disk has flipped would be told
 * as a record. The low 32 bits are the CRC-32C of id, mark and text; above them are the sequence and whether the record is
 * removed, so that these can be checked without reading the text. Of rows of attachments see {@link AttachmentRow}.
 */
final class RowSum {

    /** The name of the function for SQL. */
    private static final String FUNCTION = "record_sum";

    /** How many low bits of a sum are the CRC-32C. */
    static final int CRC_BITS = 32;

    static final long CRC_MASK = 0xffff_ffffL;

    /** What fits above them. */
    static final long PLACE_MASK = 0x7fff_ffffL;

    /** SQLite's number for the type of a null. */
    private static final int NULL_TYPE = 5;

    /** How many times the time counts in the sum of an end: so that a flipped bit of it is none of the removal. */
    private static final int END_WEIGHT = 3;

    /** What {@link #place} is of a row after a new sequence, the parameter 1; the rest of its sum stays as it is. */
    static final String MOVED =
            "((?1 * 2 + deleted) & %d) << %d | (sum & %d)".formatted(PLACE_MASK, CRC_BITS, CRC_MASK);

    /** The sum of how a version ended, for SQL: when, and by which removal if by one. */
    static String ofEnd(String ended, String removal) {
        return "(%s * %d + coalesce(%s, 0))".formatted(ended, END_WEIGHT, removal);
    }

    private RowSum() {}

    static long of(long sequence, String id, boolean isBeyondBmp, boolean isRemoved, @Nullable String doc) {
        CRC32C crc = new CRC32C();
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        crc.update(name, 0, name.length);
        crc.update(isBeyondBmp ? 1 : 0);
        crc.update(doc == null ? 0 : 1);
        if (doc != null) {
            byte[] text = doc.getBytes(StandardCharsets.UTF_8);
            crc.update(text, 0, text.length);
        }
        return (place(sequence, isRemoved) << CRC_BITS) | crc.getValue();
    }

    private static long place(long sequence, boolean isRemoved) {
        return (sequence * 2 + (isRemoved ? 1 : 0)) & PLACE_MASK;
    }

    /** The id in a row that is not checked yet: where a flipped bit has made it nothing, an empty one, which no record has. */
    static String id(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    /**
     * Checks a whole row.
     *
     * @throws StorageException.Damaged if it is not as it was written
     */
    static void check(
            long sum, long sequence, String id, boolean isBeyondBmp, boolean isRemoved, @Nullable String doc) {
        if (sum != of(sequence, id, isBeyondBmp, isRemoved, doc) || (doc == null) != isRemoved) {
            throw new StorageException.Damaged(id, sequence);
        }
    }

    /** Checks an older version of a record, or a removal; the text of a step without a body is the next one's that has one. */
    static void checkVersion(long sum, long sequence, String id, boolean isRemoved, @Nullable String doc) {
        try {
            check(sum, sequence, id, RecordScan.isBeyondBmp(id), isRemoved, doc);
        } catch (StorageException.Damaged damaged) {
            throw StorageException.Damaged.olderVersion(id);
        }
    }

    /** The same for a row of which the text is not read. */
    static void checkPlace(long sum, long sequence, String id, boolean isRemoved) {
        if (sum >>> CRC_BITS != place(sequence, isRemoved)) {
            throw new StorageException.Damaged(id, sequence);
        }
    }

    /**
     * Gives a table of an older format its sums, in the transaction that is open: a column {@code sum}, if it has none, and its
     * values. What the rows hold now is taken for right.
     */
    static void addTo(Connection connection) throws SQLException {
        if (!hasColumn(connection)) {
            RecordDatabase.execute(connection, "alter table record add column sum integer not null default 0");
        }
        Function.create(connection, FUNCTION, new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(of(value_long(0), value_text(1), value_int(2) == 1, value_int(3) == 1, text(4)));
            }

            private @Nullable String text(int argument) throws SQLException {
                return value_type(argument) == NULL_TYPE ? null : value_text(argument);
            }
        });
        RecordDatabase.execute(
                connection, "update record set sum = %s(seq, id, beyond_bmp, deleted, doc)".formatted(FUNCTION));
        Function.destroy(connection, FUNCTION);
    }

    private static boolean hasColumn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select 1 from pragma_table_info('record') where name = 'sum'")) {
            return row.next();
        }
    }
}
