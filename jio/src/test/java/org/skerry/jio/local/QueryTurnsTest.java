package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Interrupts;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryEvaluator;

@Timeout(60)
class QueryTurnsTest {

    private static final int MORE_THAN_MAY_WAIT = 1_100;

    @Test
    void queriesThatWereGivenUpLeaveTheirPlacesToOthers() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (QueryTurns turns = new QueryTurns(1, Duration.ofMinutes(1))) {
            Thread.startVirtualThread(() -> turns.run(() -> {
                running.countDown();
                gate.await();
                return "slow";
            }));
            running.await();

            for (int i = 0; i < MORE_THAN_MAY_WAIT; i++) {
                Thread.currentThread().interrupt();
                StorageException refused =
                        assertThrows(StorageException.class, () -> turns.run(() -> "never looked at"));
                assertEquals("The query was cancelled.", refused.getMessage());
                Thread.interrupted();
            }

            FutureTask<String> honest = new FutureTask<>(() -> turns.run(() -> "answer"));
            Thread.startVirtualThread(honest);
            gate.countDown();
            assertEquals("answer", honest.get());
        }
    }

    @Test
    void queryMayAskForMoreTimeAndSaysWhyIfThatIsNotEnough() throws Exception {
        try (QueryTurns turns = new QueryTurns(1, Duration.ofMillis(50))) {
            StorageException refused = assertThrows(
                    StorageException.Unreachable.class,
                    () -> turns.run(patience -> {
                        patience.extend(Duration.ofSeconds(1), "the index is being built");
                        while (true) {
                            Interrupts.check();
                        }
                    }));

            assertEquals(
                    "The query took more than 1 seconds and was stopped; the index is being built.",
                    refused.getMessage());
        }
    }

    @Test
    void queryThatTakesTooLongIsStopped() {
        AllDocs endless = new AllDocs(
                new Query.Compare(
                        new Query.Key.Field("t"),
                        Query.Operator.DEFAULT,
                        JsonText.nodes().stringNode("%" + "a".repeat(4_000) + "b%")),
                List.of(),
                Limit.NONE,
                List.of(),
                false);
        StoredRecord record =
                new StoredRecord(new RecordId("x"), JsonText.object().put("t", "a".repeat(100_000_000)));
        try (QueryTurns turns = new QueryTurns(1, Duration.ofSeconds(1))) {
            StorageException late = assertThrows(
                    StorageException.Unreachable.class,
                    () -> turns.run(() -> new QueryEvaluator(KeySchema.NONE).evaluate(endless, List.of(record))));

            assertEquals("The query took more than 1 seconds and was stopped; ask a simpler one.", late.getMessage());
            assertEquals("answer", turns.run(() -> "answer"));
        }
    }
}
