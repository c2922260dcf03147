package org.skerry.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.ForwardingStorage;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.slave.link.Backoff;
import org.skerry.slave.link.MasterLink;
import org.skerry.slave.link.SignalClient;
import org.skerry.slave.link.TestMaster;
import org.skerry.slave.link.WebRtcNegotiator;

/** The commands over real WebRTC. */
@Tag("native")
@Timeout(120)
class SlaveCommandsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults());
    private final Storage storage = new MemoryStorage();

    @AfterEach
    void stop() {
        runtime.close();
    }

    @Test
    void callsGoThroughAndTheMastersRefusalsComeBack() throws IOException {
        try (TestMaster master = new TestMaster(runtime, storage, 0)) {
            String url = master.address().toString();
            String warning =
                    "Warning: the master at %s lets everybody in (--open); that is for a trial only.\n".formatted(url);

            assertEquals(
                    new Run(0, "\"x\"\n", warning),
                    Run.of("call", url, "put", "\"x\"", "{\"last\":\"Wei\",\"n\":1.10}"));
            assertEquals(new Run(0, "{\"last\":\"Wei\",\"n\":1.10}\n", warning), Run.of("call", url, "get", "\"x\""));
            assertEquals(new Run(1, "", warning + "Cannot find document: y\n"), Run.of("call", url, "get", "\"y\""));
            assertEquals(
                    new Run(
                            1,
                            "",
                            "{\"warning\":\"the master at %s lets everybody in (--open); that is for a trial only.\"}\n"
                                            .formatted(url)
                                    + "{\"error\":{\"message\":\"Cannot find document: y\",\"status_code\":404}}\n"),
                    Run.of("call", "--json", url, "get", "\"y\""));
            assertTrue(Run.of("call", url, "sing").err().endsWith(".\n"));
            assertEquals(1, Run.of("call", url, "sing").status());
        }
    }

    @Test
    void aStreamOfCallsIsAnsweredInOrder() throws IOException {
        String puts = IntStream.range(0, 500)
                .mapToObj(i -> "[\"put\",\"r%d\",{\"n\":%d}]\n".formatted(i, i))
                .collect(Collectors.joining());
        try (TestMaster master = new TestMaster(runtime, storage, 0)) {
            Run run = Run.with(
                    puts
                            + "[\"allDocs\",{\"query\":\"n:>= \\\"495\\\"\",\"limit\":[0,1],\"sort_on\":[[\"n\",\"ascending\"]]}]\n[\"get\",\"none\"]\nnonsense\n",
                    "call",
                    master.address().toString(),
                    "-");

            List<String> lines = run.out().lines().toList();
            assertEquals(0, run.status());
            assertEquals(
                    IntStream.range(0, 500)
                            .mapToObj("{\"result\":\"r%d\"}"::formatted)
                            .toList(),
                    lines.subList(0, 500));
            assertEquals(
                    "{\"result\":{\"data\":{\"rows\":[{\"id\":\"r495\",\"value\":{}}],\"total_rows\":1,\"total_count\":5}}}",
                    lines.get(500));
            assertEquals(
                    "{\"error\":{\"message\":\"Cannot find document: none\",\"status_code\":404}}", lines.get(501));
            assertEquals(503, lines.size());
        }
    }

    @Test
    void aFileGoesInAndComesOutAgain() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("cities.csv"),
                "city_id,name,population\n"
                        + IntStream.range(0, 3_000)
                                .mapToObj(i -> "%d,城市 %d,%d\n".formatted(i, i, i * 7))
                                .collect(Collectors.joining())
                        + "x,\"broken\"y,1\n");
        Path out = folder.resolve("out.jsonl.gz");
        Path again = folder.resolve("again.csv");
        try (TestMaster master = new TestMaster(runtime, storage, 0)) {
            String url = master.address().toString();

            Run imported = Run.of("import", url, csv.toString(), "--id", "city_id", "--type", "City");
            assertEquals(1, imported.status(), imported.err());
            assertTrue(imported.out().startsWith("3,000 records imported, 1 failed, in "), imported.out());
            assertTrue(
                    imported.err().contains("Line 3,002, column name: There is text behind a closing quote"),
                    imported.err());

            Run exported = Run.of("export", url, out.toString(), "--type", "City", "--query", "population:> \"20986\"");
            assertTrue(exported.out().startsWith("1 records exported to "), exported.out() + exported.err());
            assertEquals(0, Run.of("export", url, again.toString()).status());
        }
        Storage copy = new MemoryStorage();
        try (TestMaster other = new TestMaster(runtime, copy, 0)) {
            assertEquals(
                    0,
                    Run.of("import", other.address().toString(), again.toString())
                            .status());
        }

        assertEquals(3_000, copy.allDocs(AllDocs.EVERYTHING).totalCount());
        assertEquals(storage.get(new RecordId("2999")), copy.get(new RecordId("2999")));
        assertEquals(
                "{\"city_id\":2999,\"name\":\"城市 2999\",\"population\":20993,\"portal_type\":\"City\"}",
                JsonText.write(copy.get(new RecordId("2999"))));
    }

    @Test
    void anExportSaysWhatTheMasterCannotRead() throws IOException {
        Storage damaged = new ForwardingStorage(storage) {
            @Override
            public Answer allDocs(AllDocs request) {
                return super.allDocs(request).without(List.of("r7", "", "r9"));
            }
        };
        storage.put(new RecordId("x"), JsonText.object());
        try (TestMaster master = new TestMaster(runtime, damaged, 0)) {
            Run run = Run.of(
                    "export",
                    master.address().toString(),
                    folder.resolve("x.csv").toString());

            assertEquals(1, run.status());
            assertTrue(run.out().startsWith("1 records exported to "), run.out());
            assertTrue(
                    run.err()
                            .contains(
                                    "3 records of the master cannot be read, being damaged on its disk, and are not in the file: r7, (without a readable name), r9. skerry verify on the master says more."),
                    run.err());
            assertTrue(Files.exists(folder.resolve("x.csv")));
        }
    }

    @Test
    void aFileIsAttachedAndFetched() throws IOException {
        byte[] content = new byte[2_500_000];
        new Random(3).nextBytes(content);
        Path file = Files.write(folder.resolve("scan.png"), content);
        Path target = folder.resolve("target");
        storage.put(new RecordId("x"), JsonText.object());
        try (TestMaster master = new TestMaster(runtime, storage, 0)) {
            String url = master.address().toString();

            Run attached = Run.of("attach", url, "x", "scan", file.toString());
            assertEquals(0, attached.status(), attached.err());
            assertTrue(attached.out().startsWith("scan is attached to x: 2,500,000 bytes in "), attached.out());
            assertEquals(
                    "image/png",
                    storage.attachmentInfos(new RecordId("x")).get("scan").type());

            Run fetched = Run.of("fetch", "--json", url, "x", "scan", target.toString());
            assertEquals(0, fetched.status(), fetched.err());
            assertEquals(
                    storage.attachmentInfos(new RecordId("x")).get("scan").sha256(),
                    JsonText.read(fetched.out().strip()).path("sha256").asString());
            assertEquals(-1, Files.mismatch(file, target));

            Run missing = Run.of("fetch", url, "x", "none", target.toString());
            assertEquals(1, missing.status());
            assertTrue(missing.err().endsWith("Cannot find attachment: x , none\n"), missing.err());
            assertEquals(
                    1,
                    Run.of("attach", url, "x", "a", folder.resolve("none").toString())
                            .status());
            assertEquals(2, Run.of("attach", url, "x", "a").status());
        }
    }

    @Test
    void nothingIsCreatedTwiceWhenTheMasterGoesAwayInBetween() throws Exception {
        int port = freePort();
        Path csv = Files.writeString(
                folder.resolve("a.csv"),
                "n\n" + IntStream.range(0, 5_000).mapToObj(i -> i + "\n").collect(Collectors.joining()));
        TestMaster master = new TestMaster(runtime, storage, port);

        CompletableFuture<Run> importing = CompletableFuture.supplyAsync(
                () -> Run.of("import", "127.0.0.1:" + port, csv.toString()),
                task -> Thread.ofVirtual().start(task));
        for (int stored : List.of(500, 2_000)) {
            await(() -> storage.feed().last().number() >= stored);
            master.close();
            master = new TestMaster(runtime, storage, port);
        }
        Run run = importing.get(60, TimeUnit.SECONDS);
        master.close();

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith("5,000 records imported, 0 failed, in "), run.out());
        assertEquals(5_000, storage.allDocs(AllDocs.EVERYTHING).totalCount());
    }

    @Test
    void aHundredSlavesShareOneRuntime() throws Exception {
        try (TestMaster master = new TestMaster(runtime, storage, 0);
                WebRtcRuntime slaves = new WebRtcRuntime(WebRtcSettings.defaults());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SignalClient signalling = new SignalClient(new WebRtcNegotiator(slaves), "crowd");
            List<MasterLink> links = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                links.add(new MasterLink(
                                signalling, master.address(), SessionSettings.defaults(), new Backoff(new Random(i)))
                        .start());
            }
            for (MasterLink link : links) {
                threads.submit(() -> {
                    Storage far = new PeerStorage(link, PATIENCE, PeerStorage.randomWriter());
                    for (int i = 0; i < 20; i++) {
                        far.post(JsonText.object().put("n", i));
                    }
                });
            }
            threads.shutdown();

            assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
            assertEquals(2_000, storage.allDocs(AllDocs.EVERYTHING).totalCount());
            assertEquals(100, master.sessions().size());
            links.forEach(MasterLink::close);
            await(() -> master.sessions().isEmpty());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertFalse(System.nanoTime() > deadline, "not in time");
            Thread.yield();
        }
    }
}
