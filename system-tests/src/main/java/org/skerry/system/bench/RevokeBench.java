package org.skerry.system.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.master.console.ControlSocket;

/** How long a slave whose right to connect is taken away still gets answers, while it writes as fast as it can. */
final class RevokeBench implements Bench {

    private static final int WRITERS = 8;
    private static final int BYTES = 200;
    private static final Duration BUSY = Duration.ofMillis(500);

    @Override
    public String name() {
        return "revoke";
    }

    @Override
    public String subject() {
        return "%d calls at a time of a paired slave that post; its right is taken away, and all calls end"
                .formatted(WRITERS);
    }

    @Override
    public List<Figure> run(Lab lab, Effort effort) throws Exception {
        List<Double> lastAnswer = new ArrayList<>();
        List<Double> allRefused = new ArrayList<>();
        List<Double> difference = new ArrayList<>();
        Path data = lab.folder("data");
        try (var master = lab.startClosedMaster(data)) {
            for (int round = 1; round <= effort.rounds(); round++) {
                lab.tell("revoke: round %d of %d".formatted(round, effort.rounds()));
                long before = records(data);
                try (PairedSlave slave =
                        PairedSlave.paired(lab, data, master.urls().getFirst())) {
                    Cut cut = cut(slave, data);
                    lastAnswer.add(cut.lastAnswer());
                    allRefused.add(cut.allRefused());
                    difference.add((double) (records(data) - before - cut.acknowledged()));
                }
            }
        }
        return List.of(
                new Figure(
                        "from the wish to the last answer",
                        Figure.Unit.MILLISECONDS,
                        lastAnswer,
                        new Aim.AtMost(1_000)),
                new Figure("from the wish to the refusal of the last call", Figure.Unit.MILLISECONDS, allRefused),
                new Figure(
                        "records written beyond those acknowledged",
                        Figure.Unit.COUNT,
                        difference,
                        new Aim.AtLeast(0)));
    }

    /**
     * What one cut did.
     *
     * @param lastAnswer milliseconds from the wish to the last call that was answered
     * @param allRefused milliseconds from the wish until every writer was told
     * @param acknowledged how many records the slave believes to be there
     */
    private record Cut(double lastAnswer, double allRefused, long acknowledged) {}

    private static Cut cut(PairedSlave slave, Path data) throws InterruptedException {
        ConcurrentLinkedQueue<Long> answers = new ConcurrentLinkedQueue<>();
        CountDownLatch refused = new CountDownLatch(WRITERS);
        Storage storage = slave.storage();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                threads.submit(() -> {
                    try {
                        while (true) {
                            storage.post(Records.ofBytes(BYTES, 1));
                            answers.add(System.nanoTime());
                        }
                    } catch (StorageException.Forbidden | StorageException.Unreachable told) {
                        refused.countDown();
                    }
                });
            }
            Thread.sleep(BUSY); // until all of them are in full swing
            long wish = System.nanoTime();
            ControlSocket.ask(data, "revoke", JsonText.object().put("peer", slave.key()));
            refused.await();
            long end = System.nanoTime();
            long last = answers.stream().mapToLong(Long::longValue).max().orElse(wish);
            return new Cut(Math.max(0, last - wish) / 1e6, (end - wish) / 1e6, answers.size());
        }
    }

    private static long records(Path data) {
        return ControlSocket.ask(data, "status", JsonText.object())
                .path("storage")
                .path("records")
                .asLong();
    }
}
