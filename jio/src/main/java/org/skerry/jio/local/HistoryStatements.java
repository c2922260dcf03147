package org.skerry.jio.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.HistoryPage;
import org.skerry.jio.JsonText;
import org.skerry.jio.PastRecord;
import org.skerry.jio.PastRecord.PastAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import tools.jackson.databind.node.ObjectNode;

/** The statements that read what records were, each in the snapshot of its caller. Used by one thread at a time. */
final class HistoryStatements {

    /** How much text a page of removed records has: enough for a screen, less than a message of 256 KiB. */
    private static final int MAX_PAGE_CHARS = 100_000;

    private static final String OTHER_RECORD =
            "What leads to the history of the record %s is damaged; skerry verify says more.";

    private record Row(long sequence, boolean isRemoval) {}

    /** What the audit tells of a step. */
    private record Told(RecordVersion version, long before) {}

    private final Damages damages;
    private final PreparedStatement rows;
    private final PreparedStatement told;
    private final PreparedStatement version;
    private final PreparedStatement nextText;
    private final PreparedStatement lastText;
    private final PreparedStatement attachments;
    private final PreparedStatement removed;
    private final PreparedStatement count;
    private final PreparedStatement oldest;

    /** @param damages are told what a list leaves out */
    HistoryStatements(Connection connection, Damages damages) throws SQLException {
        this.damages = damages;
        // whose a row is, is read from itself: the index that leads there may be damaged
        rows = connection.prepareStatement(
                "select i.seq, t.deleted, t.id from version i join version t on t.seq = i.seq"
                        + " where i.id = ?1 and i.seq < ?2"
                        + " union all select i.seq, t.deleted, t.id from record i join record t on t.seq = i.seq"
                        + " where i.id = ?1 and i.seq < ?2"
                        + " order by 1 desc limit ?3");
        told = connection.prepareStatement("select time, person, pc, action, detail, before from audit"
                + " where after = ?1 and after > 0 and record = ?2");
        version = connection.prepareStatement(
                "select seq, doc, sum from version where seq = ?2 and id = ?1 and deleted = 0"
                        + " union all select seq, doc, sum from record where seq = ?2 and id = ?1 and deleted = 0");
        // a version without a body of its own has that of the next one that has one
        nextText = connection.prepareStatement(
                "select coalesce((select doc from version where id = ?1 and seq > ?2 and doc is not null order by seq"
                        + " limit 1), (select doc from record where id = ?1))");
        lastText = connection.prepareStatement(
                "select v.seq, v.doc, v.sum from record r join version v on v.removal = r.seq"
                        + " where r.id = ? and r.deleted = 1 and v.removal is not null");
        attachments = connection.prepareStatement("select " + AttachmentRow.PRESENT + " from attachment"
                + " where record = ?1 and since <= ?2"
                + " union all select " + AttachmentRow.PAST + " from attachment_version"
                + " where record = ?1 and since <= ?2 and until > ?2");
        removed = connection.prepareStatement("select v.removal, v.seq, v.id, v.doc, v.sum from version v"
                + " join record r on r.seq = v.removal and r.id = v.id"
                + " where v.removal is not null and v.removal < ? and r.deleted = 1 order by v.removal desc limit ?");
        count = connection.prepareStatement("select count(*) from version");
        oldest = connection.prepareStatement("select min(ended) from version");
    }

    HistoryPage page(RecordId id, Optional<Sequence> before, int max) throws SQLException {
        List<Row> kept = rows(id, before, max + 1);
        if (kept.isEmpty() && before.isEmpty()) {
            throw StorageException.NotFound.record(id);
        }
        List<RecordVersion> page = new ArrayList<>();
        for (Row row : kept) {
            page.add(version(id, row));
        }
        long last =
                kept.isEmpty() ? before.orElseThrow().number() : kept.getLast().sequence();
        addForgotten(id, last, max + 1, page);
        return page.size() <= max
                ? new HistoryPage(page, Optional.empty())
                : new HistoryPage(
                        page.subList(0, max), Optional.of(page.get(max - 1).sequence()));
    }

    /** Older steps of which only the audit tells: each says which one was before it. */
    private void addForgotten(RecordId id, long last, int max, List<RecordVersion> page) throws SQLException {
        Optional<Told> step = told(id, last, false);
        while (page.size() < max && step.isPresent()) {
            step = step.get().before() == 0
                    ? Optional.empty()
                    : told(id, step.get().before(), false);
            step.map(Told::version).ifPresent(page::add);
        }
    }

    private List<Row> rows(RecordId id, Optional<Sequence> before, int max) throws SQLException {
        List<Row> found = new ArrayList<>();
        rows.setString(1, id.text());
        rows.setLong(2, before.map(Sequence::number).orElse(Long.MAX_VALUE));
        rows.setInt(3, max);
        try (ResultSet row = rows.executeQuery()) {
            while (row.next()) {
                if (RowSum.id(row, 3).equals(id.text())) {
                    found.add(new Row(row.getLong(1), row.getInt(2) == 1));
                } else {
                    damages.add("version " + row.getLong(1), OTHER_RECORD.formatted(id));
                }
            }
        }
        return found;
    }

    private RecordVersion version(RecordId id, Row row) throws SQLException {
        boolean hasBody = !row.isRemoval();
        return told(id, row.sequence(), hasBody)
                .map(Told::version)
                .orElseGet(() -> new RecordVersion( // from before there was an audit
                        new Sequence(row.sequence()),
                        Optional.empty(),
                        "",
                        "",
                        hasBody ? RecordVersion.CHANGED : RecordVersion.REMOVED,
                        "",
                        hasBody));
    }

    private Optional<Told> told(RecordId id, long sequence, boolean isKept) throws SQLException {
        told.setLong(1, sequence);
        told.setString(2, id.text());
        try (ResultSet row = told.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            RecordVersion version = new RecordVersion(
                    new Sequence(sequence),
                    Optional.of(Instant.ofEpochMilli(row.getLong(1))),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    isKept);
            return Optional.of(new Told(version, row.getLong(6)));
        }
    }

    Optional<PastRecord> past(RecordId id, Sequence sequence) throws SQLException {
        version.setString(1, id.text());
        version.setLong(2, sequence.number());
        Optional<ObjectNode> body = body(version, id);
        return body.isEmpty()
                ? Optional.empty()
                : Optional.of(new PastRecord(sequence, body.get(), attachments(id, sequence)));
    }

    /** What a removed record was last; empty if it is there, or that is not kept. */
    Optional<ObjectNode> last(RecordId id) throws SQLException {
        lastText.setString(1, id.text());
        return body(lastText, id);
    }

    private Optional<ObjectNode> body(PreparedStatement select, RecordId id) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            long sequence = row.getLong(1);
            String own = row.getString(2);
            String doc = own == null ? nextText(id, sequence) : own;
            RowSum.checkVersion(row.getLong(3), sequence, id.text(), false, doc);
            return Optional.of((ObjectNode) JsonText.read(doc));
        }
    }

    private @Nullable String nextText(RecordId id, long sequence) throws SQLException {
        nextText.setString(1, id.text());
        nextText.setLong(2, sequence);
        try (ResultSet row = nextText.executeQuery()) {
            return row.getString(1);
        }
    }

    private List<PastAttachment> attachments(RecordId id, Sequence version) throws SQLException {
        List<PastAttachment> found = new ArrayList<>();
        attachments.setString(1, id.text());
        attachments.setLong(2, version.number());
        try (ResultSet row = attachments.executeQuery()) {
            while (row.next()) {
                AttachmentRow read = AttachmentRow.read(row);
                AttachmentInfo info = read.info();
                found.add(new PastAttachment(read.name(), info.type(), info.size(), info.sha256()));
            }
        }
        found.sort(Comparator.comparing(PastAttachment::name));
        return found;
    }

    RemovedRecord.Page removed(Optional<Sequence> before, int max) throws SQLException {
        List<RemovedRecord> page = new ArrayList<>();
        int chars = 0;
        removed.setLong(1, before.map(Sequence::number).orElse(Long.MAX_VALUE));
        removed.setInt(2, max + 1);
        try (ResultSet row = removed.executeQuery()) {
            Optional<Sequence> looked = Optional.empty();
            for (int rows = 0; row.next(); rows++) {
                String doc = Objects.requireNonNullElse(row.getString(4), "");
                if (rows == max || rows > 0 && chars + doc.length() > MAX_PAGE_CHARS) {
                    return new RemovedRecord.Page(page, looked);
                }
                looked = Optional.of(new Sequence(row.getLong(1)));
                chars += doc.length();
                String id = RowSum.id(row, 3);
                try {
                    RowSum.checkVersion(row.getLong(5), row.getLong(2), id, false, doc);
                    page.add(removed(new RecordId(id), row.getLong(1), new Sequence(row.getLong(2)), doc));
                } catch (StorageException.Damaged unreadable) {
                    damages.add(unreadable);
                }
            }
        }
        return new RemovedRecord.Page(page, Optional.empty());
    }

    private RemovedRecord removed(RecordId id, long removal, Sequence last, String doc) throws SQLException {
        return new RemovedRecord(id, version(id, new Row(removal, true)), last, (ObjectNode) JsonText.read(doc));
    }

    /** How many versions are kept; this runs over an index. */
    long count() throws SQLException {
        try (ResultSet row = count.executeQuery()) {
            return row.getLong(1);
        }
    }

    /** When the first of them ended. */
    Optional<Instant> oldest() throws SQLException {
        try (ResultSet row = oldest.executeQuery()) {
            long time = row.getLong(1);
            return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time));
        }
    }
}
