package org.skerry.jio.local;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.StorageException;
import org.sqlite.Function;

/**
 * What the tables know of an attachment that a record has or once had, with a checksum as in {@link RowSum}: below the
 * CRC-32C of all but the span, above it the span.
 *
 * @param record its identifier; empty where a flipped bit has made it nothing
 * @param name empty there, too
 * @param since the sequence from which on the record had it; 0 for one from before there was a history
 * @param until the one from which on it had it no more; 0 for what it still has
 */
record AttachmentRow(
        String record,
        String name,
        @Nullable String sha256,
        long size,
        @Nullable String type,
        long since,
        long until) {

    /** The columns for {@link #read} in the table {@code attachment}. */
    static final String PRESENT = "record, name, sha256, size, type, since, 0, sum";

    /** The same in the table {@code attachment_version}. */
    static final String PAST = "record, name, sha256, size, type, since, until, sum";

    /** The name of the function for SQL. */
    private static final String FUNCTION = "attachment_sum";

    /** How many times the first change of a span counts: a flipped bit of it is none of the other end. */
    private static final int SINCE_WEIGHT = 3;

    /**
     * The row, whole.
     *
     * @throws StorageException.Damaged if it is not as it was written
     */
    static AttachmentRow read(ResultSet row) throws SQLException {
        AttachmentRow read = readUnchecked(row);
        if (!isWell(row, read)) {
            throw read.until == 0
                    ? new StorageException.Damaged(read.record, 0)
                    : StorageException.Damaged.olderVersion(read.record);
        }
        return read;
    }

    /** The row as it is, whole or not. */
    static AttachmentRow readUnchecked(ResultSet row) throws SQLException {
        return new AttachmentRow(
                RowSum.id(row, 1),
                RowSum.id(row, 2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(7));
    }

    /** Whether the row is as it was written. */
    static boolean isWell(ResultSet row, AttachmentRow read) throws SQLException {
        return row.getLong(8) == read.sum();
    }

    /** The sum for SQL where a row is copied with another span; each a column or a parameter of the statement. */
    static String sumWithSpan(String since, String until) {
        return "((%s * %d + %s) & %d) << %d | (sum & %d)"
                .formatted(since, SINCE_WEIGHT, until, RowSum.PLACE_MASK, RowSum.CRC_BITS, RowSum.CRC_MASK);
    }

    /** Fills an insertion of record, name, sha256, size, type, since and sum. */
    void bind(PreparedStatement insert) throws SQLException {
        insert.setString(1, record);
        insert.setString(2, name);
        insert.setString(3, sha256);
        insert.setLong(4, size);
        insert.setString(5, type);
        insert.setLong(6, since);
        insert.setLong(7, sum());
    }

    long sum() {
        CRC32C crc = new CRC32C();
        for (String text : new @Nullable String[] {record, name, sha256, Long.toString(size), type}) {
            byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
            crc.update(bytes.length >> 8);
            crc.update(bytes.length);
            crc.update(bytes, 0, bytes.length);
        }
        return ((since * SINCE_WEIGHT + until) & RowSum.PLACE_MASK) << RowSum.CRC_BITS | crc.getValue();
    }

    /** Only of a row that is well. */
    AttachmentInfo info() {
        return new AttachmentInfo(String.valueOf(sha256), size, String.valueOf(type));
    }

    /**
     * Fills the column {@code sum} of the table {@code attachment} of an older format, in the transaction that is open. What
     * the rows hold now is taken for right.
     */
    static void addSums(Connection connection) throws SQLException {
        Function.create(connection, FUNCTION, new Function() {
            @Override
            protected void xFunc() throws SQLException {
                AttachmentRow row = new AttachmentRow(
                        value_text(0), value_text(1), value_text(2), value_long(3), value_text(4), value_long(5), 0);
                result(row.sum());
            }
        });
        RecordDatabase.execute(
                connection,
                "update attachment set sum = %s(record, name, sha256, size, type, since)".formatted(FUNCTION));
        Function.destroy(connection, FUNCTION);
    }
}
