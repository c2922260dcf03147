package org.skerry.system.bench.query;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.StoredRecord;
import org.skerry.system.bench.BenchFailed;

final class DatasetTest {

    private static final int CITIES = 135_233;
    private static final int VILLAGES = 620_573;

    @Test
    void aMillionHasAllTheRealRecords() {
        assertEquals(new Shares(100_000, 620_573, 279_427), Shares.of(1_000_000, CITIES, VILLAGES));
    }

    @Test
    void fewRecordsHaveAPartOfEachKind() {
        assertEquals(new Shares(3_200, 4_800, 2_000), Shares.of(10_000, CITIES, VILLAGES));
    }

    @Test
    void whatIsNotThereIsInvented() {
        assertEquals(new Shares(10_000, 0, 40_000), Shares.of(50_000, 10_000, 0));
    }

    @Test
    void peersGetRealRecordsOnly() {
        assertAll(
                () -> assertEquals(new Shares(40_000, 60_000, 0), Shares.ofReal(100_000, CITIES, VILLAGES)),
                () -> assertEquals(new Shares(10_000, 0, 0), Shares.ofReal(100_000, 10_000, 0)));
    }

    @Test
    void theSameRecordsComeEveryTime(@TempDir Path folder) throws Exception {
        Dataset dataset = Dataset.ofOwnCities(folder.resolve("cities"), 500);

        List<StoredRecord> once = all(dataset);

        assertAll(
                () -> assertEquals(500, once.size()),
                () -> assertEquals(
                        500, once.stream().map(StoredRecord::id).distinct().count()),
                () -> assertEquals(once, all(dataset)),
                () -> assertEquals(
                        Set.of("City", "Report"),
                        once.stream()
                                .map(one -> one.body().path("portal_type").asString())
                                .collect(Collectors.toSet())));
    }

    @Test
    void inventedRecordsHaveAllThatJsonHas() {
        List<StoredRecord> some =
                LongStream.range(0, 300).mapToObj(InventedRecords::record).toList();

        Set<String> types = some.stream()
                .map(one -> one.body().path("value").getNodeType().name())
                .collect(Collectors.toSet());

        assertAll(
                () -> assertEquals(Set.of("NUMBER", "STRING", "ARRAY", "NULL", "MISSING"), types),
                () -> assertTrue(some.stream().anyMatch(one -> !one.body().has("population"))),
                () -> assertEquals(some.getFirst(), InventedRecords.record(0)));
    }

    @Test
    void questionsAreTheSameEveryTimeAndDiffer(@TempDir Path folder) throws Exception {
        Dataset dataset = Dataset.ofOwnCities(folder.resolve("cities"), 2_000);

        List<Question> questions = questions(dataset);

        assertAll(
                () -> assertEquals(questions, questions(dataset)),
                () -> assertEquals(
                        questions.stream().map(Question::name).distinct().toList(),
                        questions.stream().map(Question::name).toList()),
                () -> questions.forEach(question ->
                        assertEquals(question.asks().stream().distinct().toList(), question.asks(), question.name())));
    }

    @Test
    void aFolderWithoutTheFilesIsToldPlainly(@TempDir Path folder) {
        BenchFailed failed = assertThrows(BenchFailed.class, () -> Dataset.of(folder, 10));

        assertEquals("There is no file world-cities.csv.gz in %s.".formatted(folder), failed.getMessage());
    }

    private static List<Question> questions(Dataset dataset) {
        Samples samples = new Samples();
        dataset.forEach(samples);
        return Questions.of(samples, dataset.shares().records());
    }

    private static List<StoredRecord> all(Dataset dataset) {
        List<StoredRecord> all = new ArrayList<>();
        dataset.forEach(all::add);
        return all;
    }
}
