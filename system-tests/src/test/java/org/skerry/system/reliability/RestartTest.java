package org.skerry.system.reliability;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.slave.link.MasterLink;
import tools.jackson.databind.node.ObjectNode;

/** A master that is stopped as a service is, and comes back; and a second one that must not start. */
@Tag("system")
@Timeout(180)
final class RestartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration IMPATIENCE = Duration.ofSeconds(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final int CROWD = 20;

    @TempDir
    private Path folder;

    @Test
    void callsWaitThroughARestartOrFailAtTheirDeadline() throws Exception {
        MasterProcess master = MasterProcess.start(folder.resolve("data"));
        try (Slaves slaves = new Slaves();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            MasterLink link = slaves.join(master.address());
            Queue<String> notices = new ConcurrentLinkedQueue<>();
            link.session(PATIENCE).onNotice(notice -> notices.add(notice.event()));
            var storage = new PeerStorage(link, PATIENCE, PeerStorage.randomWriter());
            var hasty = new PeerStorage(link, IMPATIENCE, PeerStorage.randomWriter());
            ObjectNode body = JsonText.object().put("portal_type", "Person").put("name", "Li Wei");
            RecordId before = storage.post(body);

            master.stop();
            var waiting = executor.submit(() -> storage.post(body));
            long start = System.nanoTime();
            var late = assertThrows(StorageException.Unreachable.class, () -> hasty.get(before));
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            boolean isWaiting = !waiting.isDone();
            master = master.restart();
            RecordId during = waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertAll(
                    () -> assertEquals(List.of(Message.Notice.CLOSING), List.copyOf(notices)),
                    () -> assertEquals(
                            "The master at %s cannot be reached: connection refused. Check that the master is running there, and the port."
                                    .formatted(link.address()),
                            late.getMessage()),
                    () -> assertTrue(waited.compareTo(IMPATIENCE) >= 0, "it waited " + waited),
                    () -> assertTrue(waited.compareTo(IMPATIENCE.plus(GRACE)) < 0, "it waited " + waited),
                    () -> assertTrue(isWaiting),
                    () -> assertEquals(body, storage.get(before)),
                    () -> assertEquals(body, storage.get(during)),
                    () -> assertEquals(2, storage.count()));
        } finally {
            master.close();
        }
    }

    @Test
    void aStopTakesSecondsAlsoWhenManySlavesAreWriting() throws Exception {
        MasterProcess master = MasterProcess.start(folder.resolve("data"));
        try (Slaves slaves = new Slaves()) {
            Queue<String> notices = new ConcurrentLinkedQueue<>();
            List<MasterLink> links = IntStream.range(0, CROWD)
                    .mapToObj(_ -> slaves.join(master.address()))
                    .toList();
            links.forEach(link -> link.session(PATIENCE).onNotice(notice -> notices.add(notice.event())));
            List<Writer> writers = IntStream.range(0, CROWD)
                    .mapToObj(number -> writer(links.get(number), number))
                    .toList();
            awaitEachWrites(writers);

            Duration stopped = master.stop();

            assertTrue(stopped.compareTo(STOP_LIMIT) < 0, "it took " + stopped);
            try (MasterProcess second = master.restart()) {
                assertEquals(master.address(), second.address());
                awaitEachWrites(writers);
                for (Writer writer : writers) {
                    writer.stop();
                }
                var storage = writers.getFirst().storage();
                System.out.printf(
                        "SIGTERM with %d slaves writing took %d ms; longest call %d ms%n",
                        CROWD,
                        stopped.toMillis(),
                        writers.stream()
                                .mapToLong(writer -> writer.storage().longest().toMillis())
                                .max()
                                .orElse(0));
                assertAll(
                        () -> assertEquals(
                                List.of(),
                                writers.stream()
                                        .flatMap(writer -> writer.faults(storage).stream())
                                        .toList()),
                        () -> assertEquals(
                                0,
                                writers.stream()
                                        .mapToLong(writer -> writer.storage().timeouts())
                                        .sum()),
                        () -> assertEquals(
                                CROWD,
                                notices.stream()
                                        .filter(Message.Notice.CLOSING::equals)
                                        .count()));
            }
        } finally {
            master.close();
        }
    }

    @Test
    void aSecondMasterOnTheSameDataOrPortIsRefused() throws Exception {
        Path data = folder.resolve("data");
        Path other = folder.resolve("other");
        try (MasterProcess master = MasterProcess.start(data);
                Slaves slaves = new Slaves()) {
            var storage = new PeerStorage(slaves.join(master.address()), PATIENCE, PeerStorage.randomWriter());
            RecordId id = storage.post(JsonText.object());

            String onData = refusal(data, 0);
            String onPort = refusal(other, master.address().port());

            assertAll(
                    () -> assertTrue(onData.contains(data.toString()), onData),
                    () -> assertTrue(onPort.contains("Port " + master.address().port()), onPort),
                    () -> assertFalse((onData + onPort).contains("\tat "), "a stack trace is no plain sentence"),
                    () -> assertEquals(JsonText.object(), storage.get(id)),
                    () -> assertEquals(1, master.peers()));
        }
    }

    private static Writer writer(MasterLink link, int number) {
        var storage = new PeerStorage(link, PATIENCE, PeerStorage.randomWriter());
        return new Writer(
                new WatchedStorage(storage, PATIENCE),
                List.of(new PostingDuty(number), new AttachingDuty(number)),
                number);
    }

    private static void awaitEachWrites(List<Writer> writers) throws InterruptedException {
        List<Long> before =
                writers.stream().map(writer -> writer.storage().writes()).toList();
        Condition.await(
                "another write of each slave",
                PATIENCE,
                () -> IntStream.range(0, writers.size())
                        .allMatch(i -> writers.get(i).storage().writes() > before.get(i)));
    }

    /** What a master says that cannot start. */
    private static String refusal(Path data, int port) throws IOException, InterruptedException {
        long before = Files.exists(MasterProcess.log(data)) ? Files.size(MasterProcess.log(data)) : 0;
        Process second = MasterProcess.begin(data, port);
        try {
            assertTrue(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it did not give up");
            assertEquals(1, second.exitValue());
            return Files.readString(MasterProcess.log(data)).substring((int) before);
        } finally {
            second.destroyForcibly();
        }
    }
}
