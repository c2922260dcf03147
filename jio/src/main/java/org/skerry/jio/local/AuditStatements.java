package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.skerry.jio.AuditEntry;
import org.skerry.jio.Caller;

/**
 * Writes the audit, in the transaction of what it tells. How many entries there are and the last seal stand beside, once a
 * commit, so that it shows when the end is cut off. Used by the writer's thread only.
 */
final class AuditStatements {

    static final String HEAD = "audit";

    private final AuditChain chain;
    private final Clock clock;
    private final PreparedStatement insert;
    private final PreparedStatement keepHead;

    private long number;
    private byte[] seal;
    private boolean hasMoved;

    AuditStatements(Connection connection, AuditChain chain, Clock clock) throws SQLException {
        this.chain = chain;
        this.clock = clock;
        insert = connection.prepareStatement(
                "insert into audit(number, time, action, person, pc, pc_key, record, detail, before, after, seal)"
                        + " values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        keepHead =
                connection.prepareStatement("insert or replace into meta(name, value) values('%s', ?)".formatted(HEAD));
        Head head = Head.of(RecordDatabase.meta(connection, HEAD));
        number = Math.max(head.number(), lastNumber(connection));
        seal = head.seal();
    }

    /** How many entries there are, and the seal of the last. */
    record Head(long number, byte[] seal) {

        static Head of(Optional<String> text) {
            if (text.isEmpty()) {
                return new Head(0, AuditChain.START);
            }
            try {
                int colon = text.get().indexOf(':');
                return new Head(
                        Long.parseLong(text.get().substring(0, Math.max(colon, 0))),
                        HexFormat.of().parseHex(text.get().substring(colon + 1)));
            } catch (IllegalArgumentException damaged) {
                return new Head(0, AuditChain.START); // the chain breaks here, and whoever verifies it sees that
            }
        }

        String text() {
            return number + ":" + HexFormat.of().formatHex(seal);
        }
    }

    void add(Caller caller, String action, String record, String detail, long before, long after) throws SQLException {
        AuditEntry entry = new AuditEntry(
                ++number,
                clock.instant(),
                action,
                caller.person(),
                caller.pc(),
                caller.key(),
                record,
                detail,
                before,
                after);
        seal = chain.seal(seal, entry);
        insert.setLong(1, entry.number());
        insert.setLong(2, entry.time().toEpochMilli());
        insert.setString(3, entry.action());
        insert.setString(4, entry.person());
        insert.setString(5, entry.pc());
        insert.setString(6, entry.key());
        insert.setString(7, entry.record());
        insert.setString(8, entry.detail());
        insert.setLong(9, entry.before());
        insert.setLong(10, entry.after());
        insert.setBytes(11, seal);
        insert.executeUpdate();
        hasMoved = true;
    }

    /** Once per commit. */
    void keepHead() throws SQLException {
        if (hasMoved) {
            keepHead.setString(1, new Head(number, seal).text());
            keepHead.executeUpdate();
            hasMoved = false;
        }
    }

    private static long lastNumber(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select coalesce(max(number), 0) from audit");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
