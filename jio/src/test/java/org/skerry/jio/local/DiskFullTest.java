package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Caller;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Row;

/** A real small disk, where the test may mount one (root on Linux); skipped elsewhere. */
@Tag("system")
@Timeout(120)
class DiskFullTest {

    private static final String FULL =
            "There is no space left on the disk; nothing was written. Free some space and try again.";

    @TempDir
    Path disk;

    private @Nullable SmallDisk mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = SmallDisk.mount(disk);
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted != null) { // not where it was skipped
            mounted.unmount();
        }
    }

    @Test
    void anUploadThatDoesNotFitIsRefusedBeforeItBeginsAndOneThatFillsTheDiskGoesOnLater() throws Exception {
        byte[] content = new byte[2_000_000];
        content[7] = 7;
        AttachmentInfo info = new AttachmentInfo(Signature.of(content), content.length, "");
        AttachmentInfo tooLarge = new AttachmentInfo(Signature.of(content), 5_000_000, "");
        RecordId id = new RecordId("first");
        try (LocalStorage storage = LocalStorage.open(disk.resolve("data"))) {
            storage.put(id, JsonText.object());
            assertThrows(StorageException.Full.class, () -> storage.beginUpload(id, "a", tooLarge, Caller.UNKNOWN));
            Path filler;
            try (AttachmentUpload upload = storage.beginUpload(id, "a", info, Caller.UNKNOWN)) {
                upload.append(content, 0, 500_000);
                filler = Files.write(disk.resolve("filler"), new byte[2_200_000]);
                assertThrows(StorageException.Full.class, () -> upload.append(content, 500_000, 1_500_000));
                assertEquals(500_000, upload.received());
            }
            assertThrows(StorageException.Full.class, () -> storage.beginUpload(id, "a", info, Caller.UNKNOWN));

            Files.delete(filler);
            try (AttachmentUpload upload = storage.beginUpload(id, "a", info, Caller.UNKNOWN)) {
                assertEquals(500_000, upload.received());
                upload.append(content, 500_000, 1_500_000);
                upload.finish();
            }
            storage.apply(new Write.AttachUploaded(id, "a", info), WriteKey.NONE);
            assertEquals(info, storage.attachmentInfos(id).get("a"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 700, 3_000, 20_000, 90_000})
    void writesFailWhileTheDiskIsFullAndResumeAfterwards(int length) throws Exception {
        Path filler = Files.write(disk.resolve("filler"), new byte[1_000_000]);
        TreeMap<String, Integer> acknowledged = new TreeMap<>();
        try (LocalStorage storage = LocalStorage.open(disk.resolve("data"))) {
            storage.put(new RecordId("first"), JsonText.object());
            storage.putAttachment(new RecordId("first"), "a", new Attachment("", new byte[1_000]));

            try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<String>> ends = IntStream.range(0, 4)
                        .mapToObj(writer -> writers.submit(() -> fill(storage, writer, length, acknowledged)))
                        .toList();
                for (Future<String> end : ends) {
                    assertEquals(FULL, end.get());
                }
            }
            byte[] large = new byte[2_000_000];
            assertEquals(
                    FULL,
                    assertThrows(
                                    StorageException.Full.class,
                                    () -> storage.putAttachment(new RecordId("first"), "b", new Attachment("", large)))
                            .getMessage());

            assertEquals(JsonText.object(), storage.get(new RecordId("first")));
            assertEquals(
                    1_000,
                    storage.getAttachment(new RecordId("first"), "a", ByteRange.ALL)
                            .bytes()
                            .length);
            assertEquals(
                    acknowledged.size() + 1, storage.allDocs(AllDocs.EVERYTHING).totalCount());

            Files.delete(filler);
            storage.put(new RecordId("after"), JsonText.object());
            acknowledged.put("after", 0);
        }
        assertTrue(acknowledged.size() > 4, "acknowledged " + acknowledged.size());
        acknowledged.put("first", 0);

        try (LocalStorage storage = LocalStorage.open(disk.resolve("data"))) {
            assertEquals(
                    acknowledged.keySet().stream().toList(),
                    storage.allDocs(AllDocs.EVERYTHING).rows().stream()
                            .map(Row::id)
                            .map(RecordId::text)
                            .toList());
        }
    }

    private static String fill(LocalStorage storage, int writer, int length, TreeMap<String, Integer> acknowledged) {
        for (int i = 0; ; i++) {
            RecordId id = new RecordId(writer + "-" + i);
            try {
                storage.put(id, JsonText.object().put("t", "x".repeat(length)));
            } catch (StorageException.Full full) {
                return String.valueOf(full.getMessage());
            }
            synchronized (acknowledged) {
                acknowledged.put(id.text(), i);
            }
        }
    }

    @Test
    void fullDiskAtTheStartIsSaid() throws Exception {
        Files.write(disk.resolve("filler"), new byte[4 * 1024 * 1024 - 8_192]);

        StorageException refusal = assertThrows(
                StorageException.class,
                () -> LocalStorage.open(disk.resolve("data")).close());

        assertEquals("507 " + FULL, refusal.statusCode() + " " + refusal.getMessage());
        Files.delete(disk.resolve("filler"));
        LocalStorage.open(disk.resolve("data")).close();
    }

    @Test
    void readOnlyDiskIsSaid() throws Exception {
        LocalStorage.open(disk.resolve("data")).close();
        mounted.makeReadOnly();

        assertEquals(
                "The data folder %s cannot be written to; check its rights or choose another folder."
                        .formatted(disk.resolve("data").toRealPath()),
                assertThrows(
                                StorageException.Failed.class,
                                () -> LocalStorage.open(disk.resolve("data")).close())
                        .getMessage());
        assertEquals(
                "The data folder %s cannot be created; check the rights of the folder above it or choose another."
                        .formatted(disk.resolve("other")),
                assertThrows(
                                StorageException.Failed.class,
                                () -> LocalStorage.open(disk.resolve("other")).close())
                        .getMessage());
    }
}
