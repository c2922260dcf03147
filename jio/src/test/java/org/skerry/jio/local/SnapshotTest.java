package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;

@Timeout(120)
final class SnapshotTest {

    @TempDir
    Path temp;

    private Path place() {
        return temp.resolve("place");
    }

    @Test
    void aSnapshotUnderWritersIsTheBeginningOfWhatTheyWrote() throws Exception {
        try (LocalStorage storage = LocalStorage.open(temp.resolve("data"))) {
            AtomicBoolean isOver = new AtomicBoolean();
            AtomicLong acknowledged = new AtomicLong();
            Thread writer = Thread.startVirtualThread(() -> {
                for (long i = 0; !isOver.get(); i++) {
                    storage.put(new RecordId("r" + i), JsonText.object().put("n", i));
                    acknowledged.set(i + 1);
                }
            });
            while (acknowledged.get() < 50) {
                Thread.sleep(1); // the test's time limit is the deadline
            }
            long before = acknowledged.get();
            try (Snapshot snapshot = storage.snapshot(place(), Stopping.NEVER);
                    SnapshotReader reader = SnapshotReader.of(snapshot)) {
                long records = snapshot.facts().records();
                List<String> ids = new ArrayList<>();
                reader.records(
                        LongStream.rangeClosed(1, snapshot.facts().sequence()),
                        record -> ids.add(record.id().text()));

                assertTrue(records >= before, records + " of " + before);
                assertEquals(LongStream.range(0, records).mapToObj(i -> "r" + i).toList(), ids);
                assertEquals(List.of(), snapshot.facts().damages());
                assertEquals(storage.feed().id(), snapshot.facts().feed());
            } finally {
                isOver.set(true);
                writer.join();
            }
            assertFalse(Files.exists(place()), "nothing is left");
        }
    }

    @Test
    void aStoppedSnapshotLeavesNothingAndTheStorageWell() throws Exception {
        try (LocalStorage storage = LocalStorage.open(temp.resolve("data"))) {
            storage.put(new RecordId("a"), JsonText.object().put("n", 1));

            assertThrows(
                    StorageException.Unreachable.class,
                    () -> storage.snapshot(place(), (_, _, _) -> {
                        throw new StorageException.Unreachable("Stopped.");
                    }));

            assertFalse(Files.exists(place()));
            storage.put(new RecordId("b"), JsonText.object().put("n", 2));
            try (Snapshot snapshot = storage.snapshot(place(), Stopping.NEVER)) {
                assertEquals(2, snapshot.facts().records());
            }
        }
    }

    @Test
    void contentsStayWhileASnapshotIsOpenAndThoseOfRemovedRecordsAreInIt() throws IOException {
        byte[] bytes = {1, 2, 3};
        try (LocalStorage storage = LocalStorage.open(temp.resolve("data"))) {
            RecordId id = new RecordId("a");
            storage.put(id, JsonText.object());
            storage.putAttachment(id, "f", new Attachment("x/y", bytes));
            try (Snapshot snapshot = storage.snapshot(place(), Stopping.NEVER)) {
                storage.remove(id);
                assertEquals(1, snapshot.facts().contents().size());
                Path file = snapshot.content(snapshot.facts().contents().getFirst());
                assertEquals(3, Files.size(file));
            }
        }
    }

    @Test
    void contentsThatRecordsHaveNowAreToldFromThoseOfOlderVersions() throws IOException {
        RecordId id = new RecordId("a");
        try (LocalStorage storage = LocalStorage.open(temp.resolve("data"))) {
            storage.put(id, JsonText.object());
            storage.putAttachment(id, "f", new Attachment("x/y", new byte[] {1}));
            storage.putAttachment(id, "g", new Attachment("x/y", new byte[] {1}));
            try (Snapshot first = storage.snapshot(place(), Stopping.NEVER)) {
                List<String> content = first.facts().contents();
                assertEquals(content, first.present());

                storage.putAttachment(id, "f", new Attachment("x/y", new byte[] {2}));
                storage.putAttachment(id, "h", new Attachment("x/y", new byte[] {3}));
                storage.removeAttachment(id, "h");
                try (Snapshot second = storage.snapshot(temp.resolve("second"), Stopping.NEVER)) {
                    List<String> three = second.facts().contents();
                    List<String> present = second.present();
                    assertEquals(List.of(3, 2), List.of(three.size(), present.size()));
                    assertTrue(three.containsAll(present) && present.containsAll(content));

                    Files.write(second.database(), new byte[0]);
                    assertEquals(three, second.present(), "if nobody can tell");
                }
            }
        }
    }

    @Test
    void aDamagedFileIsCopiedAsItIsAndSaysSo() throws Exception {
        Path data = temp.resolve("data");
        try (LocalStorage storage = LocalStorage.open(data)) {
            for (int i = 0; i < 50; i++) {
                storage.put(new RecordId("r" + i), JsonText.object().put("t", "x".repeat(10_000)));
            }
        }
        byte[] bytes = Files.readAllBytes(data.resolve(LocalStorage.RECORDS_FILE));
        for (int i = 0; i < 16; i++) {
            bytes[20 * 4_096 + i] = -1;
        }
        Files.write(data.resolve(LocalStorage.RECORDS_FILE), bytes);

        try (LocalStorage storage = LocalStorage.open(data);
                Snapshot snapshot = storage.snapshot(place(), Stopping.NEVER)) {
            assertFalse(snapshot.facts().damages().isEmpty());
            assertTrue(Files.size(snapshot.database()) > 0);
        }
    }
}
