package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Change;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.JsonText;
import org.skerry.jio.PastRecord;
import org.skerry.jio.RecordId;
import org.skerry.jio.RemovedRecord;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.Row;
import tools.jackson.databind.node.ObjectNode;

/** Bits that a disk has flipped are never told as data. More of them with {@code -Dskerry.rot.trials=10000}. */
@Timeout(600)
final class BitRotTest {

    private static final int TRIALS = Integer.getInteger("skerry.rot.trials", 40);
    private static final long SEED = Long.getLong("skerry.rot.seed", System.nanoTime());
    private static final int RECORDS = 150;

    private static final AllDocs ALL = AllDocsJson.read(JsonText.read("{\"select_list\":[\"n\",\"text\"]}"));

    @TempDir
    Path temp;

    private final Map<RecordId, ObjectNode> expected = new TreeMap<>();

    /** What some records were. */
    private final List<Map.Entry<RecordId, PastRecord>> before = new ArrayList<>();

    private final byte[] content = new byte[200_000];

    private Path made() {
        Path folder = temp.resolve("made");
        Random random = new Random(7);
        random.nextBytes(content);
        try (LocalStorage storage = LocalStorage.open(folder)) {
            for (int i = 0; i < RECORDS; i++) {
                RecordId id = new RecordId(i % 10 == 0 ? "😀" + i : "r" + i);
                ObjectNode body = JsonText.object().put("n", i).put("text", "words ".repeat(random.nextInt(200)));
                storage.put(id, body);
                expected.put(id, body);
                if (i % 5 == 0) {
                    before.add(Map.entry(id, new PastRecord(storage.feed().last(), body, List.of())));
                    ObjectNode next = JsonText.object().put("n", i).put("text", "later ".repeat(random.nextInt(200)));
                    storage.put(id, next);
                    expected.put(id, next);
                }
            }
            for (int i = 1; i < RECORDS; i += 7) {
                RecordId id = new RecordId(i % 10 == 0 ? "😀" + i : "r" + i);
                storage.remove(id);
                expected.remove(id);
            }
            keepAttachments(storage, new RecordId("r2"));
        }
        return folder;
    }

    /** Versions that have no body of their own, with attachments that were replaced and removed. */
    private void keepAttachments(LocalStorage storage, RecordId id) {
        for (String text : List.of("first", "second")) {
            storage.putAttachment(id, "file", new Attachment("text/plain", text.getBytes(StandardCharsets.UTF_8)));
            keepVersion(storage, id);
        }
        storage.putAttachment(id, "other", new Attachment("x/y", new byte[] {1}));
        keepVersion(storage, id);
        storage.removeAttachment(id, "other");
        keepVersion(storage, id);
        storage.putAttachment(id, "file", new Attachment("x/y", content));
        keepVersion(storage, id);
    }

    private void keepVersion(LocalStorage storage, RecordId id) {
        Sequence now = storage.feed().last();
        before.add(Map.entry(id, storage.version(id, now)));
    }

    @Test
    void noFlippedBitInTheRecordsIsToldAsData() throws Exception {
        Path made = made();
        Random random = new Random(SEED);
        int quiet = 0;
        int named = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Path folder = copy(made, "trial");
            long bit = flip(folder.resolve(LocalStorage.RECORDS_FILE), random);
            String which = "seed %d, trial %d, bit %d".formatted(SEED, trial, bit);
            boolean isMissing;
            try {
                isMissing = isSomethingMissing(folder, which);
            } catch (StorageException.Failed refused) {
                named++; // the whole file is refused
                DurableFiles.deleteTree(folder);
                continue;
            }
            List<String> damages = damages(folder);
            assertTrue(!isMissing || !damages.isEmpty(), () -> which + ": something is missing, and nobody knows");
            quiet += damages.isEmpty() ? 1 : 0;
            named += damages.isEmpty() ? 0 : 1;
            DurableFiles.deleteTree(folder);
        }
        System.out.println(
                "%d flipped bits: %d damaged something and are named, %d were in what nothing is kept in; seed %d"
                        .formatted(TRIALS, named, quiet, SEED));
    }

    private static List<String> damages(Path folder) {
        try {
            FolderCheck.Report report = FolderCheck.of(folder, false, Stopping.NEVER);
            return Stream.concat(report.damages().stream(), report.older().stream())
                    .toList();
        } catch (StorageException.Failed refused) {
            return List.of(String.valueOf(refused.getMessage()));
        }
    }

    /** Fails where anything is told that was never written. */
    private boolean isSomethingMissing(Path folder, String which) {
        boolean isMissing = false;
        try (LocalStorage storage = LocalStorage.open(folder)) {
            for (Map.Entry<RecordId, ObjectNode> record : expected.entrySet()) {
                try {
                    assertEquals(record.getValue(), storage.get(record.getKey()), which);
                } catch (StorageException.NotFound | StorageException.Failed notTold) {
                    isMissing = true;
                }
            }
            isMissing |= isMissingInQuery(storage, which);
            isMissing |= isMissingInFeed(storage, which);
            isMissing |= isMissingInHistory(storage, which);
            try {
                Attachment attached = storage.getAttachment(new RecordId("r2"), "file", ByteRange.ALL);
                assertEquals(new Attachment("x/y", content), attached, which);
                assertEquals(
                        Set.of("file"),
                        storage.attachmentInfos(new RecordId("r2")).keySet(),
                        which);
            } catch (StorageException.NotFound | StorageException.Failed notTold) {
                isMissing = true;
            }
        }
        return isMissing;
    }

    private boolean isMissingInQuery(LocalStorage storage, String which) {
        try {
            Answer answer = storage.allDocs(ALL);
            for (Row row : answer.rows()) {
                assertTrue(expected.containsKey(row.id()), () -> which + " " + row);
                assertEquals(expected.get(row.id()), row.value(), which);
            }
            return answer.rows().size() < expected.size();
        } catch (StorageException.Failed notTold) {
            return true;
        }
    }

    private boolean isMissingInHistory(LocalStorage storage, String which) {
        boolean isMissing = false;
        for (Map.Entry<RecordId, PastRecord> past : before) {
            try {
                PastRecord told = storage.version(past.getKey(), past.getValue().sequence());
                assertEquals(past.getValue(), told, which);
            } catch (StorageException.NotFound | StorageException.Failed notTold) {
                isMissing = true;
            }
        }
        return isMissing;
    }

    private boolean isMissingInFeed(LocalStorage storage, String which) {
        try {
            for (Change change : storage.feed().after(Sequence.START, 10_000)) {
                switch (change) {
                    case Change.Stored stored ->
                        assertEquals(expected.get(stored.id()), stored.record().body(), which);
                    case Change.Removed removed -> assertFalse(expected.containsKey(removed.id()), which);
                }
            }
            return false;
        } catch (StorageException.Failed notTold) {
            return true;
        }
    }

    @Test
    void aFlippedBitInAContentIsNeverReadNotEvenInAPart() throws Exception {
        Path made = made();
        Random random = new Random(SEED);
        for (int trial = 0; trial < TRIALS; trial++) {
            Path folder = copy(made, "trial");
            long bit = flip(blob(folder), random);
            long place = bit / 8;
            RecordId id = new RecordId("r2");
            try (LocalStorage storage = LocalStorage.open(folder)) {
                assertThrows(
                        StorageException.Failed.class,
                        () -> storage.getAttachment(id, "file", new ByteRange(place, place + 1)),
                        "bit " + bit);
                assertThrows(StorageException.Failed.class, () -> storage.getAttachment(id, "file", ByteRange.ALL));
            }
            DurableFiles.deleteTree(folder);
        }
    }

    @Test
    void aContentThatRotsBetweenTwoReadsIsFoundAndItsOtherBlocksAreTold() throws Exception {
        Path made = made();
        try (LocalStorage storage = LocalStorage.open(made)) {
            RecordId id = new RecordId("r2");
            assertEquals(
                    content[5],
                    storage.getAttachment(id, "file", new ByteRange(5, 6)).bytes()[0]);
            flipBit(blob(made), 70_000L * 8);

            assertThrows(
                    StorageException.Failed.class,
                    () -> storage.getAttachment(id, "file", new ByteRange(69_000, 69_001)));
            byte[] others = storage.getAttachment(id, "file", new ByteRange(140_000, 190_000))
                    .bytes();

            assertEquals(50_000, others.length);
            assertEquals(content[140_000], others[0]);
            assertEquals(content[189_999], others[49_999]);
        }
    }

    @Test
    void aDamagedRecordIsNamedOthersAreToldAndAnewWrittenItIsWell() throws Exception {
        Path made = made();
        overwrite(made.resolve(LocalStorage.RECORDS_FILE), "\"n\":12,", "\"n\":13,");
        try (LocalStorage storage = LocalStorage.open(made)) {
            RecordId id = new RecordId("r12");

            String sentence = assertThrows(StorageException.Damaged.class, () -> storage.get(id))
                    .getMessage();
            Answer scanned = storage.allDocs(ALL);
            await(storage);
            Answer indexed = storage.askIndex(ALL).orElseThrow();

            assertAll(
                    () -> assertEquals(
                            "The record r12 is damaged on the disk: skerry history r12 tells what it was before, and a backup may have it whole.",
                            sentence),
                    () -> assertEquals(expected.size() - 1, scanned.rows().size()),
                    () -> assertEquals(expected.size() - 1, indexed.rows().size()),
                    () -> assertEquals(List.of(sentence), storage.damages()),
                    () -> assertEquals(List.of("r12"), storage.allDocs(ALL).unread()),
                    () -> assertEquals(expected.get(new RecordId("r13")), storage.get(new RecordId("r13"))));
            storage.put(id, JsonText.object().put("n", 99));
            assertEquals(JsonText.object().put("n", 99), storage.get(id));
            Answer whole = storage.allDocs(ALL);
            assertEquals(expected.size(), whole.rows().size());
            assertEquals(List.of(), whole.unread());
            assertEquals(List.of(), storage.damages());
        }
        FolderCheck.Report report = FolderCheck.of(made, false, Stopping.NEVER);
        assertEquals(List.of("An older version of the record r12 is damaged."), report.older());
        assertEquals(List.of(), report.damages());
    }

    @Test
    void whatTheIndexLeavesOutIsNamedAfterARestartToo() throws Exception {
        Path made = made();
        overwrite(made.resolve(LocalStorage.RECORDS_FILE), "\"n\":12,", "\"n\":13,");
        RecordId id = new RecordId("r12");
        List<String> found;
        try (LocalStorage storage = LocalStorage.open(made)) {
            await(storage);
            assertThrows(StorageException.Damaged.class, () -> storage.get(id));
            found = storage.damages();
        }
        try (LocalStorage storage = LocalStorage.open(made)) {
            await(storage);

            assertEquals(List.of("r12"), storage.allDocs(ALL).unread());
            assertEquals(found, storage.damages());
            storage.remove(id);
            assertEquals(List.of(), storage.damages());
        }
        assertFalse(Files.exists(made.resolve(Damages.FILE)));
    }

    @Test
    void aRecordThatARefusedReadHasMetIsInNoAnswerOfTheIndex() throws Exception {
        Path made = made();
        AllDocs byId = new AllDocs(QueryParser.parse("__id: \"r12\""), List.of(), new Limit(0, 5), List.of(), false);
        try (LocalStorage storage = LocalStorage.open(made)) {
            await(storage);
            overwrite(made.resolve(LocalStorage.RECORDS_FILE), "\"n\":12,", "\"n\":13,");

            assertThrows(StorageException.Damaged.class, () -> storage.get(new RecordId("r12")));

            assertEquals(0, storage.askIndex(byId).orElseThrow().totalCount());
        }
    }

    @Test
    void aDamagedRecordComesBackOutOfItsHistory() throws Exception {
        Path made = made();
        RecordId id = new RecordId("twice");
        try (LocalStorage storage = LocalStorage.open(made)) {
            storage.put(id, JsonText.object().put("was", "the first one"));
            storage.put(id, JsonText.object().put("was", "the second one"));
        }
        overwrite(made.resolve(LocalStorage.RECORDS_FILE), "the second one", "the seventh on");
        try (LocalStorage storage = LocalStorage.open(made)) {
            assertThrows(StorageException.Damaged.class, () -> storage.get(id));

            Sequence first = storage.history(id, Optional.empty(), 10)
                    .versions()
                    .getLast()
                    .sequence();
            storage.put(id, storage.version(id, first).body());

            assertEquals(JsonText.object().put("was", "the first one"), storage.get(id));
            assertEquals(List.of(), storage.damages());
        }
    }

    @Test
    void aRebuiltIndexLeavesADamagedRecordOut() throws Exception {
        Path made = made();
        overwrite(made.resolve(LocalStorage.RECORDS_FILE), "\"n\":12,", "\"n\":13,");
        DurableFiles.deleteTree(made.resolve("index"));
        try (LocalStorage storage = LocalStorage.open(made)) {
            await(storage);

            assertEquals(
                    expected.size() - 1,
                    storage.askIndex(ALL).orElseThrow().rows().size());
        }
        FolderCheck.Report report = FolderCheck.of(made, false, Stopping.NEVER);
        assertEquals(List.of("The record r12 is damaged."), report.damages());
    }

    @Test
    void noContentIsDeletedWhereWhatRefersToItIsDamaged() throws Exception {
        Path made = made();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + made.resolve(LocalStorage.RECORDS_FILE))) {
            RecordDatabase.execute(
                    connection, "update attachment set sha256 = '%s' where record = 'r2'".formatted("0".repeat(64)));
        }
        try (LocalStorage storage = LocalStorage.open(made)) {
            storage.sweepAttachments(Duration.ZERO);

            assertTrue(Files.exists(blob(made)));
            assertTrue(
                    storage.damages().stream()
                            .anyMatch(damage -> damage.contains("no file of an attachment is deleted")),
                    storage.damages().toString());
        }
    }

    @Test
    void aDamagedIdThatIsThatOfAnotherHidesNoRecord() throws Exception {
        Path made = made();
        try (LocalStorage storage = LocalStorage.open(made)) {
            storage.put(new RecordId("zebra-8"), JsonText.object().put("n", 8));
            storage.put(new RecordId("zebra-9"), JsonText.object().put("n", 9));
        }
        overwrite(made.resolve(LocalStorage.RECORDS_FILE), "zebra-9{", "zebra-8{"); // of the row, not of the index
        DurableFiles.deleteTree(made.resolve("index"));
        try (LocalStorage storage = LocalStorage.open(made)) {
            await(storage);

            assertTrue(storage.askIndex(ALL).orElseThrow().rows().stream()
                    .anyMatch(row -> row.id().text().equals("zebra-8")));
            assertEquals(JsonText.object().put("n", 8), storage.get(new RecordId("zebra-8")));
            assertFalse(storage.damages().isEmpty());
        }
    }

    @Test
    void aDamagedRecordIsLeftOutOfTheRemovedAndTheOthersAreTold() throws Exception {
        Path made = temp.resolve("removed");
        try (LocalStorage storage = LocalStorage.open(made)) {
            for (int i = 0; i < 10; i++) {
                storage.put(new RecordId("r" + i), JsonText.object().put("n", "number " + i));
            }
            for (int i = 0; i < 10; i++) {
                storage.remove(new RecordId("r" + i));
            }
        }
        overwrite(made.resolve(LocalStorage.RECORDS_FILE), "number 7", "number 5");
        List<String> told = new ArrayList<>();
        try (LocalStorage storage = LocalStorage.open(made)) {
            Optional<Sequence> next = Optional.empty();
            do {
                RemovedRecord.Page page = storage.removedRecords(next, 3);
                page.records().forEach(record -> told.add(record.id().text()));
                next = page.next();
            } while (next.isPresent());
        }
        assertEquals(List.of("r9", "r8", "r6", "r5", "r4", "r3", "r2", "r1", "r0"), told);
    }

    @Test
    void aDamagedEndOfAVersionIsNamedAndDropsNothing() throws Exception {
        Path made = made();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + made.resolve(LocalStorage.RECORDS_FILE))) {
            RecordDatabase.execute(connection, "update version set ended = 1 where id = 'r5'");
        }
        FolderCheck.Report report = FolderCheck.of(made, false, Stopping.NEVER);
        assertEquals(List.of("When a version of the record r5 ended is damaged."), report.older());
        assertEquals(List.of(), report.damages());
    }

    @Test
    void whatIsWholeIsFoundWhole() {
        Path made = made();

        FolderCheck.Report report = FolderCheck.of(made, true, Stopping.NEVER);

        assertEquals(List.of(), report.damages());
        assertEquals(List.of(), report.remarks());
        assertEquals(expected.size(), report.records());
        assertEquals(4, report.contents());
    }

    @Test
    void aMissingContentAndAnIndexThatDiffersAreNamed() throws Exception {
        Path made = made();
        Files.delete(blob(made));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + made.resolve(LocalStorage.RECORDS_FILE))) {
            RecordDatabase.execute(
                    connection,
                    "update record set seq = 5000, sum = %s where id = 'r3'"
                            .formatted(RowSum.of(
                                    5_000,
                                    "r3",
                                    false,
                                    false,
                                    expected.get(new RecordId("r3")).toString())));
        }

        List<String> damages = FolderCheck.of(made, true, Stopping.NEVER).damages();

        assertEquals(List.of("The attachment file of the record r2 is missing or damaged."), damages);
        // and the index is behind: that is no difference
    }

    private static void await(LocalStorage storage) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (storage.index().orElseThrow().state() != IndexStatus.State.READY
                || storage.askIndex(ALL).isEmpty()) {
            assertTrue(System.nanoTime() < deadline, "the index is not ready");
            Thread.sleep(10); // nothing tells
        }
    }

    /** Where the content of 200,000 bytes is. */
    private Path blob(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("blobs"))) {
            return files.filter(file -> file.toFile().length() == content.length)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path copy(Path folder, String name) throws IOException {
        Path copy = temp.resolve(name);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static long flip(Path file, Random random) throws IOException {
        long bit = (long) (random.nextDouble() * Files.size(file) * 8);
        flipBit(file, bit);
        return bit;
    }

    private static void flipBit(Path file, long bit) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bit / 8);
            int old = bytes.read();
            bytes.seek(bit / 8);
            bytes.write(old ^ (1 << (bit % 8)));
        }
    }

    private static void overwrite(Path file, String text, String other) throws IOException {
        List<Integer> places = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(file);
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int place = all.indexOf(text); place >= 0; place = all.indexOf(text, place + 1)) {
            places.add(place);
        }
        assertFalse(places.isEmpty(), text);
        for (int place : places) {
            System.arraycopy(other.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, place, other.length());
        }
        Files.write(file, bytes);
    }
}
