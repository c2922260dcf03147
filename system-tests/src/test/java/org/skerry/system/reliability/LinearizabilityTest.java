package org.skerry.system.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.system.reliability.Operation.Call;
import org.skerry.system.reliability.Operation.Outcome;
import org.skerry.system.reliability.Operation.Want;

/** The judge of histories is judged: it finds the mistakes of storages that were made wrong, and none where there is none. */
class LinearizabilityTest {

    private static final int CLIENTS = 4;
    private static final int CALLS = 40;
    private static final int HISTORIES = 300;

    @Test
    void aStorageThatWorksIsExplained() throws Exception {
        assertEquals(0, refused(storage -> storage, HISTORIES));
    }

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void eachMistakeIsFound(Mistake mistake) throws Exception {
        assertTrue(refused(mistake::made, HISTORIES) > 0, mistake + " was not found in 300 histories");
    }

    @Test
    void whatHasNoAnswerMayHaveHappenedOrNot() {
        Operation lost = operation(0, 10, Operation.NEVER, new Call.Put(1, new Want.Any()), new Outcome.Unknown());

        assertTrue(Linearizability.explains(List.of(lost, get(20, 30, new Outcome.Found(1)))));
        assertTrue(Linearizability.explains(List.of(lost, get(20, 30, new Outcome.Nothing()))));
        assertTrue(Linearizability.explains(
                List.of(lost, get(20, 30, new Outcome.Nothing()), get(40, 50, new Outcome.Found(1)))));
        assertFalse(Linearizability.explains(
                List.of(lost, get(20, 30, new Outcome.Found(1)), get(40, 50, new Outcome.Nothing()))));
        assertFalse(Linearizability.explains(List.of(lost, get(2, 5, new Outcome.Found(1)))));
    }

    @Test
    void callsAtTheSameTimeMayHaveAnyOrder() {
        Operation one = operation(0, 10, 30, new Call.Put(1, new Want.Any()), new Outcome.Done());
        Operation two = operation(1, 10, 30, new Call.Put(2, new Want.Any()), new Outcome.Done());

        assertTrue(Linearizability.explains(List.of(one, two, get(40, 50, new Outcome.Found(1)))));
        assertTrue(Linearizability.explains(List.of(one, two, get(40, 50, new Outcome.Found(2)))));
        assertFalse(Linearizability.explains(
                List.of(one, two, get(40, 50, new Outcome.Found(1)), get(60, 70, new Outcome.Found(2)))));
    }

    private interface Making {
        Storage of(Storage storage);
    }

    private static int refused(Making making, int histories) throws Exception {
        int refused = 0;
        for (int history = 0; history < histories && refused == 0; history++) {
            try (MemoryStorage sound = new MemoryStorage(new LuceneWords());
                    Storage storage = making.of(sound)) {
                if (!Linearizability.explains(history(storage, history))) {
                    refused++;
                }
            }
        }
        return refused;
    }

    private static List<Operation> history(Storage storage, long seed) throws InterruptedException {
        List<RecordClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> new RecordClient(client, CLIENTS, new RecordId("x"), seed * CLIENTS + client))
                .toList();
        List<Thread> threads = new ArrayList<>();
        for (RecordClient client : clients) {
            threads.add(Thread.ofPlatform()
                    .start(() -> IntStream.range(0, CALLS / CLIENTS).forEach(call -> client.call(storage))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        List<Operation> all =
                clients.stream().flatMap(client -> client.noted().stream()).toList();
        assertEquals(CALLS, all.size());
        return all;
    }

    private static Operation get(long begin, long end, Outcome outcome) {
        return operation(9, begin, end, new Call.Get(), outcome);
    }

    private static Operation operation(int client, long begin, long end, Call call, Outcome outcome) {
        return new Operation(client, begin, end, call, outcome);
    }
}
