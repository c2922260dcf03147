package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Caller;
import org.skerry.jio.Capacity;
import org.skerry.jio.Expected;
import org.skerry.jio.HistoryPage;
import org.skerry.jio.HistoryStatus;
import org.skerry.jio.JsonText;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.Signature;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.RecordView;
import tools.jackson.databind.node.ObjectNode;

@Timeout(120)
class HistoryTest {

    private static final RecordId ID = new RecordId("a");
    private static final Caller ANA = new Caller(RecordView.WHOLE, "Ana", "front desk", "ABC");
    private static final Caller BO = new Caller(RecordView.WHOLE, "", "kitchen", "DEF");

    @TempDir
    private Path folder;

    private LocalStorage storage;

    @BeforeEach
    void open() {
        storage = LocalStorage.open(folder);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private static ObjectNode body(int n) {
        return JsonText.object().put("n", n);
    }

    private static Attachment text(String text) {
        return new Attachment("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(int n) {
        storage.apply(new Write.Put(ID, body(n), Expected.ANY), WriteKey.NONE, ANA);
    }

    private void restore(long version) {
        storage.apply(new Write.Restore(ID, new Sequence(version), Expected.ANY), WriteKey.NONE, BO);
    }

    private List<String> steps() {
        return steps(storage.history(ID, Optional.empty(), 100));
    }

    private static List<String> steps(HistoryPage page) {
        return page.versions().stream()
                .map(step -> "%s %s%s %s%s"
                        .formatted(
                                step.sequence(),
                                step.action(),
                                step.detail().isEmpty() ? "" : " " + step.detail(),
                                step.person().isEmpty() ? step.pc() : step.person() + " at " + step.pc(),
                                step.isKept() ? "" : " -"))
                .toList();
    }

    private ObjectNode bodyAt(long version) {
        return storage.version(ID, new Sequence(version)).body();
    }

    private String attachmentsAt(long version) {
        return String.join(
                " ",
                storage.version(ID, new Sequence(version)).attachments().stream()
                        .map(attachment -> attachment.name() + attachment.size())
                        .toList());
    }

    @Test
    void tellsWhoChangedWhatAndKeepsEachVersion() {
        put(1);
        storage.apply(new Write.Put(ID, body(2), Expected.ANY), WriteKey.NONE, BO);
        storage.apply(new Write.Remove(ID, Expected.ANY), WriteKey.NONE, ANA);
        put(4);

        assertEquals(
                List.of(
                        "4 created Ana at front desk",
                        "3 removed Ana at front desk -",
                        "2 changed kitchen",
                        "1 created Ana at front desk"),
                steps());
        assertEquals(List.of(body(1), body(2), body(4)), List.of(bodyAt(1), bodyAt(2), bodyAt(4)));
        assertThrows(StorageException.NotFound.class, () -> bodyAt(3));
        assertThrows(StorageException.NotFound.class, () -> bodyAt(5));
        assertThrows(
                StorageException.NotFound.class,
                () -> storage.version(new RecordId("b"), new Sequence(1)),
                "another record's version");
        assertThrows(StorageException.NotFound.class, () -> storage.history(new RecordId("b"), Optional.empty(), 10));
        assertTrue(storage.capacities().contains(Capacity.HISTORY));
    }

    @Test
    void changesOfAttachmentsAreStepsWithoutACopyOfTheBody() throws Exception {
        put(1);
        storage.putAttachment(ID, "x", text("1"));
        storage.putAttachment(ID, "x", text("22"));
        storage.putAttachment(ID, "y", text("333"));
        storage.removeAttachment(ID, "x");
        storage.removeAttachment(ID, "none");
        put(6);

        assertEquals(
                List.of("changed", "detached x", "attached y", "attached x", "attached x", "created"),
                storage.history(ID, Optional.empty(), 10).versions().stream()
                        .map(step -> (step.action() + " " + step.detail()).strip())
                        .toList());
        assertEquals(
                List.of("", "x1", "x2", "x2 y3", "y3", "y3"),
                List.of(
                        attachmentsAt(1),
                        attachmentsAt(2),
                        attachmentsAt(3),
                        attachmentsAt(4),
                        attachmentsAt(5),
                        attachmentsAt(6)));
        for (int version = 1; version <= 5; version++) {
            assertEquals(body(1), bodyAt(version));
        }
        try (var connection = RecordDatabase.existing(folder).reader();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*), count(doc) from version")) {
            assertEquals(List.of(5, 1), List.of(row.getInt(1), row.getInt(2)));
        }
    }

    @Test
    void pagesFollowEachOther() {
        for (int n = 1; n <= 7; n++) {
            put(n);
        }

        List<String> all = new ArrayList<>();
        Optional<Sequence> next = Optional.empty();
        int pages = 0;
        do {
            HistoryPage page = storage.history(ID, next, 3);
            all.addAll(steps(page));
            next = page.next();
            pages++;
        } while (next.isPresent());

        assertEquals(steps(), all);
        assertEquals(3, pages);
        assertEquals(
                List.of(), storage.history(ID, Optional.of(new Sequence(1)), 3).versions());
        assertEquals(
                Optional.empty(),
                storage.history(ID, Optional.of(new Sequence(4)), 3).next());
    }

    @Test
    void restoresBodyAndAttachmentsInOneStep() {
        put(1);
        storage.putAttachment(ID, "same", text("same"));
        storage.putAttachment(ID, "changed", text("old"));
        storage.putAttachment(ID, "lost", text("lost"));
        put(5);
        storage.putAttachment(ID, "changed", text("new"));
        storage.removeAttachment(ID, "lost");
        storage.putAttachment(ID, "added", text("added"));

        restore(5);

        assertEquals("9 restored 5 kitchen", steps().getFirst());
        assertEquals(body(5), storage.get(ID));
        assertEquals(List.of("changed", "lost", "same"), storage.allAttachments(ID));
        assertEquals(text("old"), storage.getAttachment(ID, "changed", ByteRange.ALL));
        assertEquals(text("lost"), storage.getAttachment(ID, "lost", ByteRange.ALL));
        assertEquals("added5 changed3 same4", attachmentsAt(8));

        restore(8);

        assertEquals(List.of("added", "changed", "same"), storage.allAttachments(ID));
        assertEquals(text("new"), storage.getAttachment(ID, "changed", ByteRange.ALL));
        assertEquals("changed3 lost4 same4", attachmentsAt(9));

        restore(1);

        assertEquals(body(1), storage.get(ID));
        assertEquals(List.of(), storage.allAttachments(ID));
    }

    @Test
    void whatWasRemovedIsListedAndComesBack() {
        put(1);
        storage.putAttachment(ID, "x", text("1"));
        storage.put(new RecordId("b"), body(7));
        storage.apply(new Write.Remove(ID, Expected.ANY), WriteKey.NONE, ANA);
        storage.remove(new RecordId("b"));

        RemovedRecord.Page removed = storage.removedRecords(Optional.empty(), 10);

        assertEquals(
                List.of("b 5 3 {\"n\":7}", "a 4 2 {\"n\":1}"),
                removed.records().stream()
                        .map(record -> "%s %s %s %s"
                                .formatted(record.id(), record.removal().sequence(), record.last(), record.body()))
                        .toList());
        assertEquals("Ana", removed.records().getLast().removal().person());
        RemovedRecord.Page first = storage.removedRecords(Optional.empty(), 1);
        assertEquals(Optional.of(new Sequence(5)), first.next());
        assertEquals(
                List.of(removed.records().getLast()),
                storage.removedRecords(first.next(), 1).records());

        storage.apply(new Write.Restore(ID, new Sequence(2), Expected.GONE), WriteKey.NONE);

        assertEquals(body(1), storage.get(ID));
        assertEquals(text("1"), storage.getAttachment(ID, "x", ByteRange.ALL));
        assertEquals(
                List.of(removed.records().getFirst()),
                storage.removedRecords(Optional.empty(), 10).records());
        assertThrows(
                StorageException.Conflict.class,
                () -> storage.apply(new Write.Restore(ID, new Sequence(2), Expected.GONE), WriteKey.NONE));
        assertTrue(steps().getFirst().startsWith("6 restored 2 "), steps()::toString);
        storage.remove(ID);
        restore(1);
        assertEquals(body(1), storage.get(ID));
        assertEquals(List.of(), storage.allAttachments(ID));
    }

    @Test
    void aRestoreExpectsAndIsDoneOncePerKey() {
        put(1);
        put(2);
        var stale = new Expected.Signed(Signature.of(body(1)));
        var fresh = new Expected.Signed(Signature.of(body(2)));

        assertThrows(
                StorageException.Conflict.class,
                () -> storage.apply(new Write.Restore(ID, new Sequence(1), stale), WriteKey.NONE));
        assertThrows(
                StorageException.Conflict.class,
                () -> storage.apply(new Write.Restore(ID, new Sequence(1), Expected.ABSENT), WriteKey.NONE));
        WriteKey key = new WriteKey.Numbered("w", 1);
        Write once = new Write.Restore(ID, new Sequence(1), fresh);
        storage.apply(once, key);
        put(4);
        storage.apply(once, key);

        assertEquals(body(4), storage.get(ID));
        assertThrows(
                StorageException.Conflict.class,
                () -> storage.apply(new Write.Restore(ID, new Sequence(2), fresh), key));
        assertThrows(StorageException.NotFound.class, () -> restore(9));
        assertEquals(4, storage.feed().last().number());
    }

    @Test
    void aRestoreDropsNoAttachmentThatNobodyKnewOf() {
        put(1);
        put(2);
        var seen = new Expected.Signed(Signature.of(body(2)), Optional.of(new Sequence(2)));
        storage.putAttachment(ID, "late", text("late"));
        Write stale = new Write.Restore(ID, new Sequence(1), seen);

        assertThrows(StorageException.Conflict.class, () -> storage.apply(stale, WriteKey.NONE));
        assertEquals(List.of("late"), storage.allAttachments(ID));

        var now = new Expected.Signed(Signature.of(body(2)), Optional.of(new Sequence(3)));
        storage.apply(new Write.Restore(ID, new Sequence(1), now), WriteKey.NONE);
        assertEquals(List.of(), storage.allAttachments(ID));
    }

    @Test
    void whoSeesAPartRestoresWhatHeSees() {
        RecordView noWage = new RecordView(
                new Query.Compare("type", Query.Operator.EQUAL, "Ship"),
                new Query.Compare("state", Query.Operator.EQUAL, "open"),
                Set.of("wage"),
                Optional.empty());
        Caller part = new Caller(noWage, "", "part", "GHI");
        write("{'type':'Ship','state':'open','wage':1,'n':1}");
        write("{'type':'Ship','state':'open','wage':2,'n':2}");
        write("{'type':'Crew','state':'open','n':3}");
        write("{'type':'Ship','state':'shut','n':4}");

        assertThrows(StorageException.Forbidden.class, () -> restore(1, part), "what is there now may not be written");
        write("{'type':'Crew','state':'open','n':5}");
        assertThrows(StorageException.NotFound.class, () -> restore(1, part), "what is there now is not seen");
        write("{'type':'Ship','state':'open','wage':6,'n':6}");
        assertThrows(StorageException.NotFound.class, () -> restore(3, part), "that version was not seen");
        assertThrows(StorageException.Forbidden.class, () -> restore(4, part), "that one may not be written");
        assertEquals(6, storage.feed().last().number());

        restore(1, part);

        assertEquals(json("{'type':'Ship','state':'open','n':1,'wage':6}"), storage.get(ID), "hidden ones stay");

        storage.remove(ID);
        restore(1, part);

        assertEquals(
                json("{'type':'Ship','state':'open','n':1,'wage':6}"),
                storage.get(ID),
                "also those of what was removed");
        assertThrows(
                StorageException.Conflict.class,
                () -> storage.apply(
                        new Write.Restore(ID, new Sequence(1), new Expected.Signed(Signature.of(storage.get(ID)))),
                        WriteKey.NONE,
                        part),
                "he has not seen the hidden field");
    }

    private void restore(long version, Caller caller) {
        storage.apply(new Write.Restore(ID, new Sequence(version), Expected.ANY), WriteKey.NONE, caller);
    }

    private void write(String json) {
        storage.put(ID, json(json));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonText.read(text.replace('\'', '"'));
    }

    @Test
    void attachmentsOfTheHistoryOutliveARestart() {
        put(1);
        storage.putAttachment(ID, "x", text("content"));
        storage.removeAttachment(ID, "x");
        storage.put(new RecordId("b"), body(1));
        storage.putAttachment(new RecordId("b"), "y", text("other"));
        storage.remove(new RecordId("b"));
        storage.close();

        storage = LocalStorage.open(folder);
        restore(2);

        assertArrayEquals(
                "content".getBytes(StandardCharsets.UTF_8),
                storage.getAttachment(ID, "x", ByteRange.ALL).bytes());
        storage.apply(new Write.Restore(new RecordId("b"), new Sequence(5), Expected.GONE), WriteKey.NONE);
        assertEquals(text("other"), storage.getAttachment(new RecordId("b"), "y", ByteRange.ALL));
    }

    @Test
    void statusCountsWhatWasReplaced() {
        assertEquals(Optional.of(new HistoryStatus(0, Optional.empty(), Optional.empty())), storage.historyStatus());

        put(1);
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        put(2);
        Instant end = Instant.now();
        storage.remove(ID);

        HistoryStatus status = storage.historyStatus().orElseThrow();
        assertEquals(2, status.versions());
        Instant ended = status.oldest().orElseThrow();
        assertFalse(ended.isBefore(start), "the first version ended when the second came");
        assertFalse(ended.isAfter(end));
    }

    /** A model that keeps whole copies tells what each version must be. */
    @Test
    void anyVersionIsAsItWasAfterAnyChanges() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Long, String> model = new TreeMap<>();
        Map<String, Attachment> attached = new HashMap<>();
        ObjectNode now = null;
        for (long sequence = 1; sequence <= 300; ) {
            int what = random.nextInt(6);
            String name = "x" + random.nextInt(3);
            String where = "seed " + seed + " sequence " + sequence;
            if (now == null || what == 0) {
                if (now != null && random.nextInt(3) == 0) {
                    storage.remove(ID);
                    now = null;
                    attached.clear();
                } else {
                    now = body(random.nextInt(100));
                    storage.put(ID, now);
                }
            } else if (what < 3) {
                Attachment content = text("c" + random.nextInt(5));
                storage.putAttachment(ID, name, content);
                attached.put(name, content);
            } else if (what == 3) {
                if (attached.remove(name) == null) {
                    continue;
                }
                storage.removeAttachment(ID, name);
            } else if (!model.isEmpty()) {
                List<Long> there = List.copyOf(model.keySet());
                long version = there.get(random.nextInt(there.size()));
                restore(version);
                assertEquals(model.get(version), state(), where + " restored " + version);
                now = storage.get(ID);
                attached.clear();
                storage.allAttachments(ID)
                        .forEach(each -> attached.put(each, storage.getAttachment(ID, each, ByteRange.ALL)));
            } else {
                continue;
            }
            if (now != null) {
                model.put(sequence, state());
            }
            sequence++;
        }

        model.forEach((sequence, state) -> assertEquals(state, past(sequence), "seed " + seed + " " + sequence));
        assertEquals(
                model.keySet(),
                Set.copyOf(storage.history(ID, Optional.empty(), 1_000).versions().stream()
                        .filter(RecordVersion::isKept)
                        .map(step -> step.sequence().number())
                        .toList()),
                "seed " + seed);
    }

    private String state() {
        StringBuilder state = new StringBuilder(storage.get(ID).toString());
        storage.allAttachments(ID)
                .forEach(name -> state.append(' ')
                        .append(name)
                        .append(' ')
                        .append(Signature.of(
                                storage.getAttachment(ID, name, ByteRange.ALL).bytes())));
        return state.toString();
    }

    private String past(long sequence) {
        PastRecord past = storage.version(ID, new Sequence(sequence));
        StringBuilder state = new StringBuilder(past.body().toString());
        past.attachments()
                .forEach(each ->
                        state.append(' ').append(each.name()).append(' ').append(each.sha256()));
        return state.toString();
    }

    /** As where a bit flipped in an index: it leads from one record to a version of another. */
    @Test
    void aVersionOfAnotherRecordIsNotTold() throws Exception {
        storage.put(ID, JsonText.object().put("n", 1));
        storage.put(ID, JsonText.object().put("n", 2));
        storage.put(new RecordId("b"), JsonText.object());
        storage.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("records.sqlite"))) {
            for (String step : List.of(
                    "create temp table kept as select * from sqlite_schema where name = 'version_id'",
                    "pragma writable_schema = 1",
                    "delete from sqlite_schema where name = 'version_id'",
                    "pragma writable_schema = reset",
                    "update version set id = 'b' where id = 'a'",
                    "pragma writable_schema = 1",
                    "insert into sqlite_schema select * from kept",
                    "pragma writable_schema = reset")) {
                RecordDatabase.execute(connection, step);
            }
        }
        storage = LocalStorage.open(folder);

        assertEquals(
                List.of(new Sequence(2)),
                storage.history(ID, Optional.empty(), 10).versions().stream()
                        .filter(RecordVersion::isKept)
                        .map(RecordVersion::sequence)
                        .toList());
        assertTrue(
                storage.damages().stream().anyMatch(damage -> damage.contains("history of the record a is damaged")),
                storage.damages().toString());
    }
}
