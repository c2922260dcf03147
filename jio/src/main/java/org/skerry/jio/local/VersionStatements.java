package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;

/** The statements that keep what records were, and drop it when its time is over. Used by the writer's thread only. */
final class VersionStatements {

    static final String TIME = "history-time";

    /** How many versions are dropped in one transaction: a few milliseconds. */
    static final int MAX_DROPPED = 200;

    /** How much text of them, in bytes. */
    private static final long MAX_DROPPED_BYTES = 4 * 1024 * 1024;

    private record Expired(long sequence, String id, long bytes) {}

    private final HistoryClock clock;
    private final PreparedStatement keep;
    private final PreparedStatement keepStep;
    private final PreparedStatement keepAttachment;
    private final PreparedStatement keepAttachments;
    private final PreparedStatement find;
    private final PreparedStatement retireOthers;
    private final PreparedStatement deleteRetired;
    private final PreparedStatement bringBack;
    private final PreparedStatement expired;
    private final PreparedStatement drop;
    private final PreparedStatement dropAttachments;
    private final PreparedStatement keepTime;

    VersionStatements(Connection connection, HistoryClock clock) throws SQLException {
        this.clock = clock;
        String insert = "insert into version(seq, id, deleted, ended, removal, sum, end_sum, doc)"
                + " select seq, id, deleted, ?2, ?3, sum, %s, ".formatted(RowSum.ofEnd("?2", "?3"));
        keep = connection.prepareStatement(insert + "doc from record where id = ?1");
        keepStep = connection.prepareStatement(insert + "null from record where id = ?1");
        String move = "insert into attachment_version(record, name, sha256, size, type, since, until, sum)"
                + " select record, name, sha256, size, type, since, ?2, " + AttachmentRow.sumWithSpan("since", "?2")
                + " from attachment where record = ?1";
        keepAttachment = connection.prepareStatement(move + " and name = ?3");
        keepAttachments = connection.prepareStatement(move);
        find = connection.prepareStatement("select 1 from version where seq = ?2 and id = ?1 and deleted = 0"
                + " union all select 1 from record where seq = ?2 and id = ?1 and deleted = 0");
        // what the version had: attachments since before it, and those that were kept since before it until after it
        String had = "select 1 from attachment_version p where p.record = ?1 and p.since <= ?3 and p.until > ?3"
                + " and p.name = attachment.name";
        retireOthers = connection.prepareStatement(move + " and since > ?3 and not exists (" + had
                + " and p.sha256 = attachment.sha256 and p.type = attachment.type)");
        deleteRetired = connection.prepareStatement(
                "delete from attachment where record = ?1 and exists (select 1 from"
                        + " attachment_version p where p.record = ?1 and p.name = attachment.name and p.since = attachment.since)");
        bringBack = connection.prepareStatement("insert into attachment(record, name, sha256, size, type, since, sum)"
                + " select record, name, sha256, size, type, ?2, " + AttachmentRow.sumWithSpan("?2", "0")
                + " from attachment_version p where record = ?1"
                + " and since <= ?3 and until > ?3"
                + " and not exists (select 1 from attachment a where a.record = ?1 and a.name = p.name)");
        expired = connection.prepareStatement("select seq, id, coalesce(octet_length(doc), 0) from version"
                + " where ended <= ? and end_sum = %s order by ended, seq limit %d"
                        .formatted(RowSum.ofEnd("ended", "removal"), MAX_DROPPED));
        drop = connection.prepareStatement("delete from version where seq in"
                + " (select seq from version where id = ?1 and seq <= ?2 order by seq limit " + MAX_DROPPED + ")");
        dropAttachments = connection.prepareStatement("delete from attachment_version where record = ?1 and until <="
                + " coalesce((select min(seq) from version where id = ?1), (select seq from record where id = ?1))");
        keepTime =
                connection.prepareStatement("insert or replace into meta(name, value) values('%s', ?)".formatted(TIME));
    }

    /** Before the row of a record is replaced by another body. */
    void keep(RecordId id) throws SQLException {
        keep.setString(1, id.text());
        keep.setLong(2, clock.stamp());
        keep.setNull(3, Types.INTEGER);
        keep.executeUpdate();
    }

    /** Before a record and its attachments are removed; the attachments are still there afterwards. */
    void keepRemoved(RecordId id, long removal) throws SQLException {
        keep.setString(1, id.text());
        keep.setLong(2, clock.stamp());
        keep.setLong(3, removal);
        keep.executeUpdate();
        keepAttachments.setString(1, id.text());
        keepAttachments.setLong(2, removal);
        keepAttachments.executeUpdate();
    }

    /** Before a record gets another sequence with the same body. */
    void keepStep(RecordId id) throws SQLException {
        keepStep.setString(1, id.text());
        keepStep.setLong(2, clock.stamp());
        keepStep.setNull(3, Types.INTEGER);
        keepStep.executeUpdate();
    }

    /** Before an attachment is replaced or removed; whether there is one. */
    boolean keepAttachment(RecordId id, String name, long until) throws SQLException {
        keepAttachment.setString(1, id.text());
        keepAttachment.setLong(2, until);
        keepAttachment.setString(3, name);
        return keepAttachment.executeUpdate() > 0;
    }

    /** @throws org.skerry.jio.StorageException.NotFound if a version is not kept, or is a removal */
    void require(RecordId id, Sequence version) throws SQLException {
        find.setString(1, id.text());
        find.setLong(2, version.number());
        try (ResultSet row = find.executeQuery()) {
            if (!row.next()) {
                throw PastRecord.missing(id, version);
            }
        }
    }

    /** Gives a record the attachments it had at a version; those that are the same by name, content and type stay. */
    void restoreAttachments(RecordId id, Sequence version, long since) throws SQLException {
        for (PreparedStatement step : List.of(retireOthers, bringBack)) {
            step.setString(1, id.text());
            step.setLong(2, since);
            step.setLong(3, version.number());
        }
        retireOthers.executeUpdate();
        deleteRetired.setString(1, id.text());
        deleteRetired.executeUpdate();
        bringBack.executeUpdate();
    }

    /**
     * Drops some of the versions that ended long enough ago, with all older ones of the same record: by the order of changes,
     * which no clock can turn round, those ended before. What attachments they had goes with them.
     *
     * @return how many; fewer than there are
     */
    int drop(long endedBefore) throws SQLException {
        int dropped = 0;
        long bytes = 0;
        for (Expired version : expired(endedBefore)) {
            drop.setString(1, version.id());
            drop.setLong(2, version.sequence());
            dropped += drop.executeUpdate();
            dropAttachments.setString(1, version.id());
            dropAttachments.executeUpdate();
            bytes += version.bytes();
            if (bytes >= MAX_DROPPED_BYTES || dropped >= MAX_DROPPED) {
                break;
            }
        }
        return dropped;
    }

    private List<Expired> expired(long endedBefore) throws SQLException {
        List<Expired> found = new ArrayList<>();
        expired.setLong(1, endedBefore);
        try (ResultSet row = expired.executeQuery()) {
            while (row.next()) {
                found.add(new Expired(row.getLong(1), row.getString(2), row.getLong(3)));
            }
        }
        return found;
    }

    /** Keeps what time is believed, for the next start. */
    void keepTime(long believed) throws SQLException {
        keepTime.setString(1, Long.toString(believed));
        keepTime.executeUpdate();
    }
}
