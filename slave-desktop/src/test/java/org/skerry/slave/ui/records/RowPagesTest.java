package org.skerry.slave.ui.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.SortKey;
import org.skerry.slave.ui.task.TestTasks;

class RowPagesTest {

    private static final Question ALL = question(List.of());
    private static final Question DOWN = question(List.of(new SortKey("name", SortKey.Direction.DESCENDING)));

    private final ManyRecords storage = ManyRecords.of(100_000);
    private final TestTasks tasks = new TestTasks();
    private final List<RowPages.Arrival> arrivals = new ArrayList<>();
    private final List<StorageException> failures = new ArrayList<>();
    private final RowPages pages =
            new RowPages(storage, tasks.tasks(), InstantSource.fixed(Instant.EPOCH), arrivals::add, failures::add, ALL);

    @Test
    void rowsOfAllRecordsAreThereThoughOnlyAPageIsAskedFor() {
        ask(ALL);

        assertEquals(100_000, pages.numbers().size());
        assertEquals(List.of(new Limit(0, 100)), limits());
        assertEquals(id(99), pages.row(99).getValue().id());
    }

    @Test
    void whoeverLooksAtARowMakesItsPageCome() {
        ask(ALL);

        var row = pages.row(54_321);
        boolean wasPending = row.getValue().isPending();
        tasks.all();

        assertTrue(wasPending);
        assertEquals(id(54_321), row.getValue().id());
        assertEquals(List.of(new Limit(0, 100), new Limit(54_300, 100)), limits());
    }

    @Test
    void aWildScrollAsksForWhatIsInSightAtItsEndOnly() {
        ask(ALL);

        for (int row = 1_000; row < 90_000; row += 1_000) {
            pages.row(row);
        }
        tasks.all();

        assertEquals(
                List.of(1_000L, 2_000L, 3_000L, 89_000L, 88_000L, 87_000L),
                limits().stream().skip(1).map(Limit::from).toList());
    }

    @Test
    void pagesAreForgottenAfterAWhile() {
        ask(ALL);

        for (int page = 1; page <= RowPages.MAX_PAGES; page++) {
            pages.row(page * RowPages.PAGE);
            tasks.all();
        }

        assertTrue(pages.peek(0).isPending());
        assertEquals(id(100), pages.peek(100).id());
    }

    @Test
    void theOldRowsStayUntilTheNewQuestionIsAnswered() {
        ask(ALL);
        pages.row(250);
        tasks.all();

        pages.ask(DOWN);
        Optional<RecordId> meanwhile = pages.row(0).getValue().id();
        tasks.all();

        assertEquals(id(0), meanwhile);
        assertEquals(id(99_999), pages.peek(0).id());
        assertTrue(pages.peek(250).isPending());
        assertEquals(
                List.of(true, false, true),
                arrivals.stream().map(RowPages.Arrival::isFirst).toList());
    }

    @Test
    void theAnswerToAQuestionThatNobodyAsksAnyMoreIsDropped() {
        pages.ask(ALL);
        pages.ask(DOWN);
        tasks.all();

        assertEquals(id(99_999), pages.peek(0).id());
        assertEquals(1, arrivals.size());
    }

    @Test
    void afterAChangeWhatIsInSightIsAskedForAgainAndStaysMeanwhile() {
        ask(ALL);
        var row = pages.row(70_000);
        tasks.all();
        storage.count(70_001);

        pages.refresh();
        boolean isStillShown = !row.getValue().isPending();
        tasks.all();

        assertTrue(isStillShown);
        assertEquals(70_001, pages.numbers().size());
        assertEquals(id(70_000), row.getValue().id());
        assertEquals(
                List.of(false, false),
                arrivals.stream().skip(2).map(RowPages.Arrival::isFirst).toList());
    }

    @Test
    void changesWhileItIsBeingAskedCauseOneMoreQuestion() {
        ask(ALL);

        pages.refresh();
        pages.refresh();
        pages.refresh();
        tasks.all();

        assertEquals(3, limits().size());
    }

    @Test
    void otherFieldsAreAskedForInPlace() {
        ask(ALL);
        var row = pages.row(500);
        tasks.all();

        pages.askInPlace(
                new Question(TypeChoice.ALL, SearchReading.NOTHING, List.of(), List.of(), List.of("name", "number")));
        tasks.all();

        assertEquals(List.of("name", "number"), storage.asked().getLast().selectList());
        assertEquals(id(500), row.getValue().id());
        assertEquals(
                List.of(true, false, false, false),
                arrivals.stream().map(RowPages.Arrival::isFirst).toList());
    }

    @Test
    void aFailureIsToldAndTheNextRefreshTriesAgain() {
        storage.away(true);
        ask(ALL);
        storage.away(false);

        pages.refresh();
        tasks.all();

        assertEquals(1, failures.size());
        assertEquals(id(0), pages.peek(0).id());
        assertTrue(arrivals.getFirst().isFirst());
    }

    @Test
    void aRecordIsFoundAmongTheRowsThatAreHere() {
        ask(ALL);

        assertEquals(OptionalInt.of(42), pages.numberOf(new RecordId("r42")));
        assertEquals(OptionalInt.empty(), pages.numberOf(new RecordId("r4200")));
    }

    private void ask(Question question) {
        pages.ask(question);
        tasks.all();
    }

    private List<Limit> limits() {
        return storage.asked().stream().map(request -> request.limit()).toList();
    }

    private static Optional<RecordId> id(int number) {
        return Optional.of(new RecordId("r" + number));
    }

    private static Question question(List<SortKey> sortOn) {
        return new Question(TypeChoice.ALL, SearchReading.NOTHING, List.of(), sortOn, List.of("name"));
    }
}
