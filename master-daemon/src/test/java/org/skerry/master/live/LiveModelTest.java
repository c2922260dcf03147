package org.skerry.master.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.AnswerJson;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.RecordView;
import org.skerry.jio.query.Row;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.storage.LiveQuery;
import org.skerry.protocol.storage.SessionSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Clients that keep the answers of their queries by nothing but what they are told have what a fresh question answers,
 * whatever was written, whoever lost the connection, whose rights changed, who was slow.
 */
@Timeout(300)
class LiveModelTest {

    private static final List<String> QUERIES = List.of(
            "",
            "n:>=3",
            "n:1 OR kind:Ship",
            "NOT kind:Crew",
            "name:%o%",
            "SearchableText:lobster",
            "secret:yes",
            "kind:Crew AND n:<4");
    private static final List<RecordView> VIEWS = List.of(
            RecordView.WHOLE,
            new RecordView(QueryParser.parse("kind:Ship"), QueryParser.parse("kind:Ship"), Set.of(), Optional.empty()),
            RecordView.WHOLE,
            new RecordView(
                    QueryParser.parse("kind:Ship OR kind:Crew"),
                    QueryParser.parse("kind:Ship"),
                    Set.of("secret"),
                    Optional.empty()));

    @TempDir
    private Path folder;

    /** The session of a client that loses it now and then. */
    private static final class Line implements SessionSource {
        private final LiveDesk desk;
        private PeerSession current;

        Line(LiveDesk desk) {
            this.desk = desk;
            current = desk.connect();
        }

        @Override
        public synchronized PeerSession session(Duration patience) {
            if (!current.isOpen()) {
                current = desk.connect();
            }
            return current;
        }

        synchronized void cut() {
            current.close();
        }
    }

    /** Knows what it was told. */
    private static final class Model implements LiveQuery.Listener {
        private final Line line;
        private final AllDocs request;
        private final LiveQuery query;
        private final Map<String, String> rows = new TreeMap<>();
        private final Semaphore mayHear = new Semaphore(1);
        private volatile boolean isOver;
        private final AtomicInteger events = new AtomicInteger();

        Model(LiveDesk desk, String query) {
            line = new Line(desk);
            request = new AllDocs(QueryParser.parse(query), List.of(), Limit.NONE, List.of("n"), true);
            this.query = LiveQuery.start(line, request, this);
        }

        @Override
        public void reset() {
            mayHear.acquireUninterruptibly();
            try {
                Map<String, String> fresh = null;
                while (fresh == null && !isOver) {
                    fresh = ask();
                }
                synchronized (rows) {
                    rows.clear();
                    rows.putAll(fresh == null ? Map.of() : fresh);
                }
            } finally {
                mayHear.release();
            }
        }

        private Map<String, String> ask() {
            try {
                JsonNode answer = line.session(LiveDesk.PATIENCE)
                        .call(
                                new Call("allDocs", JsonText.nodes().arrayNode().add(AllDocsJson.write(request))),
                                LiveDesk.PATIENCE);
                return textOf(AnswerJson.read(Objects.requireNonNull(answer)));
            } catch (StorageException cut) {
                return null;
            }
        }

        @Override
        public void happened(List<LiveRow> news) {
            mayHear.acquireUninterruptibly();
            try {
                synchronized (rows) {
                    for (LiveRow row : news) {
                        events.incrementAndGet();
                        if (row.went() == LiveRow.Went.OUT) {
                            rows.remove(row.id().text());
                        } else {
                            rows.put(
                                    row.id().text(),
                                    row.value().orElseThrow() + " " + row.doc().orElseThrow());
                        }
                    }
                }
            } finally {
                mayHear.release();
            }
        }

        @Override
        public void ended(StorageException why) {
            throw why;
        }

        void end() {
            isOver = true;
            query.close();
            line.cut();
        }

        Map<String, String> rows() {
            synchronized (rows) {
                return Map.copyOf(rows);
            }
        }
    }

    static Map<String, String> textOf(Answer answer) {
        Map<String, String> rows = new TreeMap<>();
        for (Row row : answer.rows()) {
            rows.put(row.id().text(), row.value() + " " + row.doc());
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "local"})
    void whoWasToldEverythingHasWhatAFreshAnswerHas(String kind) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Storage storage = kind.equals("memory")
                ? new MemoryStorage(new LuceneWords())
                : LocalStorage.open(folder.resolve("data"));
        try (LiveDesk desk = new LiveDesk(storage)) {
            desk.queries.start();
            List<Model> models =
                    QUERIES.stream().map(query -> new Model(desk, query)).toList();
            try {
                work(desk, models, random, "seed " + seed);
            } finally {
                models.forEach(Model::end);
            }
            int told = models.stream().mapToInt(model -> model.events.get()).sum();
            assertTrue(told > 1_500, "told %d seed %d".formatted(told, seed));
        }
    }

    private static void work(LiveDesk desk, List<Model> models, Random random, String seed)
            throws InterruptedException {
        for (int turn = 0; turn < 60; turn++) {
            for (int i = 0; i < 50; i++) {
                write(desk.storage, random);
                if (random.nextInt(40) == 0) {
                    models.get(random.nextInt(models.size())).line.cut();
                }
            }
            if (random.nextInt(4) == 0) {
                desk.see(VIEWS.get(random.nextInt(VIEWS.size())));
            }
            Model slow = models.get(random.nextInt(models.size()));
            if (slow.mayHear.tryAcquire()) {
                for (int i = 0; i < 50; i++) {
                    write(desk.storage, random);
                }
                slow.mayHear.release();
            }
            if (turn % 3 == 0) {
                for (Model model : models) {
                    awaitEqual(desk, model, seed + " turn " + turn);
                }
            }
        }
    }

    private static void write(Storage storage, Random random) {
        RecordId id = new RecordId("r" + random.nextInt(60));
        int what = random.nextInt(10);
        if (what < 2) {
            storage.remove(id);
        } else if (what == 2) {
            try {
                storage.putAttachment(id, "a", new Attachment("text/plain", new byte[] {1}));
            } catch (StorageException.NotFound none) {
                // nothing to attach to
            }
        } else {
            ObjectNode body = JsonText.object();
            body.put("n", random.nextInt(6));
            body.put("kind", List.of("Ship", "Crew", "Port").get(random.nextInt(3)));
            body.put(
                    "name",
                    List.of("Rose", "cod", "two lobsters", "Lobster Inn").get(random.nextInt(4)));
            if (random.nextBoolean()) {
                body.put("secret", List.of("yes", "no").get(random.nextInt(2)));
            }
            storage.put(id, body);
        }
    }

    private static void awaitEqual(LiveDesk desk, Model model, String when) throws InterruptedException {
        Map<String, String> fresh = textOf(desk.storage.allDocs(model.request.seenBy(desk.view())));
        long deadline = System.nanoTime() + LiveDesk.PATIENCE.toNanos();
        while (!model.rows().equals(fresh) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertEquals(fresh, new TreeMap<>(model.rows()), when + " " + model.request.query());
    }
}
