package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;

/** An index on a small disk of its own, where the test may mount one (root on Linux); skipped elsewhere. */
@Tag("system")
@Timeout(120)
class IndexOnFullDiskTest {

    private static final AllDocs EVEN =
            new AllDocs(QueryParser.parse("kind:\"even\""), List.of(), Limit.NONE, List.of("i"), false);

    @TempDir
    Path folder;

    private Path disk;

    private @Nullable SmallDisk mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = SmallDisk.mount(disk);
        Files.createSymbolicLink(folder.resolve("index"), Files.createDirectory(disk.resolve("index")));
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted != null) { // not where it was skipped
            mounted.unmount();
        }
    }

    @Test
    void writesAndQueriesGoOnWhileTheIndexHasNoSpaceAndItHealsAfterwards() throws Exception {
        Path filler = Files.write(disk.resolve("filler"), new byte[4 * 1024 * 1024 - 16_384]);

        try (LocalStorage storage = LocalStorage.open(folder)) {
            for (int i = 0; i < 1_000; i++) {
                storage.put(
                        new RecordId("r" + i), JsonText.object().put("i", i).put("kind", i % 2 == 0 ? "even" : "odd"));
            }
            await(storage, IndexStatus.State.FAILED);
            Answer scanned = storage.allDocs(EVEN);
            assertEquals(500, scanned.totalCount());
            storage.put(new RecordId("last"), JsonText.object().put("kind", "even"));
            assertEquals(501, storage.allDocs(EVEN).totalCount());

            Files.deleteIfExists(filler);
            await(storage, IndexStatus.State.READY);
            Optional<Answer> indexed = storage.askIndex(EVEN);
            while (indexed.isEmpty()) { // it may be late; the test's time limit is the deadline
                indexed = storage.askIndex(EVEN);
            }
            assertEquals(Optional.of(storage.allDocs(EVEN)), indexed);
            assertEquals(501, indexed.orElseThrow().totalCount());
        }
    }

    private static void await(LocalStorage storage, IndexStatus.State state) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (storage.index().orElseThrow().state() != state) {
            assertTrue(
                    System.nanoTime() < deadline,
                    () -> "the index is " + storage.index().orElseThrow());
            Thread.sleep(Duration.ofMillis(5)); // nothing tells; the deadline is above
        }
    }
}
