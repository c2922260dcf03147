package org.skerry.jio.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.UploadContract;

class MemoryUploadsTest extends UploadContract {

    @Override
    protected Storage open() {
        return new MemoryStorage();
    }

    private static MemoryUploads.Place place(String name, long size, String key) {
        return new MemoryUploads.Place(new RecordId("x"), name, new AttachmentInfo("0".repeat(64), size, ""), key, "");
    }

    private static void begin(MemoryUploads uploads, MemoryUploads.Place place) {
        try (AttachmentUpload upload = uploads.begin(place)) {
            upload.append(new byte[1], 0, 1);
        }
    }

    private static long received(MemoryUploads uploads, MemoryUploads.Place place) {
        try (AttachmentUpload upload = uploads.begin(place)) {
            return upload.received();
        }
    }

    @Test
    void manyUploadsOfOneEndHisOwn() {
        MemoryUploads uploads = new MemoryUploads();
        begin(uploads, place("a", 10, "other"));
        for (int i = 0; i < 100; i++) {
            begin(uploads, place("a" + i, 10, "his"));
        }

        assertEquals(1, received(uploads, place("a", 10, "other")));
        assertEquals(1, received(uploads, place("a99", 10, "his")));
        assertEquals(0, received(uploads, place("a1", 10, "his")));
    }

    @Test
    void allTogetherHaveABound() {
        MemoryUploads uploads = new MemoryUploads();
        long large = MemoryUploads.MAX_BYTES_OF_ALL / 4;
        for (int i = 0; i < 5; i++) {
            begin(uploads, place("a", large, "pc " + i));
        }

        assertEquals(1, received(uploads, place("a", large, "pc 4")));
        assertEquals(0, received(uploads, place("a", large, "pc 0")));
    }
}
