package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class PeerSessionTest {

    private static final Duration PATIENCE = SessionPair.PATIENCE;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final LinkedBlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Message.JioQuery> seen = new LinkedBlockingQueue<>();

    @Test
    void answersACall() {
        try (SessionPair pair = SessionPair.of(SessionPair.ECHO)) {
            assertEquals(JsonText.read("5"), pair.slave.call(SessionPair.call("get", "5"), PATIENCE));
            assertEquals(null, pair.slave.call(SessionPair.call("repair"), PATIENCE));
        }
    }

    @Test
    void longMessagesTravelBothWays() {
        try (SessionPair pair = SessionPair.greeted(SessionPair.ECHO)) {
            String text = "村".repeat(2_000_000);
            JsonNode answer =
                    pair.slave.call(new Call("get", JsonText.nodes().arrayNode().add(text)), PATIENCE);
            assertEquals(text, answer.stringValue());
        }
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsSent() {
        var arguments = JsonText.nodes().arrayNode().add("x".repeat(9_000_000));
        try (SessionPair plain = SessionPair.of(SessionPair.ECHO);
                SessionPair greeted = SessionPair.greeted(SessionPair.ECHO)) {
            for (SessionPair pair : List.of(plain, greeted)) {
                assertThrows(
                        StorageException.TooLarge.class, () -> pair.slave.call(new Call("get", arguments), PATIENCE));
                assertEquals(JsonText.read("1"), pair.slave.call(SessionPair.call("get", "1"), PATIENCE));
            }
        }
    }

    @Test
    void aRefusalComesBackAsItsException() {
        try (SessionPair pair = SessionPair.of(query -> {
            throw new StorageException.NotFound("Cannot find document: x");
        })) {
            var missing = assertThrows(
                    StorageException.NotFound.class, () -> pair.slave.call(SessionPair.call("get", "\"x\""), PATIENCE));
            assertEquals("Cannot find document: x", missing.getMessage());
        }
    }

    @Test
    void theMasterCannotCallASlave() {
        try (SessionPair pair = SessionPair.of(SessionPair.ECHO)) {
            assertThrows(StorageException.NotOffered.class, () -> pair.master.call(SessionPair.call("get"), PATIENCE));
        }
    }

    @Test
    void manyCallersEachGetTheirOwnAnswer() throws Exception {
        try (SessionPair pair = SessionPair.greeted(SessionPair.ECHO);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                int number = i;
                calls.add(() -> pair.slave
                        .call(SessionPair.call("get", "" + number), PATIENCE)
                        .intValue());
            }
            int next = 0;
            for (Future<Integer> answer : callers.invokeAll(calls)) {
                assertEquals(next++, answer.get());
            }
            assertEquals(5_000, pair.master.counters().calls());
            assertEquals(pair.master.counters().bytesIn(), pair.slave.counters().bytesOut());
        }
    }

    @Test
    void aCallWithoutAnswerFailsInTimeAndIsCancelled() throws InterruptedException {
        try (SessionPair pair = SessionPair.greeted(this::handle)) {
            assertThrows(
                    StorageException.Unreachable.class,
                    () -> pair.slave.call(SessionPair.call("wait"), Duration.ofMillis(50)));
            assertEquals("wait", interrupted.take());
            assertEquals(JsonText.read("1"), pair.slave.call(SessionPair.call("echo", "1"), PATIENCE));
        }
    }

    @Test
    void aLateAnswerIsIgnored() {
        try (SessionPair pair = SessionPair.of(this::handle)) {
            var late = assertThrows(
                    StorageException.Unreachable.class,
                    () -> pair.slave.call(SessionPair.call("wait"), Duration.ofMillis(20)));
            assertEquals("wait: no answer within 20 ms.", late.getMessage());
            assertEquals(
                    "wait: no answer within 8.0 s.",
                    new Call("wait", JsonText.nodes().arrayNode())
                            .late(Duration.ofMillis(7_999))
                            .getMessage());
            gate.countDown();
            assertEquals(JsonText.read("1"), pair.slave.call(SessionPair.call("echo", "1"), PATIENCE));
        }
    }

    @Test
    void aCallWithoutPatienceFailsUnsent() {
        try (SessionPair pair = SessionPair.of(this::handle)) {
            for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
                assertThrows(StorageException.Unreachable.class, () -> pair.slave.call(SessionPair.call("echo"), none));
            }
            assertEquals(0, pair.master.counters().calls());
        }
    }

    @Test
    void anInterruptGivesACallUp() throws InterruptedException {
        try (SessionPair pair = SessionPair.greeted(this::handle)) {
            var outcomes = new LinkedBlockingQueue<String>();
            Thread caller = Thread.startVirtualThread(() -> {
                try {
                    pair.slave.call(SessionPair.call("wait"), PATIENCE);
                } catch (StorageException.Unreachable gone) {
                    outcomes.add(
                            gone.getMessage() + " " + Thread.currentThread().isInterrupted());
                }
            });
            seen.take();

            caller.interrupt();

            assertEquals("wait: the caller gave up. true", outcomes.take());
            assertEquals("wait", interrupted.take());
        }
    }

    @Test
    void closingFailsAllWhoWait() throws Exception {
        for (boolean isSlaveClosing : List.of(true, false)) {
            try (SessionPair pair = SessionPair.greeted(this::handle);
                    ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                var reasons = new LinkedBlockingQueue<String>();
                pair.slave.onClosed(reasons::add);
                List<Future<?>> calls = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    calls.add(callers.submit(() -> pair.slave.call(SessionPair.call("wait"), PATIENCE)));
                }
                for (int i = 0; i < 8; i++) {
                    seen.take();
                }

                (isSlaveClosing ? pair.slave : pair.master).close();

                String reason = reasons.take();
                for (Future<?> call : calls) {
                    var failed = assertThrows(ExecutionException.class, call::get);
                    assertEquals(reason, failed.getCause().getMessage());
                    assertEquals(
                            StorageException.Unreachable.class,
                            failed.getCause().getClass());
                }
                for (int i = 0; i < 8; i++) {
                    assertEquals("wait", interrupted.take());
                }
                assertFalse(pair.slave.isOpen());
                pair.slave.onClosed(reasons::add);
                assertEquals(reason, reasons.take());
                assertThrows(
                        StorageException.Unreachable.class,
                        () -> pair.slave.call(SessionPair.call("echo", "1"), PATIENCE));
                assertThrows(
                        StorageException.Unreachable.class, () -> pair.slave.greet(Message.Hello.client(), PATIENCE));
            }
        }
    }

    @Test
    void moreThan256CallersWaitForAPlace() throws Exception {
        try (SessionPair pair = SessionPair.greeted(this::handle);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                calls.add(callers.submit(() -> pair.slave.call(SessionPair.call("wait"), PATIENCE)));
            }
            seen.take();

            gate.countDown();

            for (Future<JsonNode> call : calls) {
                assertEquals(null, call.get());
            }
        }
    }

    @Test
    void noMoreThanEightRequestsRunAtATime() throws InterruptedException {
        try (SessionPair pair = SessionPair.greeted(this::handle);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(callers.submit(() -> pair.slave.call(SessionPair.call("wait"), PATIENCE)));
            }
            while (pair.master.counters().calls() < 20) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 8; i++) {
                seen.take();
            }
            assertEquals(List.of(), List.copyOf(seen));
            gate.countDown();
        }
    }

    @Test
    void whatAPeerDoesNotCheckIsNotAskedOfIt() throws InterruptedException {
        var key = new WriteKey.Numbered("w", 1);
        var guarded = new Call("put", JsonText.nodes().arrayNode(), key, Expected.ABSENT);
        try (SessionPair pair = SessionPair.of(this::handle)) {
            assertThrows(StorageException.NotOffered.class, () -> pair.slave.call(guarded, PATIENCE));
            pair.slave.greet(SessionPair.hello(Feature.EXPECTED), PATIENCE);

            pair.slave.call(guarded, PATIENCE);

            Message.JioQuery query = seen.take();
            assertEquals(Expected.ABSENT, query.expected());
            assertEquals(WriteKey.NONE, query.key());
            assertEquals(null, query.timeout());
        }
    }

    @Test
    void keysAndDeadlinesTravelWithTheCall() throws InterruptedException {
        var key = new WriteKey.Numbered("w", 1);
        try (SessionPair pair = SessionPair.greeted(this::handle)) {
            pair.slave.call(new Call("put", JsonText.nodes().arrayNode(), key, Expected.ANY), Duration.ofSeconds(9));

            Message.JioQuery query = seen.take();
            assertEquals(key, query.key());
            assertTrue(query.timeout().toMillis() > 1000 && query.timeout().toMillis() <= 9000, "" + query.timeout());
        }
    }

    @Test
    void anAnswerThatCannotBeReadFailsItsCall() throws InterruptedException {
        var channels = new ChannelPair();
        MessageChannel master = channels.second();
        try (PeerSession slave = new PeerSession(
                channels.first(), SessionSettings.defaults(), SessionPair.NOTHING_OFFERED, Message.Hello::client)) {
            Thread other = Thread.startVirtualThread(() -> {
                try {
                    master.receive();
                    master.send(
                            Frame.text("{\"id\":1,\"type\":\"jio_response\",\"result\":{\"a\":1,\"a\":2}}"), PATIENCE);
                } catch (InterruptedException unexpected) {
                    master.close();
                }
            });

            var failed =
                    assertThrows(StorageException.Failed.class, () -> slave.call(SessionPair.call("get"), PATIENCE));

            assertTrue(failed.getMessage().startsWith("The answer could not be read: "), failed.getMessage());
            other.join();
        }
    }

    @Test
    void waitsUntilAllIsAnswered() throws Exception {
        try (SessionPair pair = SessionPair.greeted(this::handle);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<JsonNode> call = callers.submit(() -> pair.slave.call(SessionPair.call("wait"), PATIENCE));
            seen.take();
            assertFalse(pair.master.awaitQuiet(Duration.ofMillis(10)));
            gate.countDown();
            assertTrue(pair.master.awaitQuiet(PATIENCE));
            assertEquals(null, call.get());
        }
    }

    private JsonNode handle(Message.JioQuery query) {
        seen.add(query);
        if (query.method().equals("wait")) {
            try {
                gate.await();
            } catch (InterruptedException gone) {
                interrupted.add(query.method());
                throw new StorageException.Unreachable("gone", gone);
            }
        }
        return query.arguments().isEmpty() ? null : query.arguments().get(0);
    }
}
