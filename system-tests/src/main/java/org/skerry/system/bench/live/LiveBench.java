package org.skerry.system.bench.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryParser;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.storage.LiveQuery;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.slave.link.Backoff;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.MasterLink;
import org.skerry.slave.link.SignalClient;
import org.skerry.slave.link.WebRtcNegotiator;
import org.skerry.system.bench.Aim;
import org.skerry.system.bench.Bench;
import org.skerry.system.bench.BenchFailed;
import org.skerry.system.bench.Effort;
import org.skerry.system.bench.Figure;
import org.skerry.system.bench.Lab;
import org.skerry.system.bench.Sample;
import tools.jackson.databind.node.ObjectNode;

/** Many queries that slaves follow while others write: how soon they hear, and what it costs the master. */
final class LiveBench implements Bench {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** More than a slave may follow would be refused. */
    private static final int OF_A_SLAVE = 60;

    private static final int WRITERS = 4;
    private static final int RECORDS = 5_000;

    private final int subscriptions;
    private final int changesPerSecond;

    LiveBench(int subscriptions, int changesPerSecond) {
        this.subscriptions = subscriptions;
        this.changesPerSecond = changesPerSecond;
    }

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String subject() {
        return ("%,d different queries followed over WebRTC on a master in another process (of ten, seven by a field, two by two"
                        + " fields, one by words), %d changes a second, one more slave that follows everything and reads a frame a second")
                .formatted(subscriptions, changesPerSecond);
    }

    @Override
    public List<Figure> run(Lab lab, Effort effort) throws Exception {
        try (var master = lab.startMaster(lab.folder("data"), List.of(), List.of("127.0.0.1"));
                Crowd crowd = new Crowd(master.urls().getFirst())) {
            lab.tell("live: %,d records, then %ds as a warm-up without anybody who listens"
                    .formatted(RECORDS, effort.span().toSeconds()));
            crowd.fill();
            crowd.write(effort.span());
            double cpuAlone = cpu(master.process().handle(), () -> crowd.write(effort.span()));
            double before = master.process().residentBytes();
            lab.tell("live: %,d queries".formatted(subscriptions));
            crowd.follow();
            crowd.write(effort.span());
            crowd.delays.forget();
            lab.tell("live: %d s".formatted(effort.span().toSeconds()));
            double cpu = cpu(master.process().handle(), () -> crowd.write(effort.span()));
            crowd.awaitQuiet();
            double after = master.process().residentBytes();
            Sample sample = crowd.delays.sample(effort.span());
            return List.of(
                    one(
                            "from the acknowledged write to the notice, p50",
                            Figure.Unit.MILLISECONDS,
                            sample.milliseconds(50)),
                    one("the same, p99", Figure.Unit.MILLISECONDS, sample.milliseconds(99)),
                    one("rows told", Figure.Unit.PER_SECOND, sample.perSecond()),
                    one(
                            "acknowledged changes",
                            Figure.Unit.PER_SECOND,
                            crowd.written() / (double) effort.span().toSeconds()),
                    one("resets of those who keep up", Figure.Unit.COUNT, crowd.resets.get() - subscriptions),
                    one("the master's memory before", Figure.Unit.BYTES, before),
                    one("the master's memory with them", Figure.Unit.BYTES, after),
                    one("of one processor, while the same is written and nobody listens", Figure.Unit.RATIO, cpuAlone),
                    one("of one processor, with all of them", Figure.Unit.RATIO, cpu));
        }
    }

    private static Figure one(String what, Figure.Unit unit, double value) {
        return new Figure(what, unit, List.of(value), new Aim.None());
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static double cpu(ProcessHandle master, Work work) throws InterruptedException {
        Duration before = master.info().totalCpuDuration().orElse(Duration.ZERO);
        long start = System.nanoTime();
        work.run();
        Duration used = master.info().totalCpuDuration().orElse(Duration.ZERO).minus(before);
        return used.toNanos() / (double) (System.nanoTime() - start);
    }

    private final class Crowd implements AutoCloseable {

        private final WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults());
        private final MasterAddress address;
        private final List<MasterLink> links = new ArrayList<>();
        private final List<LiveQuery> queries = new ArrayList<>();
        private final List<Storage> writers = new ArrayList<>();
        private final Delays delays = new Delays();
        private final AtomicInteger resets = new AtomicInteger();
        private final AtomicLong numbers = new AtomicLong();
        private final AtomicLong writtenLast = new AtomicLong();

        Crowd(String url) {
            address = MasterAddress.parse(url);
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new PeerStorage(join("writer"), PATIENCE, PeerStorage.randomWriter()));
            }
        }

        private MasterLink join(String name) {
            SignalClient signalling = new SignalClient(new WebRtcNegotiator(runtime), name);
            MasterLink link =
                    new MasterLink(signalling, address, SessionSettings.defaults(), new Backoff(new Random())).start();
            link.session(PATIENCE);
            links.add(link);
            return link;
        }

        void fill() throws InterruptedException {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < RECORDS; i++) {
                    int record = i;
                    threads.execute(() -> put(writers.get(record % WRITERS), record, new Random(record)));
                }
            }
        }

        private void put(Storage storage, int record, Random random) {
            long number = numbers.incrementAndGet();
            int group = random.nextInt(subscriptions);
            ObjectNode body = JsonText.object()
                    .put("portal_type", "Measurement")
                    .put("group", "g" + group)
                    .put("level", random.nextInt(1_000))
                    .put("text", "word%d of a text that somebody has written about what he saw".formatted(group))
                    .put(Delays.NUMBER, number);
            storage.put(new RecordId("r" + record), body);
            delays.acknowledged(number);
        }

        /** As many changes a second as are wanted; they do not wait for each other. */
        void write(Duration span) throws InterruptedException {
            writtenLast.set(0);
            Random random = new Random(numbers.get());
            long start = System.nanoTime();
            long between = TimeUnit.SECONDS.toNanos(1) / changesPerSecond;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (long next = start; next - start < span.toNanos(); next += between) {
                    TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                    int record = random.nextInt(RECORDS);
                    long seed = random.nextLong();
                    threads.execute(() -> {
                        put(writers.get(record % WRITERS), record, new Random(seed));
                        writtenLast.incrementAndGet();
                    });
                }
            }
        }

        long written() {
            return writtenLast.get();
        }

        void follow() throws InterruptedException, LinkFailure {
            CountDownLatch begun = new CountDownLatch(subscriptions);
            MasterLink link = join("listener");
            for (int i = 0; i < subscriptions; i++) {
                if (i > 0 && i % OF_A_SLAVE == 0) {
                    link = join("listener");
                }
                Query query = QueryParser.parse(query(i));
                AllDocs request = new AllDocs(query, List.of(), Limit.NONE, List.of(Delays.NUMBER), false);
                queries.add(LiveQuery.start(link, request, new Ear(query, begun)));
            }
            if (!begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new BenchFailed("Not all queries could be followed in time.");
            }
            followSlowly();
        }

        private static String query(int number) {
            return switch (number % 10) {
                case 0 -> "SearchableText:word" + number;
                case 1, 2 -> "group:g%d AND level:>=500".formatted(number);
                default -> "group:\"g%d\"".formatted(number);
            };
        }

        private void followSlowly() throws LinkFailure {
            SignalClient signalling = new SignalClient(new WebRtcNegotiator(runtime), "slow listener");
            PeerSession session = new PeerSession(
                    new SlowChannel(signalling.connect(address), Duration.ofSeconds(1)),
                    SessionSettings.defaults(),
                    query -> {
                        throw new StorageException.NotOffered("A slave offers nothing.");
                    },
                    Message.Hello::client);
            session.greet(Message.Hello.client(), PATIENCE);
            queries.add(LiveQuery.start(
                    patience -> session,
                    new AllDocs(Query.ALL, List.of(), Limit.NONE, List.of(), true),
                    new Ear(Query.ALL, new CountDownLatch(0))));
        }

        /** Until nothing more is heard. */
        void awaitQuiet() throws InterruptedException {
            for (int before = -1; before != delays.count(); ) {
                before = delays.count();
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }

        private final class Ear implements LiveQuery.Listener {

            private final Query query;
            private final CountDownLatch begun;

            Ear(Query query, CountDownLatch begun) {
                this.query = query;
                this.begun = begun;
            }

            @Override
            public void reset() {
                if (!query.equals(Query.ALL)) {
                    resets.incrementAndGet();
                }
                begun.countDown();
            }

            @Override
            public void happened(List<LiveRow> rows) {
                if (!query.equals(Query.ALL)) {
                    rows.forEach(delays::heard);
                }
            }

            @Override
            public void ended(StorageException why) {
                throw new BenchFailed("A query was not followed any more: " + why.getMessage());
            }
        }

        @Override
        public void close() {
            queries.forEach(LiveQuery::close);
            links.forEach(MasterLink::close);
            runtime.close();
        }
    }
}
