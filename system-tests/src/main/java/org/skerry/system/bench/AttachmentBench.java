package org.skerry.system.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.TransferProgress;

/**
 * A large attachment to a master in another process: how fast, what others notice of it, what it costs, whether it survives
 * cuts.
 */
final class AttachmentBench implements Bench {

    /** The size where none is given. */
    static final long BYTES = 1L << 30;

    private static final int MAX_ROUNDS = 3;
    private static final int CUTS = 20;
    private static final int RECORD_BYTES = 200;
    private static final RecordId SMALL = new RecordId("small");

    private static final Aim MORE_MEMORY = new Aim.AtMost(64 << 20);

    private final long bytes;

    AttachmentBench() {
        this(BYTES);
    }

    AttachmentBench(long bytes) {
        this.bytes = bytes;
    }

    @Override
    public String name() {
        return "attachments";
    }

    @Override
    public String subject() {
        return "an attachment of %,d bytes, beside gets and posts of records of %d bytes; a bare data channel beside"
                .formatted(bytes, RECORD_BYTES);
    }

    @Override
    public List<Figure> run(Lab lab, Effort effort) throws Exception {
        Path file = lab.folder("file");
        fill(file, bytes);
        List<Figure> figures = new ArrayList<>();
        try (var master = lab.startMaster(List.of("127.0.0.1"));
                BareBulk bare = new BareBulk(lab);
                AttachmentSlave sender = new AttachmentSlave(master.urls().getFirst(), "sender");
                AttachmentSlave other = new AttachmentSlave(master.urls().getFirst(), "other")) {
            sender.storage.put(AttachmentSlave.RECORD, JsonText.object());
            sender.storage.put(SMALL, Records.ofBytes(RECORD_BYTES, 1));
            lab.tell("attachments: warming up");
            warmUp(sender, other, effort);
            figures.addAll(memory(lab, file, master.process().handle().pid(), sender));
            bare.send(bytes / 4);
            figures.addAll(throughput(lab, effort, file, bare, sender));
            figures.addAll(others(lab, effort, file, sender, other));
            figures.addAll(cuts(lab, file, sender));
        }
        return figures;
    }

    private static void fill(Path file, long bytes) throws IOException {
        Random random = new Random(7);
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(block.length, left));
            }
        }
    }

    private static void warmUp(AttachmentSlave sender, AttachmentSlave other, Effort effort) throws Exception {
        for (Runnable call : calls(sender, other).values()) {
            Callers.measure(List.of(call), effort.span().multipliedBy(2));
        }
    }

    /** Of the very first one, there and back, before anything has grown. */
    private static List<Figure> memory(Lab lab, Path file, long master, AttachmentSlave sender) throws Exception {
        lab.tell("attachments: memory");
        Path target = lab.folder("remembered");
        try (MemoryWatch ofMaster = MemoryWatch.of(master);
                MemoryWatch ofSlave = MemoryWatch.of(ProcessHandle.current().pid())) {
            sender.put(file, now -> {});
            sender.get(target, now -> {});
            return List.of(
                    new Figure("master, more memory", Figure.Unit.BYTES, List.of(ofMaster.more()), MORE_MEMORY),
                    new Figure("slave, more memory", Figure.Unit.BYTES, List.of(ofSlave.more()), MORE_MEMORY));
        } finally {
            Files.delete(target);
        }
    }

    private List<Figure> throughput(Lab lab, Effort effort, Path file, BareBulk bare, AttachmentSlave sender)
            throws Exception {
        List<Double> bareRates = new ArrayList<>();
        List<Double> up = new ArrayList<>();
        List<Double> down = new ArrayList<>();
        Path target = lab.folder("fetched");
        for (int round = 1; round <= Math.min(effort.rounds(), MAX_ROUNDS); round++) {
            lab.tell("attachments: throughput, round %d".formatted(round));
            bareRates.add(bare.send(bytes));
            up.add(rate(progress -> sender.put(file, progress)));
            down.add(rate(progress -> sender.get(target, progress)));
            if (Files.mismatch(file, target) != -1) {
                throw new BenchFailed("What was fetched is not what was sent.");
            }
        }
        Files.delete(target);
        Figure bareFigure = new Figure("bare data channel", Figure.Unit.BYTES_PER_SECOND, bareRates);
        Figure upFigure = new Figure("sent, checked, attached", Figure.Unit.BYTES_PER_SECOND, up);
        Figure downFigure = new Figure("fetched, checked", Figure.Unit.BYTES_PER_SECOND, down);
        return List.of(
                bareFigure,
                upFigure,
                downFigure,
                Figure.ratio("sent / bare data channel", upFigure, bareFigure, new Aim.AtLeast(0.8)),
                Figure.ratio("fetched / bare data channel", downFigure, bareFigure, new Aim.AtLeast(0.8)));
    }

    private interface Moving {
        AttachmentInfo with(Consumer<TransferProgress> progress);
    }

    /** From the first byte on: what the file is was found out before. */
    private double rate(Moving moving) {
        AtomicLong start = new AtomicLong(System.nanoTime());
        AtomicBoolean hasBegun = new AtomicBoolean();
        moving.with(now -> {
            if (now.phase() == TransferProgress.Phase.MOVING && hasBegun.compareAndSet(false, true)) {
                start.set(System.nanoTime());
            }
        });
        return bytes * 1e9 / (System.nanoTime() - start.get());
    }

    private static Map<String, Runnable> calls(AttachmentSlave sender, AttachmentSlave other) {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("get of another slave", () -> other.storage.get(SMALL));
        calls.put("post of another slave", () -> other.storage.post(Records.ofBytes(RECORD_BYTES, 1)));
        calls.put("get of the same slave", () -> sender.storage.get(SMALL));
        calls.put("post of the same slave", () -> sender.storage.post(Records.ofBytes(RECORD_BYTES, 1)));
        return calls;
    }

    private List<Figure> others(Lab lab, Effort effort, Path file, AttachmentSlave sender, AttachmentSlave other)
            throws Exception {
        Map<String, List<Double>> idle = new LinkedHashMap<>();
        Map<String, List<Double>> busy = new LinkedHashMap<>();
        Map<String, Runnable> calls = calls(sender, other);
        for (int round = 1; round <= Math.min(effort.rounds(), MAX_ROUNDS); round++) {
            lab.tell("attachments: calls meanwhile, round %d".formatted(round));
            for (var call : calls.entrySet()) {
                idle.computeIfAbsent(call.getKey(), name -> new ArrayList<>())
                        .add(Callers.measure(List.of(call.getValue()), effort.span())
                                .milliseconds(99));
                try (Busy background = new Busy(file, sender)) {
                    background.awaitMoving();
                    busy.computeIfAbsent(call.getKey(), name -> new ArrayList<>())
                            .add(Callers.measure(List.of(call.getValue()), effort.span())
                                    .milliseconds(99));
                }
            }
        }
        List<Figure> figures = new ArrayList<>();
        for (String call : calls.keySet()) {
            Figure before = new Figure(call + ", idle, p99", Figure.Unit.MILLISECONDS, idle.get(call));
            Figure meanwhile = new Figure(call + ", meanwhile, p99", Figure.Unit.MILLISECONDS, busy.get(call));
            figures.addAll(List.of(
                    before,
                    meanwhile,
                    Figure.ratio(call + ", p99: meanwhile / idle", meanwhile, before, new Aim.AtMost(3))));
        }
        return figures;
    }

    /** Sends the file again and again. */
    private static final class Busy implements AutoCloseable {
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final CountDownLatch moving = new CountDownLatch(1);
        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        private final Thread thread;
        private final Transfer first;

        Busy(Path file, AttachmentSlave sender) {
            first = new Transfer(now -> {
                if (now.phase() == TransferProgress.Phase.MOVING) {
                    moving.countDown();
                }
            });
            thread = Thread.ofPlatform().start(() -> {
                try {
                    sender.transfers.put(file, AttachmentSlave.RECORD, AttachmentSlave.NAME, "", first);
                } catch (RuntimeException ended) {
                    if (!isOver.get()) {
                        failure.set(ended);
                    }
                }
            });
        }

        void awaitMoving() throws InterruptedException {
            if (!moving.await(60, TimeUnit.SECONDS)) {
                throw new BenchFailed("The transfer did not begin.");
            }
        }

        @Override
        public void close() {
            boolean wasMoving = thread.isAlive();
            isOver.set(true);
            first.cancel();
            try {
                thread.join();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
            RuntimeException why = failure.get();
            if (why != null) {
                throw new BenchFailed("The transfer failed: " + why.getMessage());
            }
            if (!wasMoving) {
                throw new BenchFailed("The file was sent before the calls were measured; take a larger --size.");
            }
        }
    }

    /** Cuts the connection at random bytes, and counts what is sent twice. */
    private List<Figure> cuts(Lab lab, Path file, AttachmentSlave sender) {
        lab.tell("attachments: %d cuts".formatted(CUTS));
        Random random = new Random(11);
        List<Long> places = new ArrayList<>(random.longs(CUTS, bytes / 100, bytes - bytes / 100)
                .sorted()
                .boxed()
                .toList());
        AtomicLong out = new AtomicLong();
        AtomicLong before = new AtomicLong(sender.bytesOut());
        sender.put(file, now -> {
            if (now.phase() == TransferProgress.Phase.MOVING && !places.isEmpty() && now.done() >= places.getFirst()) {
                places.removeFirst();
                out.addAndGet(sender.bytesOut() - before.getAndSet(0));
                sender.cut();
            }
        });
        out.addAndGet(sender.bytesOut() - before.get());
        double again = Math.max(0, out.get() - bytes * (1 + 14.0 / 65_522));
        return List.of(
                new Figure("cuts", Figure.Unit.COUNT, List.of((double) CUTS - places.size())),
                new Figure("sent again for a cut", Figure.Unit.BYTES, List.of(again / CUTS), new Aim.AtMost(1 << 20)));
    }
}
