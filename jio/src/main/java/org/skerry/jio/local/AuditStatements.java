package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.AuditEntry;
import org.skerry.jio.Caller;

/**
 * Writes the audit, in the transaction of what it tells. How many entries there are and the last seal stand beside, once a
 * commit, so that it shows when the end is cut off. Used by the writer's thread only.
 */
final class AuditStatements {

    static final String HEAD = "audit";

    private static final int REFUSALS_A_MINUTE = 20;
    private static final int MAX_TOLD = 200;
    private static final int MAX_PCS = 1_000;

    private record Refusals(long minute, int told, int untold) {}

    /** By the key of a PC; the one longest not refused is forgotten. */
    private final Map<String, Refusals> refusals = new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Refusals> eldest) {
            return size() > MAX_PCS;
        }
    };

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
        Optional<Head> head = Head.of(RecordDatabase.meta(connection, HEAD));
        number = Math.max(head.map(Head::number).orElse(0L), lastNumber(connection));
        seal = head.isPresent() ? head.get().seal() : seal(connection);
        hasMoved = head.isEmpty();
        keepHead(); // of a new list, too: else nobody could tell one that was emptied from one that never was
    }

    /** Where there was a list and its key is there, somebody has emptied it: it is not taken for a new one. */
    private byte[] seal(Connection connection) throws SQLException {
        return !chain.isNew() && isExpected(connection) ? AuditChain.LOST : AuditChain.START;
    }

    /** Whether anything was told in the audit, or must have been, because there are records. */
    static boolean isExpected(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select 1 from audit union all select 1 from record limit 1");
                ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    /** How many entries there are, the seal of the last, and a seal of both. */
    record Head(long number, byte[] seal, byte[] headSeal) {

        /**
         * Empty if there is none, or one that cannot be read: then the chain breaks here, and whoever verifies it sees that.
         */
        static Optional<Head> of(Optional<String> text) {
            String[] parts = text.orElse("").split(":");
            if (parts.length != 3) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Head(
                        Long.parseLong(parts[0]),
                        HexFormat.of().parseHex(parts[1]),
                        HexFormat.of().parseHex(parts[2])));
            } catch (IllegalArgumentException damaged) {
                return Optional.empty();
            }
        }

        static String text(long number, byte[] seal, AuditChain chain) {
            HexFormat hex = HexFormat.of();
            return number + ":" + hex.formatHex(seal) + ":" + hex.formatHex(chain.sealHead(number, seal));
        }

        boolean isSealed(AuditChain chain) {
            return Arrays.equals(headSeal, chain.sealHead(number, seal));
        }
    }

    /**
     * Something that was not allowed. Of one PC twenty a minute are told, and how many more there were: who asks for nothing
     * else fills no disk.
     */
    void addRefusal(Caller caller, String record, String sentence) throws SQLException {
        long minute = clock.millis() / 60_000;
        Refusals known = refusals.getOrDefault(caller.key(), new Refusals(minute, 0, 0));
        if (known.minute() == minute && known.told() >= REFUSALS_A_MINUTE) {
            refusals.put(caller.key(), new Refusals(minute, known.told(), known.untold() + 1));
            return;
        }
        boolean isSame = known.minute() == minute;
        refusals.put(caller.key(), new Refusals(minute, isSame ? known.told() + 1 : 1, 0));
        String more = known.untold() == 0 ? "" : " (%d more before that)".formatted(known.untold());
        add(caller, AuditEntry.REFUSED, cut(record), cut(sentence) + more, 0, 0);
    }

    private static String cut(String text) {
        return text.length() <= MAX_TOLD ? text : text.substring(0, MAX_TOLD) + "\u2026";
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
            keepHead.setString(1, Head.text(number, seal, chain));
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
