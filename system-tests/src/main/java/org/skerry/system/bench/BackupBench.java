package org.skerry.system.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.local.LocalStorage;
import tools.jackson.databind.node.ObjectNode;

/** How long backup, verify and restore take, how large the file is, and what those who write notice of it. */
final class BackupBench implements Bench {

    private static final int LOADERS = 64;
    private static final int SLAVES = 8;
    private static final int ATTACHMENTS = 100;
    private static final int ATTACHMENT_BYTES = 200_000;
    private static final Duration SLICE = Duration.ofSeconds(3);
    private static final List<String> WORDS = List.of(
            "harbour",
            "ship",
            "crew",
            "report",
            "water",
            "north",
            "engine",
            "repair",
            "medicine",
            "village",
            "海港",
            "船员",
            "修理",
            "北方",
            "sack",
            "of",
            "the",
            "and",
            "rice",
            "bridge",
            "school",
            "teacher",
            "roof",
            "rain",
            "boat");

    private final int records;

    BackupBench(int records) {
        this.records = records;
    }

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public String subject() {
        return "a backup of %,d records of some 700 bytes and %d attachments, while %d slaves write"
                .formatted(records, ATTACHMENTS, SLAVES);
    }

    @Override
    public List<Figure> run(Lab lab, Effort effort) throws Exception {
        Path data = lab.folder("data");
        lab.tell("backup: %,d records are written".formatted(records));
        load(data);
        long bytes = Files.size(data.resolve(LocalStorage.RECORDS_FILE));
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("the records' file", Figure.Unit.BYTES, List.of((double) bytes)));
        Path file = Path.of(lab.folder("backup") + ".zip");
        try (var master = lab.startMaster(data, List.of(), List.of("127.0.0.1"));
                PostBench.Crew crew = new PostBench.Crew(master.urls().getFirst(), SLAVES)) {
            Callers.measure(crew.posts(SLAVES), Duration.ofSeconds(5).plus(effort.warmUp()));
            lab.tell("backup: in calm");
            Slices calm = new Slices("in calm");
            for (int round = 0; round < effort.rounds(); round++) {
                calm.add(Callers.measure(crew.posts(SLAVES), SLICE));
            }
            lab.tell("backup: it is made");
            Slices meanwhile = new Slices("during the backup");
            long start = System.nanoTime();
            ChildProcess backup = lab.startMasterCommand("backup", file.toString(), "--data", data.toString());
            CompletableFuture<Double> took = CompletableFuture.supplyAsync(() -> {
                awaitDone(backup, "backup");
                return seconds(start);
            });
            while (!took.isDone()) {
                meanwhile.add(Callers.measure(crew.posts(SLAVES), SLICE));
            }
            figures.add(new Figure("backup", Figure.Unit.SECONDS, List.of(took.get())));
            figures.add(new Figure("its file", Figure.Unit.BYTES, List.of((double) Files.size(file))));
            figures.addAll(calm.figures());
            figures.addAll(meanwhile.figures());
            figures.add(ratio("writes: during the backup / in calm", meanwhile.rate(), calm.rate()));
            figures.add(ratio("p99: during the backup / in calm", meanwhile.p99(), calm.p99()));
        }
        lab.tell("backup: it is looked through");
        figures.add(timed(lab, "verify", "verify", file.toString()));
        lab.tell("backup: it is restored");
        figures.add(timed(
                lab,
                "restore",
                "restore",
                "--records-only",
                file.toString(),
                "--data",
                lab.folder("restored").toString()));
        return figures;
    }

    /** Of the medians, because a backup has its own number of rounds. */
    private static Figure ratio(String what, Figure one, Figure other) {
        return new Figure(what, Figure.Unit.RATIO, List.of(one.median() / other.median()));
    }

    private static Figure timed(Lab lab, String what, String... arguments) throws Exception {
        long start = System.nanoTime();
        awaitDone(lab.startMasterCommand(arguments), what);
        return new Figure(what, Figure.Unit.SECONDS, List.of(seconds(start)));
    }

    private static void awaitDone(ChildProcess command, String what) {
        try {
            int status = command.awaitExit();
            if (status != 0) {
                throw new BenchFailed("skerry %s ended with status %d.".formatted(what, status));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("It was interrupted.");
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void load(Path data) throws InterruptedException, ExecutionException {
        try (LocalStorage storage = LocalStorage.open(data);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger next = new AtomicInteger();
            Callable<Void> loading = () -> {
                for (int i = next.getAndIncrement(); i < records; i = next.getAndIncrement()) {
                    RecordId id = new RecordId("r" + i);
                    storage.put(id, record(i));
                    if (i < ATTACHMENTS) {
                        byte[] content = new byte[ATTACHMENT_BYTES];
                        new Random(i).nextBytes(content);
                        storage.putAttachment(id, "file", new Attachment("image/jpeg", content));
                    }
                }
                return null;
            };
            for (var loader : threads.invokeAll(Collections.nCopies(LOADERS, loading))) {
                loader.get();
            }
        }
    }

    private static ObjectNode record(int number) {
        Random random = new Random(number);
        StringBuilder text = new StringBuilder();
        int length = 300 + random.nextInt(600);
        while (text.length() < length) {
            text.append(WORDS.get(random.nextInt(WORDS.size())))
                    .append(' ')
                    .append(random.nextInt(1_000))
                    .append(' ');
        }
        return JsonText.object()
                .put("portal_type", "Report")
                .put("number", number)
                .put("date", "2026-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)))
                .put("text", text.toString());
    }

    private static final class Slices {
        private final String when;
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> p99s = new ArrayList<>();

        Slices(String when) {
            this.when = when;
        }

        void add(Sample sample) {
            rates.add(sample.perSecond());
            p99s.add(sample.milliseconds(99));
        }

        Figure rate() {
            return new Figure("posts of %d slaves %s".formatted(SLAVES, when), Figure.Unit.PER_SECOND, rates);
        }

        Figure p99() {
            return new Figure("one post %s, p99".formatted(when), Figure.Unit.MILLISECONDS, p99s);
        }

        List<Figure> figures() {
            return List.of(rate(), p99());
        }
    }
}
