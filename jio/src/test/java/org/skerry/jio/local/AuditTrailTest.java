package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.AuditEntry;
import org.skerry.jio.Caller;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.RecordView;

@Timeout(300)
class AuditTrailTest {

    private static final int TRIALS = Integer.getInteger("skerry.audit.trials", 1_000);
    private static final Caller ANA = new Caller(RecordView.WHOLE, "Ana", "front desk", "ABCDEFG");
    private static final Caller READER = new Caller(
            new RecordView(Query.ALL, new Query.Or(List.of()), Set.of(), Optional.empty()), "Bo", "kitchen", "GFEDCBA");
    private static final Attachment CONTENT = new Attachment("text/plain", "hello".getBytes(StandardCharsets.UTF_8));
    private static final RecordId ID = new RecordId("a");

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void write() {
        data = folder.resolve("data");
        try (LocalStorage storage = LocalStorage.open(data)) {
            storage.apply(new Write.Put(ID, JsonText.object().put("n", 1), Expected.ANY), WriteKey.NONE, ANA);
            storage.apply(
                    new Write.Put(ID, JsonText.object().put("n", 2), Expected.ANY), new WriteKey.Numbered("w", 1), ANA);
            storage.apply(
                    new Write.Put(ID, JsonText.object().put("n", 2), Expected.ANY), new WriteKey.Numbered("w", 1), ANA);
            storage.apply(new Write.PutAttachment(ID, "photo", CONTENT), WriteKey.NONE, ANA);
            storage.apply(new Write.RemoveAttachment(ID, "photo"), WriteKey.NONE, ANA);
            assertThrows(
                    StorageException.Forbidden.class,
                    () -> storage.apply(new Write.Remove(ID, Expected.ANY), WriteKey.NONE, READER));
            storage.apply(new Write.Remove(ID, Expected.ANY), WriteKey.NONE, ANA);
            storage.apply(new Write.Remove(ID, Expected.ANY), WriteKey.NONE, ANA);
            storage.note("paired", Caller.UNKNOWN, "", "kitchen as reader");
            storage.put(new RecordId("b"), JsonText.object());
        }
    }

    private List<AuditEntry> read(AuditTrail.Filter filter, long last) {
        List<AuditEntry> entries = new ArrayList<>();
        AuditTrail.of(data).read(filter, last, entries::add);
        return entries;
    }

    @Test
    void tellsWhatHappenedOnceAndInOrder() {
        List<String> told = read(AuditTrail.Filter.ALL, Long.MAX_VALUE).stream()
                .map(entry -> "%d %s %s/%s %s %s %d>%d"
                        .formatted(
                                entry.number(),
                                entry.action(),
                                entry.person(),
                                entry.pc(),
                                entry.record(),
                                entry.detail(),
                                entry.before(),
                                entry.after()))
                .toList();

        assertEquals(
                List.of(
                        "1 created Ana/front desk a  0>1",
                        "2 changed Ana/front desk a  1>2",
                        "3 attached Ana/front desk a photo 2>3",
                        "4 detached Ana/front desk a photo 3>4",
                        "5 refused Bo/kitchen a You may not write this record: its type, its owner or one of its fields is"
                                + " not for you. 0>0",
                        "6 removed Ana/front desk a  4>5",
                        "7 paired /  kitchen as reader 0>0",
                        "8 created / b  0>6"),
                told);
        assertEquals(
                new AuditTrail.Verdict(8, Optional.empty(), Optional.empty()),
                AuditTrail.of(data).verify());
    }

    @Test
    void tellsWhatIsWanted() {
        assertEquals(
                List.of(7L, 8L),
                read(AuditTrail.Filter.ALL, 2).stream().map(AuditEntry::number).toList());
        assertEquals(List.of(5L), numbers(new AuditTrail.Filter(Optional.empty(), Optional.empty(), "Bo", "", "")));
        assertEquals(List.of(5L), numbers(new AuditTrail.Filter(Optional.empty(), Optional.empty(), "GFED", "", "")));
        assertEquals(List.of(8L), numbers(new AuditTrail.Filter(Optional.empty(), Optional.empty(), "", "b", "")));
        assertEquals(
                List.of(1L, 8L), numbers(new AuditTrail.Filter(Optional.empty(), Optional.empty(), "", "", "created")));
        Instant later = Instant.now().plusSeconds(3_600);
        assertEquals(List.of(), numbers(new AuditTrail.Filter(Optional.of(later), Optional.empty(), "", "", "")));
        assertEquals(
                8,
                numbers(new AuditTrail.Filter(Optional.empty(), Optional.of(later), "", "", ""))
                        .size());
    }

    private List<Long> numbers(AuditTrail.Filter filter) {
        return read(filter, Long.MAX_VALUE).stream().map(AuditEntry::number).toList();
    }

    @Test
    void goesOnAfterARestart() {
        try (LocalStorage storage = LocalStorage.open(data)) {
            storage.put(new RecordId("c"), JsonText.object());
            assertEquals(
                    new AuditTrail.Verdict(9, Optional.empty(), Optional.empty()),
                    AuditTrail.of(data).verify(),
                    "while it is open");
        }
        assertEquals(
                new AuditTrail.Verdict(9, Optional.empty(), Optional.empty()),
                AuditTrail.of(data).verify());
    }

    @Test
    void recordsOfTheFirstFormatGetAnAudit() throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url(data));
                Statement statement = connection.createStatement()) {
            for (String sql : OldFormats.WITHOUT_HISTORY) {
                statement.execute(sql);
            }
            statement.execute("drop table audit");
            statement.execute("delete from meta where name = 'audit'");
            statement.execute("update meta set value = '1' where name = 'format'");
        }
        Files.delete(data.resolve(AuditChain.KEY_FILE));
        assertThrows(StorageException.Failed.class, () -> AuditTrail.of(data));

        try (LocalStorage storage = LocalStorage.open(data)) {
            assertEquals(JsonText.object(), storage.get(new RecordId("b")));
            storage.remove(new RecordId("b"));
        }

        AuditTrail.Verdict verdict = AuditTrail.of(data).verify();
        assertEquals(new AuditTrail.Verdict(2, Optional.of(1L), Optional.empty()), verdict);
        assertTrue(verdict.unproved().orElseThrow().contains("of a version without an audit"), verdict.toString());
    }

    @Test
    void whateverIsDoneToItShows() throws IOException, SQLException {
        Random random = new Random(11);
        Path copy = Files.createDirectories(folder.resolve("copy"));
        Files.copy(data.resolve(AuditChain.KEY_FILE), copy.resolve(AuditChain.KEY_FILE));
        int detected = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Path file = copy.resolve(LocalStorage.RECORDS_FILE);
            Files.copy(data.resolve(LocalStorage.RECORDS_FILE), file, StandardCopyOption.REPLACE_EXISTING);
            List<String> changes = change(random);
            try (Connection connection = DriverManager.getConnection(url(copy));
                    Statement statement = connection.createStatement()) {
                for (String sql : changes) {
                    assertTrue(statement.executeUpdate(sql) > 0, sql);
                }
            }
            if (AuditTrail.of(copy).verify().damage().isPresent()) {
                detected++;
            } else {
                throw new AssertionError("not seen: " + changes);
            }
        }
        assertEquals(TRIALS, detected);
    }

    @Test
    void whereTheKeyIsLostItIsVerifiedFromThereOnAndSaysWhatIsNotProved() throws IOException, SQLException {
        loseKey();

        AuditTrail.Verdict verdict = AuditTrail.of(data).verify();

        assertEquals(new AuditTrail.Verdict(10, Optional.of(9L), Optional.empty()), verdict);
        assertTrue(verdict.unproved().orElseThrow().contains("the key of the 8 entries before"), verdict.toString());
        FolderCheck.Report report = FolderCheck.of(data, false, Stopping.NEVER);
        assertEquals(List.of(), report.damages());
        assertEquals(List.of(verdict.unproved().orElseThrow()), report.remarks());
        assertEquals(10, report.auditEntries());
    }

    @Test
    void whoEmptiesTheAuditIsFoundOutAfterTheNextStartAndAfterAllEntriesThatFollow() throws SQLException {
        change("delete from audit");
        change("delete from meta where name = 'audit'");
        String sentence = "The list was deleted once and begun anew: ";

        LocalStorage.open(data).close();
        AuditTrail.Verdict empty = AuditTrail.of(data).verify();
        try (LocalStorage storage = LocalStorage.open(data)) {
            storage.put(new RecordId("c"), JsonText.object());
            storage.put(new RecordId("d"), JsonText.object());
        }
        AuditTrail.Verdict later = AuditTrail.of(data).verify();

        assertTrue(empty.damage().orElseThrow().startsWith(sentence), empty.toString());
        assertTrue(later.damage().orElseThrow().startsWith(sentence), later.toString());
    }

    @Test
    void whoDeletesOnlyWhatIsKeptOfTheLastEntryIsFoundOutAfterTheNextStart() throws SQLException {
        change("delete from meta where name = 'audit'");

        LocalStorage.open(data).close();
        Optional<String> before = AuditTrail.of(data).verify().damage();
        try (LocalStorage storage = LocalStorage.open(data)) {
            storage.put(new RecordId("c"), JsonText.object());
        }

        assertTrue(before.isPresent());
        assertTrue(AuditTrail.of(data).verify().damage().isPresent());
    }

    @Test
    void aNewKeyIsNotThereBeforeItsEntry() throws IOException, SQLException {
        Path key = data.resolve(AuditChain.KEY_FILE);
        Files.delete(key);
        execute("create trigger full before insert on audit begin select raise(abort, 'full'); end");

        assertThrows(StorageException.class, () -> LocalStorage.open(data));
        boolean isThere = Files.exists(key);
        execute("drop trigger full");
        LocalStorage.open(data).close();

        assertFalse(isThere);
        assertEquals(
                new AuditTrail.Verdict(9, Optional.of(9L), Optional.empty()),
                AuditTrail.of(data).verify());
    }

    @Test
    void afterACrashBetweenTheEntryAndItsKeyASecondOneIsWritten() throws IOException {
        loseKey();
        Files.delete(data.resolve(AuditChain.KEY_FILE));
        LocalStorage.open(data).close();

        assertEquals(
                new AuditTrail.Verdict(11, Optional.of(11L), Optional.empty()),
                AuditTrail.of(data).verify());
    }

    @Test
    void whoDeletesTheKeyAndTheAuditIsNotTakenForANewOne() throws IOException, SQLException {
        Files.delete(data.resolve(AuditChain.KEY_FILE));
        change("delete from audit");
        change("delete from meta where name = 'audit'");
        LocalStorage.open(data).close();

        assertEquals(Optional.of(1L), AuditTrail.of(data).verify().anew());
    }

    @Test
    void afterALostKeyWhateverIsDoneShowsToo() throws IOException, SQLException {
        loseKey();
        Path file = data.resolve(LocalStorage.RECORDS_FILE);
        byte[] before = Files.readAllBytes(file);

        for (String sql : List.of(
                "update audit set detail = 'x' where number = 9",
                "update audit set detail = 'x' where number = 10",
                "update audit set seal = x'00' where number = 8",
                "update audit set action = 'key-lost' where number = 10",
                "delete from audit where number = 3",
                "delete from audit where number < 9",
                "delete from audit where number = 10",
                "insert into audit select 11, time, action, person, pc, pc_key, record, detail, before, after, seal from audit where number = 9")) {
            Files.write(file, before);
            change(sql);
            assertTrue(AuditTrail.of(data).verify().damage().isPresent(), sql);
        }
    }

    @Test
    void aKeyLostThatSomebodyHasMadeUpIsNone() throws SQLException {
        change("update audit set action = 'key-lost', detail = 'x' where number = 4");

        assertEquals(
                Optional.of("Entry 4 is not as it was written."),
                AuditTrail.of(data).verify().damage());
    }

    /** Entry 9 tells it, and a tenth comes after it. */
    private void loseKey() throws IOException {
        Files.delete(data.resolve(AuditChain.KEY_FILE));
        try (LocalStorage storage = LocalStorage.open(data)) {
            storage.put(new RecordId("c"), JsonText.object());
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(data));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(data));
                Statement statement = connection.createStatement()) {
            assertTrue(statement.executeUpdate(sql) > 0, sql);
        }
    }

    private static String url(Path folder) {
        return "jdbc:sqlite:" + folder.resolve(LocalStorage.RECORDS_FILE);
    }

    /** Something that somebody might do with a database tool; one of eight entries is concerned. */
    private static List<String> change(Random random) {
        int one = 1 + random.nextInt(8);
        int other = 1 + (one + random.nextInt(7)) % 8;
        return switch (random.nextInt(8)) {
            case 0 -> {
                String column = List.of("action", "person", "pc", "pc_key", "record", "detail")
                        .get(random.nextInt(6));
                yield List.of("update audit set %s = %s || 'x' where number = %d".formatted(column, column, one));
            }
            case 1 -> {
                String column = List.of("time", "before", "after").get(random.nextInt(3));
                yield List.of("update audit set %s = %s + 1 where number = %d".formatted(column, column, one));
            }
            case 2 -> List.of("delete from audit where number = " + one);
            case 3 ->
                List.of(
                        "update audit set number = -1 where number = " + one,
                        "update audit set number = %d where number = %d".formatted(one, other),
                        "update audit set number = %d where number = -1".formatted(other));
            case 4 -> List.of("delete from audit where number >= " + one);
            case 5 -> // and the end made to fit
                List.of(
                        "update meta set value = coalesce((select %d || ':' || lower(hex(seal)) || substr(value, 67) from audit where number = %d), value) where name = 'audit'"
                                .formatted(one - 1, one - 1),
                        "delete from audit where number >= " + one);
            case 6 -> List.of("delete from audit", "delete from meta where name = 'audit'");
            default ->
                one == 8
                        ? List.of(
                                "insert into audit select 9, time, action, person, pc, pc_key, record, detail, before, after,"
                                        + " seal from audit where number = 8")
                        : List.of(
                                "delete from audit where number = " + one,
                                "update audit set number = -number where number > " + one,
                                "update audit set number = -number - 1 where number < 0");
        };
    }
}
