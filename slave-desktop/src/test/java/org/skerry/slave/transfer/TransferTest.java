package org.skerry.slave.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.ForwardingStorage;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryParser;
import org.skerry.slave.files.FileFailure;
import org.skerry.slave.files.ReadOptions;
import org.skerry.slave.files.ReadOptions.Numbers;
import org.skerry.slave.files.RecordFiles;
import org.skerry.slave.files.RecordSource;
import org.skerry.slave.files.RecordTarget;
import tools.jackson.databind.node.ObjectNode;

@Timeout(120)
class TransferTest {

    private static final ReadOptions BY_ID =
            new ReadOptions(Optional.empty(), Optional.of("id"), Optional.empty(), Numbers.DETECT);

    @TempDir
    Path folder;

    private final Storage storage = new MemoryStorage();

    @Test
    void importingAgainWithAnIdColumnCreatesNothingTwice() throws IOException {
        Path csv = file("cities.csv", "id,name,population\n1,El Tarter,1052\n2,Encamp,11223\n");

        ImportReport first = importFile(csv, BY_ID, Optional.empty());
        ImportReport second = importFile(csv, BY_ID, Optional.empty());

        assertEquals(List.of(2L, 0L), List.of(first.imported(), first.failed()));
        assertEquals(List.of(2L, 0L), List.of(second.imported(), second.failed()));
        assertEquals(
                Map.of(
                        "1", "{\"id\":1,\"name\":\"El Tarter\",\"population\":1052}",
                        "2", "{\"id\":2,\"name\":\"Encamp\",\"population\":11223}"),
                records(storage));
        assertEquals(1, count("population:> \"9999\""));
    }

    @Test
    void withoutAnIdColumnEachRecordGetsANewIdAndTheTypeIsSet() throws IOException {
        Path csv = file("a.csv", "name\nLi\nWei\n");

        importFile(csv, ReadOptions.DEFAULT, Optional.of("Person"));

        assertEquals(
                List.of(
                        "{\"name\":\"Li\",\"portal_type\":\"Person\"}",
                        "{\"name\":\"Wei\",\"portal_type\":\"Person\"}"),
                records(storage).values().stream().sorted().toList());
        assertTrue(records(storage).keySet().stream().allMatch(id -> id.matches("[0-9a-f-]{36}")));
    }

    @Test
    void failedRowsAreCountedAndListedAndTheOthersGoOn() throws IOException {
        String rows = IntStream.range(0, 30).mapToObj(i -> ",x\n").collect(Collectors.joining());
        Path csv = file("a.csv", "id,name\n1,a\n2,b,c\n1,again\n3,\"d\"d\n4,e\n" + rows);
        List<RowError> all = new ArrayList<>();

        ImportReport report;
        try (RecordSource source = RecordFiles.open(csv, BY_ID)) {
            report = new Importer(storage, Optional.empty(), "test", all::add, count -> {}).run(source);
        }

        assertEquals(List.of(2L, 33L), List.of(report.imported(), report.failed()));
        assertEquals(33, all.size());
        assertEquals(Importer.ERRORS_SHOWN, report.errors().size());
        assertEquals(
                List.of(
                        new RowError(3, "", "The row has 3 cells, the header 2."),
                        new RowError(4, "", "The id 1 was used before, in line 2."),
                        new RowError(
                                5,
                                "name",
                                "There is text behind a closing quote; a quote inside a quoted cell is written twice.")),
                all.subList(0, 3));
    }

    @Test
    void anImportStopsWhenTheStorageIsGone() throws IOException {
        Path csv = file(
                "a.csv",
                "id\n" + IntStream.range(0, 5_000).mapToObj(i -> i + "\n").collect(Collectors.joining()));
        Storage gone = new Gone(storage);

        ImportReport report;
        try (RecordSource source = RecordFiles.open(csv, BY_ID)) {
            report = new Importer(gone, Optional.empty(), "test", error -> {}, rows -> {}).run(source);
        }

        assertEquals(Optional.of("The master is away."), report.stopped());
        assertTrue(report.imported() + report.failed() < 5_000, report.toString());
    }

    @Test
    void anErrorFileHoldsEveryFailedRow() throws IOException {
        Path errors = folder.resolve("errors.csv");

        try (ErrorFile file = new ErrorFile(Optional.of(errors))) {
            file.add(new RowError(7, "name", "A \"bad\" cell, really."));
        }

        assertEquals(
                "row,column,reason\n7,name,\"A \"\"bad\"\" cell, really.\"\n",
                Files.readString(errors).replace("\r\n", "\n"));
    }

    @Test
    void everyFormatComesBackAsItWentOut() throws IOException {
        List<String> bodies = List.of(
                "{}",
                "{\"text\":\"5\",\"number\":5,\"exact\":1.10,\"big\":9007199254740993,\"true\":\"true\"}",
                "{\"true\":true,\"null\":null,\"empty\":\"\",\"text\":\"null\"}",
                "{\"list\":[1,\"a,b\",{}],\"object\":{\"a\":[\"\\\"\"]},\"text\":\"[1]\"}",
                "{\"text\":\"{\\\"a\\\":1}\",\"list\":\"\\\"quoted\\\"\",\"empty\":\" blank \"}",
                "{\"text\":\"two\\nlines\\r\\n\",\"list\":\"\\u0000\\ud800\",\"多福巷\":\"北京市, 😀\"}",
                "{\"text\":\"\\ufeff\",\"a,\\\"b\":\"é\",\"exact\":1E+3,\"big\":-0.5,\"number\":\"1e3\"}");
        for (int i = 0; i < bodies.size(); i++) {
            storage.put(new RecordId("id " + i + ",\"\n"), (ObjectNode) JsonText.read(bodies.get(i)));
        }
        storage.put(new RecordId("1"), (ObjectNode) JsonText.read("{\"text\":\"a number for an id\"}"));

        for (String name : List.of("a.csv", "a.json", "a.jsonl", "a.ndjson.gz", "a.csv.gz", "a.json.gz")) {
            Path file = folder.resolve(name);
            export(Query.ALL, file);
            Storage copy = new MemoryStorage();
            try (RecordSource source = RecordFiles.open(file, ReadOptions.DEFAULT)) {
                ImportReport report = new Importer(copy, Optional.empty(), "test", error -> {}, rows -> {}).run(source);
                assertEquals(List.of(), report.errors(), name);
            }
            assertEquals(records(storage), records(copy), name);
        }
    }

    @Test
    void anExportHoldsExactlyWhatTheQuerySelects() throws IOException {
        importFile(file("a.csv", "id,name\n1,Li\n2,Wei\n3,Li\n"), BY_ID, Optional.empty());
        Path out = folder.resolve("out.jsonl");

        export(QueryParser.parse("name:Li"), out);

        assertEquals(
                "{\"__id\":\"1\",\"id\":1,\"name\":\"Li\"}\n{\"__id\":\"3\",\"id\":3,\"name\":\"Li\"}\n",
                Files.readString(out));
    }

    @Test
    void manyPagesHoldEachRecordOnce() throws IOException {
        for (int i = 0; i < 3_210; i++) {
            storage.put(new RecordId("r" + i * 7919 % 3_210), JsonText.object().put("n", i));
        }
        Path out = folder.resolve("out.csv");

        assertEquals(3_210, export(Query.ALL, out));

        assertEquals(
                IntStream.range(0, 3_210).mapToObj(i -> "r" + i).sorted().toList(),
                Files.readAllLines(out).stream()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .toList());
    }

    @Test
    void pagesThatAreTooLargeBecomeSmaller() {
        for (int i = 0; i < 600; i++) {
            storage.put(new RecordId("r" + i), JsonText.object().put("n", i));
        }

        try (RecordTarget target = RecordFiles.create(folder.resolve("a.json"))) {
            assertEquals(
                    600,
                    new Exporter(new Narrow(storage), Query.ALL, rows -> {})
                            .run(target, () -> false)
                            .records());
        }
    }

    @Test
    void nothingIsLeftBehindOfAnExportThatFails() throws IOException {
        storage.put(new RecordId("x"), JsonText.object().put("__id", "mine"));
        Files.writeString(folder.resolve("a.csv"), "before");

        FileFailure failure = assertThrows(FileFailure.class, () -> export(Query.ALL, folder.resolve("a.csv")));

        assertEquals(
                "Record x has a key __id of its own, which is where an exported file keeps the id.",
                failure.getMessage());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of("a.csv"),
                    left.map(path -> path.getFileName().toString()).toList());
        }
        assertEquals("before", Files.readString(folder.resolve("a.csv")));
    }

    @Test
    void filesThatCannotBeMadeAreAnsweredWithASentence() {
        Path missing = folder.resolve("none").resolve("a.csv");
        Path unknown = folder.resolve("a.txt");

        assertEquals(
                missing + " cannot be written: there is no such folder.",
                assertThrows(FileFailure.class, () -> RecordFiles.create(missing))
                        .getMessage());
        assertEquals(
                unknown + ": the name of an export ends in .csv, .json, .jsonl or .ndjson, with .gz behind it if it is"
                        + " to be packed.",
                assertThrows(FileFailure.class, () -> RecordFiles.create(unknown))
                        .getMessage());
        assertFalse(Files.exists(unknown));
    }

    private ImportReport importFile(Path file, ReadOptions options, Optional<String> type) {
        try (RecordSource source = RecordFiles.open(file, options)) {
            return new Importer(storage, type, "test-" + System.nanoTime(), error -> {}, rows -> {}).run(source);
        }
    }

    private long export(Query query, Path file) {
        try (RecordTarget target = RecordFiles.create(file)) {
            return new Exporter(storage, query, rows -> {})
                    .run(target, () -> false)
                    .records();
        }
    }

    private long count(String query) {
        return storage.allDocs(new AllDocs(QueryParser.parse(query), List.of(), Limit.NONE, List.of(), false))
                .totalCount();
    }

    private static Map<String, String> records(Storage storage) {
        Map<String, String> records = new TreeMap<>();
        storage.allDocs(AllDocs.EVERYTHING)
                .rows()
                .forEach(row -> records.put(row.id().text(), JsonText.canonical(storage.get(row.id()))));
        return records;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** A storage that cannot be reached for writing. */
    private static final class Gone extends ForwardingStorage {
        Gone(Storage inner) {
            super(inner);
        }

        @Override
        public void apply(Write write, WriteKey key) {
            throw new StorageException.Unreachable("The master is away.");
        }
    }

    /** A storage whose answers have up to 50 rows. */
    private static final class Narrow extends ForwardingStorage {
        Narrow(Storage inner) {
            super(inner);
        }

        @Override
        public Answer allDocs(AllDocs request) {
            Answer answer = super.allDocs(request);
            if (answer.rows().size() > 50) {
                throw new StorageException.TooLarge("The answer is too large.");
            }
            return answer;
        }
    }
}
