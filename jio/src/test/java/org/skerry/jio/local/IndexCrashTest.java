package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Change;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.local.index.IndexContents;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryEvaluator;
import org.skerry.jio.query.QueryParser;

/** Kills a program that indexes, and damages the files of an index: afterwards it holds each record once, and nothing else. */
@Tag("system")
@Timeout(1_800)
class IndexCrashTest {

    private static final int KILLS = Integer.getInteger("skerry.crash.rounds", 3);
    private static final int DAMAGES = Integer.getInteger("skerry.damage.rounds", 5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> QUERIES = List.of(
            "",
            "kind:\"k3\"",
            "text:\"%测试 12%\"",
            "%99%",
            "i:<20",
            "NOT kind:\"k1\" AND text:\"Wei%\"",
            "text:\"%xxx\"");

    @TempDir
    Path folder;

    private final List<String> log = new CopyOnWriteArrayList<>();

    /** Takes down what the index says; in place of the console. */
    private final class Notes extends Handler {
        @Override
        public void publish(LogRecord record) {
            log.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void killedIndexHoldsEachRecordOnce() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < KILLS; round++) {
            killAfter(random.nextInt(round % 3 == 0 ? 3_000 : 700), seed + round);
            checkIndex("seed " + seed + " round " + round);
        }
        System.out.printf("%d kills, all records in the index each time, seed %d%n", KILLS, seed);
    }

    private void killAfter(long millis, long seed) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dskerry.index.commit_millis=50",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IndexWriterProgram.class.getName(),
                        folder.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = program.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("writing", output.readLine());
            assertFalse(program.waitFor(Duration.ofMillis(millis)), "the program ended by itself");
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    /** Opens the storage, compares what its index answers and, once it is closed, what is in there. */
    private void checkIndex(String message) throws Exception {
        Map<String, Long> expected = new TreeMap<>();
        try (LocalStorage storage = LocalStorage.open(folder)) {
            List<StoredRecord> records = records(storage, expected);
            QueryEvaluator evaluator = new QueryEvaluator(KeySchema.NONE);
            for (String query : QUERIES) {
                AllDocs request =
                        new AllDocs(QueryParser.parse(query), List.of(), Limit.NONE, List.of("i", "kind"), false);
                Answer answer = evaluator.evaluate(request, records);
                assertEquals(
                        answer, storage.allDocs(request), message + ": " + query); // whether or not there is an index
            }
            awaitReady(storage);
            for (String query : QUERIES) {
                AllDocs request =
                        new AllDocs(QueryParser.parse(query), List.of(), Limit.NONE, List.of("i", "kind"), false);
                assertEquals(
                        Optional.of(evaluator.evaluate(request, records)),
                        storage.askIndex(request),
                        message + ": " + query);
            }
        }
        assertEquals(expected, IndexContents.of(folder.resolve("index")), message);
    }

    private static List<StoredRecord> records(LocalStorage storage, Map<String, Long> sequences) {
        TreeMap<RecordId, StoredRecord> records = new TreeMap<>();
        for (Change change : storage.feed().after(Sequence.START, Integer.MAX_VALUE)) {
            if (change instanceof Change.Stored(Sequence sequence, StoredRecord record)) {
                records.put(record.id(), record);
                sequences.put(record.id().text(), sequence.number());
            }
        }
        return List.copyOf(records.values());
    }

    private static void awaitReady(LocalStorage storage) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        IndexStatus status = storage.index().orElseThrow();
        while (status.state() != IndexStatus.State.READY || !status.indexed().equals(status.last())) {
            assertTrue(System.nanoTime() < deadline, "the index is not ready: " + status);
            Thread.sleep(Duration.ofMillis(5)); // nothing tells; the deadline is above
            status = storage.index().orElseThrow();
        }
    }

    @Test
    void damagedIndexIsBuiltAgainAndSaysSo() throws Exception {
        fill();
        checkIndex("before");
        Logger logger = Logger.getLogger("org.skerry.jio.local.index.LuceneIndex");
        logger.setUseParentHandlers(false);
        Notes notes = new Notes();
        logger.addHandler(notes);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try {
            for (int round = 0; round < DAMAGES; round++) {
                log.clear();
                String damage = damage(random, round);
                checkIndex("seed " + seed + ", " + damage);
                assertEquals(1, log.size(), "seed " + seed + ", " + damage + ", said: " + log);
            }
        } finally {
            logger.removeHandler(notes);
            logger.setUseParentHandlers(true);
        }
        System.out.printf("%d damages, each one seen and repaired, seed %d%n", DAMAGES, seed);
    }

    @Test
    void commitThatOutlivedItsFilesIsForgotten() throws Exception {
        fill();
        Path old = commits().getFirst();
        byte[] content = Files.readAllBytes(old);
        try (LocalStorage storage = LocalStorage.open(folder)) {
            storage.feed().after(Sequence.START, Integer.MAX_VALUE).forEach(change -> storage.remove(change.id()));
            storage.put(new RecordId("r0"), JsonText.object().put("kind", "k0"));
        }
        assertFalse(commits().contains(old));
        Files.write(old, content);
        Logger logger = Logger.getLogger("org.skerry.jio.local.index.IndexFollower");
        Notes notes = new Notes();
        logger.addHandler(notes);
        try {
            checkIndex("an old commit without files");
        } finally {
            logger.removeHandler(notes);
        }

        assertEquals(List.of(), log);
        assertFalse(commits().contains(old));
    }

    private List<Path> commits() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("index"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("segments_"))
                    .toList();
        }
    }

    private void fill() {
        try (LocalStorage storage = LocalStorage.open(folder)) {
            Random random = new Random(1);
            for (int i = 0; i < 500; i++) {
                storage.put(
                        new RecordId("r" + random.nextInt(400)),
                        JsonText.object()
                                .put("i", i)
                                .put("kind", "k" + random.nextInt(7))
                                .put("text", "Wei 测试 " + random.nextInt(1_000)));
            }
        }
    }

    /** A byte changed; each fifth time a file cut, each fifth one deleted. */
    private String damage(Random random, int round) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.resolve("index"))) {
            for (Path file : all) {
                if (Files.size(file) > 0) {
                    files.add(file);
                }
            }
        }
        files.sort(null);
        Path file = files.get(random.nextInt(files.size()));
        long place = random.nextLong(Files.size(file));
        if (round % 5 == 3) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(place);
            }
            return "cut at " + place + " of " + file;
        }
        if (round % 5 == 4) {
            Files.delete(file);
            return "deleted " + file;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, place);
            one.put(0, (byte) (one.get(0) ^ 1 << random.nextInt(8)));
            channel.write(one.rewind(), place);
        }
        return "flipped byte " + place + " of " + file;
    }
}
