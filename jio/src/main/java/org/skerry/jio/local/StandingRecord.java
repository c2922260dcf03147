package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import tools.jackson.databind.node.ObjectNode;

/**
 * What stands under an id: a record, what a removed one leaves, or nothing.
 *
 * @param sequence of its last change, 0 if nothing was ever written
 * @param text of the record, if there is one now
 */
record StandingRecord(long sequence, Optional<String> text) {

    static PreparedStatement select(Connection connection) throws SQLException {
        return connection.prepareStatement("select seq, deleted, doc, beyond_bmp, sum from record where id = ?");
    }

    static StandingRecord read(PreparedStatement select, RecordId id) throws SQLException {
        select.setString(1, id.text());
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return new StandingRecord(0, Optional.empty());
            }
            long sequence = row.getLong(1);
            String text = row.getString(3);
            RowSum.check(row.getLong(5), sequence, id.text(), row.getInt(4) == 1, row.getInt(2) != 0, text);
            return new StandingRecord(sequence, Optional.ofNullable(text));
        }
    }

    boolean wasWritten() {
        return sequence > 0;
    }

    Optional<ObjectNode> body() {
        return text.map(there -> (ObjectNode) JsonText.read(there));
    }

    /** How long it is, in chars. */
    int length() {
        return text.map(String::length).orElse(0);
    }

    /**
     * The same without the record itself, which is not read for that.
     *
     * @param bytes of its text
     */
    record Place(long sequence, boolean exists, long bytes) {

        static PreparedStatement select(Connection connection) throws SQLException {
            return connection.prepareStatement("select seq, deleted, octet_length(doc), sum from record where id = ?");
        }

        static Place read(PreparedStatement select, RecordId id) throws SQLException {
            select.setString(1, id.text());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return new Place(0, false, 0);
                }
                long sequence = row.getLong(1);
                boolean isRemoved = row.getInt(2) != 0;
                RowSum.checkPlace(row.getLong(4), sequence, id.text(), isRemoved);
                return new Place(sequence, !isRemoved, row.getLong(3));
            }
        }

        boolean wasWritten() {
            return sequence > 0;
        }
    }
}
