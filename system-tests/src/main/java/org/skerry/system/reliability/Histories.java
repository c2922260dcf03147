package org.skerry.system.reliability;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.slave.link.MasterLink;

/**
 * What slaves see of records that they all write: slaves over WebRTC, a master in another process that is killed and started
 * again in the middle, connections that are cut. Of each record, what was answered must be explained by one order.
 */
final class Histories implements Suite {

    static final int OPERATIONS = 300;

    private static final int CLIENTS = 8;
    private static final int RECORDS = 6;

    /** So many histories share one kill of the master. */
    private static final int TOGETHER = 5;

    private static final int CUTS = 3;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int HASTY = 2;

    @Override
    public String name() {
        return "histories";
    }

    @Override
    public SuiteResult run(Bench bench, int cases, long seed) throws IOException, InterruptedException {
        SuiteResult.Tally tally = new SuiteResult.Tally(name());
        MasterProcess master = MasterProcess.start(
                bench.fresh(bench.work().resolve("histories")).resolve("data"));
        try (Slaves slaves = new Slaves()) {
            List<MasterLink> links = new ArrayList<>();
            List<Storage> storages = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                MasterLink link = slaves.join(master.address());
                link.session(LONG);
                links.add(link);
                storages.add(new PeerStorage(link, client < HASTY ? SHORT : LONG, PeerStorage.randomWriter()));
            }
            for (long round = seed; tally.cases() < cases; round++) {
                int together = (int) Math.min(TOGETHER, cases - tally.cases());
                Round one = new Round(round, together, storages);
                master = one.play(master, links);
                one.judge(tally);
                bench.tell(tally.cases(), cases);
            }
        } finally {
            master.close();
        }
        return tally.result();
    }

    /** Some histories that go on side by side. */
    private static final class Round {
        private final long seed;
        private final Random random;
        private final List<Storage> storages;
        private final int calls;

        /** By client, then by record. */
        private final List<List<RecordClient>> clients = new ArrayList<>();

        /** By client, which records it calls, one after the other. */
        private final List<List<Integer>> plans = new ArrayList<>();

        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

        Round(long seed, int histories, List<Storage> storages) {
            this.seed = seed;
            this.random = new Random(seed);
            this.storages = storages;
            this.calls = histories * OPERATIONS;
            List<Integer> all = new ArrayList<>();
            for (int history = 0; history < histories; history++) {
                for (int i = 0; i < OPERATIONS; i++) {
                    all.add(history * RECORDS + random.nextInt(RECORDS));
                }
            }
            Collections.shuffle(all, random);
            for (int client = 0; client < CLIENTS; client++) {
                List<RecordClient> records = new ArrayList<>();
                for (int record = 0; record < histories * RECORDS; record++) {
                    RecordId id = new RecordId("register %d %d".formatted(seed, record));
                    records.add(new RecordClient(client, CLIENTS, id, random.nextLong()));
                }
                clients.add(records);
                List<Integer> plan = new ArrayList<>();
                for (int i = client; i < all.size(); i += CLIENTS) {
                    plan.add(all.get(i));
                }
                plans.add(plan);
            }
        }

        /** @return the master that has taken the first one's place */
        MasterProcess play(MasterProcess master, List<MasterLink> links) throws IOException, InterruptedException {
            List<Thread> threads = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                threads.add(Thread.ofVirtual().name("client-" + client).start(() -> call(number)));
            }
            int kill = random.nextInt(calls / 2);
            for (int i = 0; i < CUTS; i++) {
                awaitCalls(random.nextInt(calls / 2));
                links.get(random.nextInt(CLIENTS)).session(LONG).close();
            }
            awaitCalls(kill);
            master.kill();
            MasterProcess next = master.restart();
            for (Thread thread : threads) {
                thread.join();
            }
            RuntimeException unexpected = failure.get();
            if (unexpected != null) {
                throw unexpected;
            }
            return next;
        }

        private void awaitCalls(int wanted) throws InterruptedException {
            Condition.await(
                    "%d calls of round %d".formatted(wanted, seed),
                    LONG,
                    () -> done.get() >= wanted || failure.get() != null);
        }

        private void call(int client) {
            try {
                for (int record : plans.get(client)) {
                    clients.get(client).get(record).call(storages.get(client));
                    done.incrementAndGet();
                }
            } catch (RuntimeException unexpected) {
                failure.compareAndSet(null, unexpected);
            }
        }

        void judge(SuiteResult.Tally tally) {
            for (int history = 0; history < calls / OPERATIONS; history++) {
                Findings findings = new Findings();
                int answered = 0;
                for (int record = history * RECORDS; record < (history + 1) * RECORDS; record++) {
                    int number = record;
                    List<Operation> noted = clients.stream()
                            .flatMap(records -> records.get(number).noted().stream())
                            .toList();
                    answered +=
                            (int) noted.stream().filter(one -> !one.isUnknown()).count();
                    if (!Linearizability.explains(noted)) {
                        findings.wrong(
                                "what was seen of register %d %d has no order: %s".formatted(seed, record, noted));
                    }
                }
                tally.add("round %d, history %d".formatted(seed, history), answered, findings);
            }
        }
    }
}
