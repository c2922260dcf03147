package org.skerry.master.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.Change;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.ForwardingStorage;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.Step;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.QueryEvaluator;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.storage.LiveQuery;
import tools.jackson.databind.node.ArrayNode;

/** One who asks too much, or a record that is damaged, is told to ask anew; the others hear as before. */
@Timeout(60)
class LiveLimitsTest {

    private static void call(PeerSession session, String method, String arguments) {
        session.call(new Call(method, (ArrayNode) JsonText.read("[" + arguments + "]")), LiveDesk.PATIENCE);
    }

    /** Of each notice the number, and the ids or that it is a reset. */
    private static List<String> heard(LiveDesk desk, PeerSession slave, BlockingQueue<Message.Live> told) {
        desk.queries.round();
        call(slave, "nothing", "");
        List<Message.Live> all = new ArrayList<>();
        told.drainTo(all);
        return all.stream()
                .map(live -> live.subscription() + " "
                        + (live.reset()
                                ? "reset"
                                : live.rows().stream().map(LiveRow::id).toList()))
                .toList();
    }

    /** A key of queries whose comparisons take a second each, of a clock of the test. */
    private static final class Slow extends ForwardingStorage {

        private final AtomicLong nanos = new AtomicLong();
        private final AtomicInteger compared = new AtomicInteger();

        Slow() {
            super(new MemoryStorage());
        }

        @Override
        public QueryEvaluator evaluator() {
            return new QueryEvaluator(KeySchema.read(
                    JsonText.read("{\"key_set\":{\"slow\":{\"read_from\":\"a\",\"cast_to\":\"slowly\"}}}"),
                    Map.of("slowly", value -> {
                        compared.incrementAndGet();
                        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                        return value;
                    }),
                    Map.of()));
        }
    }

    @Test
    void aQueryThatTakesTooLongIsResetAndRests() {
        Slow storage = new Slow();
        try (LiveDesk desk = new LiveDesk(storage, storage.nanos::get);
                PeerSession slave = desk.connect()) {
            desk.at("back office");
            try (PeerSession other = desk.connect()) {
                BlockingQueue<Message.Live> told = LiveDesk.listening(slave);
                BlockingQueue<Message.Live> toldOther = LiveDesk.listening(other);
                call(slave, "subscribe", "1,{\"query\":\"slow:7\"}");
                call(other, "subscribe", "2,{\"query\":\"a:7\"}");
                int before = storage.compared.get();
                for (int i = 0; i < 100; i++) {
                    storage.put(new RecordId("r" + i), JsonText.object().put("a", 5));
                }
                storage.put(new RecordId("x"), JsonText.object().put("a", 7));

                assertEquals(List.of("1 reset"), heard(desk, slave, told));
                assertEquals(List.of("2 [x]"), heard(desk, other, toldOther));
                int compared = storage.compared.get() - before;
                assertEquals(true, compared < 5, "it goes on for all writes: " + compared);

                storage.put(new RecordId("y"), JsonText.object().put("a", 7));
                storage.nanos.addAndGet(Duration.ofSeconds(2).toNanos());
                assertEquals(List.of("1 reset"), heard(desk, slave, told));
                assertEquals(List.of("2 [y]"), heard(desk, other, toldOther));
                assertEquals(compared, storage.compared.get() - before, "it rests");
            }
        }
    }

    /** Each step of the record x comes with an old body that cannot be read. */
    private static final class Damaged extends ForwardingStorage {

        Damaged() {
            super(new MemoryStorage());
        }

        @Override
        public ChangeFeed feed() {
            ChangeFeed whole = super.feed();
            return new ChangeFeed() {
                @Override
                public String id() {
                    return whole.id();
                }

                @Override
                public Sequence last() {
                    return whole.last();
                }

                @Override
                public List<Change> after(Sequence checkpoint, int max) {
                    return whole.after(checkpoint, max);
                }

                @Override
                public Optional<List<Step>> steps(Sequence checkpoint, int max) {
                    return whole.steps(checkpoint, max)
                            .map(steps -> steps.stream().map(Damaged::damaged).toList());
                }
            };
        }

        private static Step damaged(Step step) {
            return step.id().text().equals("x")
                    ? new Step(
                            step.sequence(),
                            step.id(),
                            Optional.of(new Step.Body.Text("{\"a\";1}")),
                            step.after(),
                            step.ofAttachments())
                    : step;
        }
    }

    @Test
    void aDamagedRecordThatIsReplacedIsAResetAndThenAllGoesOn() {
        Damaged storage = new Damaged();
        try (LiveDesk desk = new LiveDesk(storage);
                PeerSession slave = desk.connect()) {
            BlockingQueue<Message.Live> told = LiveDesk.listening(slave);
            call(slave, "subscribe", "1,{}");
            storage.put(new RecordId("x"), JsonText.object().put("a", 2));

            assertEquals(List.of("1 reset"), heard(desk, slave, told));

            storage.put(new RecordId("y"), JsonText.object().put("a", 2));
            assertEquals(List.of("1 [y]"), heard(desk, slave, told));
        }
    }

    @Test
    void aListenerKnowsWhenItIsTold() throws Exception {
        try (Storage storage = new MemoryStorage();
                LiveDesk desk = new LiveDesk(storage)) {
            PeerSession slave = desk.connect();
            BlockingQueue<String> events = new LinkedBlockingQueue<>();
            LiveQuery query = LiveQuery.start(patience -> slave, AllDocs.EVERYTHING, new LiveQuery.Listener() {
                @Override
                public void begun() {
                    events.add("begun");
                }

                @Override
                public void lost() {
                    events.add("lost");
                }

                @Override
                public void reset() {
                    events.add("reset");
                }

                @Override
                public void happened(List<LiveRow> rows) {
                    events.add("happened");
                }

                @Override
                public void ended(StorageException why) {
                    events.add("ended");
                }
            });

            assertEquals(List.of("begun", "reset"), List.of(events.take(), events.take()));
            slave.close();
            assertEquals("lost", events.take());
            query.close();
        }
    }

    private static String options(int length) {
        return "{\"select_list\":[\"%s\"]}".formatted("x".repeat(length));
    }

    @Test
    void queriesOfASessionAreNotTooLongTogether() {
        try (Storage storage = new MemoryStorage();
                LiveDesk desk = new LiveDesk(storage);
                PeerSession slave = desk.connect()) {
            int half = (int) LiveQueries.MAX_WEIGHT_OF_A_SESSION / 2;
            call(slave, "subscribe", "1," + options(half));
            assertThrows(StorageException.TooMany.class, () -> call(slave, "subscribe", "2," + options(half)));

            call(slave, "unsubscribe", "1");
            call(slave, "subscribe", "2," + options(half));
            call(slave, "subscribe", "2," + options(half + 1)); // in its place
            assertEquals(1, desk.queries.count());
        }
    }

    @Test
    void onePcDoesNotFollowWhatAllTogetherMay() {
        try (Storage storage = new MemoryStorage();
                LiveDesk desk = new LiveDesk(storage)) {
            List<PeerSession> sessions = new ArrayList<>();
            for (int i = 0; i < LiveQueries.MAX_OF_A_PC / Subscriber.MAX_SUBSCRIPTIONS; i++) {
                PeerSession session = desk.connect();
                sessions.add(session);
                for (int number = 1; number <= Subscriber.MAX_SUBSCRIPTIONS; number++) {
                    call(session, "subscribe", number + ",{}");
                }
            }
            PeerSession one = desk.connect();
            sessions.add(one);
            assertThrows(StorageException.TooMany.class, () -> call(one, "subscribe", "1,{}"));
            desk.at("back office");
            PeerSession other = desk.connect();
            sessions.add(other);
            call(other, "subscribe", "1,{}");

            call(sessions.getFirst(), "unsubscribe", "1");
            call(one, "subscribe", "1,{}");
            assertEquals(LiveQueries.MAX_OF_A_PC + 1, desk.queries.count());
            sessions.forEach(PeerSession::close);
        }
    }
}
