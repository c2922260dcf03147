package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Row;
import org.skerry.protocol.session.PeerSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Connections that break at the worst moment. */
@Timeout(60)
class PeerStorageLossTest {

    private static final RecordId X = new RecordId("x");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicReference<MemoryMaster> master = new AtomicReference<>();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aWriteWhoseAnswerWasLostIsAppliedOnce() {
        try (MemoryMaster losing = master(losesAnswer(1));
                PeerStorage storage = storage(losing)) {
            RecordId id = storage.post(body(1));

            assertEquals(body(1), losing.storage().get(id));
            assertEquals(new Sequence(1), losing.storage().feed().last());
            assertEquals(2, calls.get());
        }
    }

    @Test
    void aRemoveWhoseAnswerWasLostDoesNotRemoveTwice() {
        try (MemoryMaster losing = master(losesAnswer(1));
                PeerStorage storage = storage(losing)) {
            losing.storage().put(X, body(1));
            WriteKey key = new WriteKey.Numbered("another-writer", 1);
            Write remove = new Write.Remove(X, Expected.ANY);

            storage.apply(remove, key);
            losing.storage().put(X, body(2));
            storage.apply(remove, key);

            assertEquals(body(2), storage.get(X));
        }
    }

    @Test
    void aConflictWhoseAnswerWasLostIsAConflictAgain() {
        try (MemoryMaster losing = master(losesAnswer(1));
                PeerStorage storage = storage(losing)) {
            losing.storage().put(X, body(1));
            Write create = new Write.Put(X, body(2), Expected.ABSENT);

            assertThrows(StorageException.Conflict.class, () -> storage.apply(create, WriteKey.NONE));

            assertEquals(body(1), storage.get(X));
            assertEquals(3, calls.get());
        }
    }

    @Test
    void aRequestThatNeverArrivedIsSentAgain() {
        try (MemoryMaster losing = master(losesRequest(1));
                PeerStorage storage = storage(losing)) {
            storage.put(X, body(1));

            assertEquals(body(1), losing.storage().get(X));
        }
    }

    @Test
    void aReadIsRepeatedToo() {
        try (MemoryMaster losing = master(losesAnswer(1));
                PeerStorage storage = storage(losing)) {
            losing.storage().put(X, body(1));

            assertEquals(body(1), storage.get(X));
        }
    }

    @Test
    void whatThePeerItselfCouldNotDoInTimeIsNotRepeated() {
        PeerSession.RequestHandler slow = query -> {
            calls.incrementAndGet();
            throw new StorageException.Unreachable("Head office does not answer.");
        };
        try (MemoryMaster busy = new MemoryMaster(service -> slow);
                PeerStorage storage = storage(busy)) {
            StorageException failure = assertThrows(StorageException.Unreachable.class, () -> storage.get(X));

            assertEquals("Head office does not answer.", failure.getMessage());
            assertEquals(1, calls.get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "true", "\"x\"", "[]", "[{}]", "{\"data\":{\"rows\":5}}", "{\"data\":[]}"})
    void anAnswerThatMakesNoSenseIsAFailure(String answer) {
        try (MemoryMaster odd = new MemoryMaster(service -> query -> JsonText.read(answer));
                PeerStorage storage = storage(odd)) {
            assertThrows(StorageException.Failed.class, () -> storage.allDocs(AllDocs.EVERYTHING));
            assertThrows(StorageException.Failed.class, () -> storage.getAttachment(X, "a", ByteRange.ALL));
            if (!answer.startsWith("{")) {
                assertThrows(StorageException.Failed.class, () -> storage.get(X));
                assertThrows(StorageException.Failed.class, () -> storage.allAttachments(X));
            }
        }
    }

    @Test
    void anAnswerWithoutResultToAReadIsAFailure() {
        try (MemoryMaster odd = new MemoryMaster(service -> query -> null);
                PeerStorage storage = storage(odd)) {
            assertThrows(StorageException.Failed.class, () -> storage.get(X));
        }
    }

    @Test
    void withoutASessionTheSourceSaysWhy() {
        SessionSource away = patience -> {
            throw new StorageException.Unreachable("The master has been away for 5 minutes.");
        };
        try (PeerStorage storage = new PeerStorage(away, PATIENCE, "w")) {
            StorageException failure = assertThrows(StorageException.Unreachable.class, () -> storage.get(X));

            assertEquals("The master has been away for 5 minutes.", failure.getMessage());
        }
    }

    @Test
    void patienceEndsWhileAnswersKeepGettingLost() {
        try (MemoryMaster losing = master(losesEveryAnswer());
                PeerStorage storage = new PeerStorage(losing, Duration.ofMillis(300), PeerStorage.randomWriter())) {
            assertThrows(StorageException.Unreachable.class, () -> storage.put(X, body(1)));

            assertEquals(new Sequence(1), losing.storage().feed().last());
            assertTrue(calls.get() > 1, "calls " + calls);
        }
    }

    @Test
    void closingEndsACallThatWaits() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        PeerSession.RequestHandler silent = query -> {
            asked.countDown();
            return never();
        };
        try (MemoryMaster master = new MemoryMaster(service -> silent);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            PeerStorage storage = storage(master);
            Future<Boolean> waiting = threads.submit(() -> {
                assertThrows(StorageException.Unreachable.class, () -> storage.get(X));
                return Thread.currentThread().isInterrupted();
            });
            asked.await();

            storage.close();

            assertEquals(false, waiting.get());
        }
    }

    @Test
    void anInterruptGivesTheCallUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        PeerSession.RequestHandler silent = query -> {
            asked.countDown();
            return never();
        };
        try (MemoryMaster master = new MemoryMaster(service -> silent);
                PeerStorage storage = storage(master)) {
            AtomicReference<Boolean> interrupted = new AtomicReference<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                assertThrows(StorageException.Unreachable.class, () -> storage.get(X));
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            asked.await();

            caller.interrupt();
            caller.join();

            assertEquals(true, interrupted.get());
        }
    }

    @Test
    void manyWritersOverABreakingLinkLoseNothingAndRepeatNothing() throws Exception {
        long seed = System.nanoTime();
        int writers = 8;
        int each = 50;
        Random random = new Random(seed);
        try (MemoryMaster losing = master(service -> query -> {
                    int luck;
                    synchronized (random) {
                        luck = random.nextInt(20);
                    }
                    if (luck == 0) {
                        master.get().cut();
                    }
                    JsonNode answer = service.handle(query);
                    if (luck == 1) {
                        master.get().cut();
                    }
                    return answer;
                });
                PeerStorage storage = storage(losing)) {
            Set<RecordId> acknowledged = inParallel(writers, writer -> {
                Set<RecordId> ids = new HashSet<>();
                for (int i = 0; i < each; i++) {
                    ids.add(storage.post(body(writer * each + i)));
                }
                return ids;
            });

            Set<RecordId> kept = new HashSet<>();
            losing.storage().allDocs(AllDocs.EVERYTHING).rows().stream()
                    .map(Row::id)
                    .forEach(kept::add);
            assertEquals(acknowledged, kept, "seed " + seed);
            assertEquals(writers * each, losing.storage().feed().last().number(), "seed " + seed);
        }
    }

    private interface Work {
        Set<RecordId> run(int writer);
    }

    private static Set<RecordId> inParallel(int writers, Work work) throws InterruptedException, ExecutionException {
        Set<RecordId> all = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Set<RecordId>>> running = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                running.add(threads.submit(() -> work.run(writer)));
            }
            for (Future<Set<RecordId>> one : running) {
                all.addAll(one.get());
            }
        }
        return all;
    }

    private UnaryOperator<PeerSession.RequestHandler> losesAnswer(int number) {
        return service -> query -> {
            boolean isLost = calls.incrementAndGet() == number;
            try {
                return service.handle(query);
            } finally {
                if (isLost) {
                    master.get().cut();
                }
            }
        };
    }

    private UnaryOperator<PeerSession.RequestHandler> losesEveryAnswer() {
        return service -> query -> {
            calls.incrementAndGet();
            JsonNode answer = service.handle(query);
            master.get().cut();
            return answer;
        };
    }

    private UnaryOperator<PeerSession.RequestHandler> losesRequest(int number) {
        return service -> query -> {
            if (calls.incrementAndGet() == number) {
                master.get().cut();
                throw new StorageException.Unreachable("lost on the way");
            }
            return service.handle(query);
        };
    }

    private MemoryMaster master(UnaryOperator<PeerSession.RequestHandler> around) {
        MemoryMaster one = new MemoryMaster(around);
        master.set(one);
        return one;
    }

    private static PeerStorage storage(MemoryMaster master) {
        return new PeerStorage(master, PATIENCE, PeerStorage.randomWriter());
    }

    private static ObjectNode body(int number) {
        return JsonText.object().put("n", number);
    }

    private static JsonNode never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        }
        throw new StorageException.Unreachable("nobody waits any more");
    }
}
