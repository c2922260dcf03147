package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocsJson;

/** A record whose page of the file is damaged. */
final class UnreadableRecordTest {

    /** More than there are connections to read by. */
    private static final int OFTEN = 8;

    @TempDir
    Path folder;

    @Test
    void anUnreadableRecordHurtsNoOther() throws Exception {
        try (LocalStorage storage = LocalStorage.open(folder)) {
            for (int i = 0; i < 20; i++) {
                String longerThanAPage = "x".repeat(12_000) + "MARK" + i + "." + "y".repeat(12_000);
                storage.put(new RecordId("r" + i), JsonText.object().put("n", i).put("t", longerThanAPage));
            }
        }
        try (LocalStorage storage = LocalStorage.open(folder)) {
            while (storage.index().orElseThrow().state() != IndexStatus.State.READY) {
                Thread.sleep(10); // nothing tells
            }
            assertEquals(1, ask(storage, "r5"));
            damage("MARK5.");

            for (int i = 0; i < OFTEN; i++) {
                assertThrows(StorageException.Failed.class, () -> storage.get(new RecordId("r5")));
                assertEquals(0, ask(storage, "r5"));
            }
            assertEquals(1, storage.damages().size());

            for (int i = 0; i < OFTEN; i++) {
                assertEquals(1, ask(storage, "r1" + i));
            }
        }
    }

    private static int ask(LocalStorage storage, String id) {
        String request = "{\"query\":\"__id:%s\",\"select_list\":[\"n\"],\"limit\":[0,5]}".formatted(id);
        return storage.allDocs(AllDocsJson.read(JsonText.read(request))).rows().size();
    }

    /** Breaks the chain of pages at the one that holds a text. */
    private void damage(String text) throws IOException {
        Path file = folder.resolve(LocalStorage.RECORDS_FILE);
        byte[] bytes = Files.readAllBytes(file);
        int pageSize = Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(16));
        int page = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text) / pageSize;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {0x7f, -1, -1, -1}), (long) page * pageSize);
        }
    }
}
