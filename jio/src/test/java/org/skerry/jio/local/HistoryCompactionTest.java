package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Caller;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;

@Timeout(120)
class HistoryCompactionTest {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final RecordId ID = new RecordId("a");

    @TempDir
    private Path folder;

    private final ManualClock time = new ManualClock(Instant.parse("2026-11-29T08:00:00Z"));
    private DataFolder held;
    private RecordDatabase database;
    private ReadConnections readers;
    private HistoryClock clock;
    private RecordLog log;
    private HistoryCompaction compaction;

    @BeforeEach
    void open() throws SQLException {
        held = DataFolder.hold(folder);
        database = RecordDatabase.in(held);
        readers = new ReadConnections(database, 1);
        start();
    }

    private void start() throws SQLException {
        clock = new HistoryClock(time, time::nanos, readers.read(ReadStatements::historyTime));
        log = new RecordLog(database::writer, AuditChain.in(folder), clock);
        compaction = new HistoryCompaction(log, clock, Optional.of(YEAR));
    }

    @AfterEach
    void close() {
        log.close();
        readers.close();
        held.close();
    }

    private void write(PreparedWrite write) {
        log.write(write, WriteKey.NONE, "", Caller.UNKNOWN);
    }

    private void put(RecordId id, int n) {
        write(new PreparedWrite.Put(id, "{\"n\":" + n + "}", Expected.ANY));
    }

    /** As the program runs, it looks now and then. */
    private int run(Duration duration) {
        int dropped = 0;
        Duration tick = Duration.ofHours(12);
        for (Duration ran = Duration.ZERO; ran.compareTo(duration) < 0; ran = ran.plus(tick)) {
            time.run(tick);
            for (int step = compaction.step(); step > 0; step = compaction.step()) {
                dropped += step;
            }
        }
        return dropped;
    }

    private List<Long> kept() {
        return readers
                .read(statements ->
                        statements.inSnapshot(() -> statements.history().page(ID, Optional.empty(), 1_000)))
                .versions()
                .stream()
                .filter(RecordVersion::isKept)
                .map(step -> step.sequence().number())
                .toList();
    }

    @Test
    void whatEndedBeforeTheTimeIsDroppedAndTheAuditStillTellsOfIt() {
        put(ID, 1);
        put(ID, 2);
        run(Duration.ofDays(100));
        put(ID, 3);
        assertEquals(List.of(3L, 2L, 1L), kept());

        run(Duration.ofDays(264));
        assertEquals(List.of(3L, 2L, 1L), kept());
        assertEquals(1, run(Duration.ofDays(2)));

        assertEquals(List.of(3L, 2L), kept());
        assertEquals(
                List.of("3 true", "2 true", "1 false"),
                readers
                        .read(statements ->
                                statements.inSnapshot(() -> statements.history().page(ID, Optional.empty(), 10)))
                        .versions()
                        .stream()
                        .map(step -> step.sequence() + " " + step.isKept())
                        .toList());
        assertEquals(1, run(Duration.ofDays(100)));
        assertEquals(List.of(3L), kept(), "the record itself stays");
    }

    @Test
    void whatIsDroppedCannotBeRestored() {
        put(ID, 1);
        put(ID, 2);
        run(Duration.ofDays(366));

        assertThrows(
                StorageException.NotFound.class,
                () -> write(new PreparedWrite.Restored(ID, new Sequence(1), "{}")),
                "also where it was read a moment before");
        assertEquals(2, log.last());
    }

    @Test
    void attachmentsGoWithTheLastVersionThatHadThem() {
        put(ID, 1);
        write(new PreparedWrite.PutAttachment(ID, "x", "a".repeat(64), 1, "", ExpectedAttachment.ANY));
        write(new PreparedWrite.RemoveAttachment(ID, "x", ExpectedAttachment.ANY));
        run(Duration.ofDays(10));
        write(new PreparedWrite.PutAttachment(ID, "y", "b".repeat(64), 1, "", ExpectedAttachment.ANY));
        write(new PreparedWrite.Remove(ID, Expected.ANY));
        assertEquals(List.of("a".repeat(64), "b".repeat(64)), files());

        run(Duration.ofDays(356));
        assertEquals(List.of("b".repeat(64)), files());

        run(Duration.ofDays(11));
        assertEquals(List.of(), files());
        assertEquals(
                List.of(),
                readers.read(statements ->
                                statements.inSnapshot(() -> statements.history().removed(Optional.empty(), 10)))
                        .records());
    }

    private List<String> files() {
        return readers.read(ReadStatements::attachmentFiles).stream().sorted().toList();
    }

    @Test
    void aClockTenYearsAheadAndBackDropsNothing() throws SQLException {
        put(ID, 1);
        put(ID, 2);
        run(Duration.ofDays(364));
        put(ID, 3);

        time.jump(Duration.ofDays(3_650));
        assertEquals(0, run(Duration.ofDays(30)));
        put(ID, 4);
        log.close();
        start();
        assertEquals(0, run(Duration.ofDays(1)), "nor after a restart");
        time.jump(Duration.ofDays(-3_650));
        put(ID, 5);

        assertEquals(1, run(Duration.ofDays(1)), "that whose time is over");
        assertEquals(List.of(5L, 4L, 3L, 2L), kept());
        run(Duration.ofDays(335));
        assertEquals(List.of(5L, 4L, 3L), kept());
    }

    @Test
    void olderVersionsGoWithNewerOnesWhateverTheirClockSaid() {
        put(ID, 1);
        time.jump(Duration.ofDays(3_650));
        put(ID, 2); // so the first one ended in ten years
        time.jump(Duration.ofDays(-3_650));
        put(ID, 3);
        put(ID, 4);

        assertEquals(3, run(Duration.ofDays(366)));

        assertEquals(List.of(4L), kept());
    }

    @Test
    void muchIsDroppedInSmallStepsThatAddUp() {
        for (int n = 0; n < 1_000; n++) {
            put(new RecordId("r" + n % 100), n);
        }
        for (int n = 0; n < 500; n++) {
            put(ID, n);
        }
        time.run(Duration.ofDays(366));
        clock.believed();
        List<Integer> steps = new ArrayList<>();
        for (int step = compaction.step(); step > 0; step = compaction.step()) {
            steps.add(step);
        }

        assertTrue(steps.stream().allMatch(step -> step <= 2 * VersionStatements.MAX_DROPPED), steps::toString);
        assertEquals(900 + 499, steps.stream().mapToInt(Integer::intValue).sum());
        long left = readers.read(
                statements -> statements.inSnapshot(() -> statements.history().count()));
        assertEquals(0, left);
    }

    @Test
    void manyLargeVersionsAreDroppedFewAtATime() {
        String large = "{\"t\":\"" + "x".repeat(900_000) + "\"}";
        for (int n = 0; n < 12; n++) {
            write(new PreparedWrite.Put(new RecordId("r" + n % 2), large, Expected.ANY));
        }
        time.run(Duration.ofDays(366));

        assertEquals(List.of(5, 5, 0), List.of(compaction.step(), compaction.step(), compaction.step()));
    }

    @Test
    void forEverIsForEver() {
        put(ID, 1);
        put(ID, 2);
        time.run(Duration.ofDays(36_500));

        assertEquals(0, new HistoryCompaction(log, clock, Optional.empty()).step());
        assertEquals(List.of(2L, 1L), kept());
    }

    @Test
    void theTimeThatIsBelievedOutlivesTheProgram() {
        run(Duration.ofDays(3));

        assertEquals(OptionalLong.of(time.millis()), readers.read(ReadStatements::historyTime));
    }
}
