package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.Caller;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.RecordView;

/** What one PC announces does not keep others from uploading. */
class UploadFolderTest {

    private static final RecordId ID = new RecordId("x");
    private static final long ROOM = 10_000;

    @TempDir
    private Path folder;

    private UploadFolder uploads;

    @BeforeEach
    void open() {
        uploads = new UploadFolder(folder, (place, bytes) -> bytes <= ROOM);
    }

    @AfterEach
    void close() {
        uploads.close();
    }

    private static Caller at(String pc, String person) {
        return new Caller(RecordView.WHOLE, person, pc, "key of " + pc);
    }

    private AttachmentUpload begin(String name, long size, Caller caller) {
        return uploads.begin(ID, name, new AttachmentInfo("0".repeat(64), size, ""), caller);
    }

    @Test
    void whatIsAnnouncedAndLeftKeepsNoRoom() {
        begin("a", ROOM, at("front desk", "")).close();

        try (AttachmentUpload other = begin("b", ROOM, at("kitchen", ""))) {
            assertEquals(0, other.received());
            assertThrows(StorageException.Full.class, () -> begin("a", ROOM, at("front desk", "")));
        }
        begin("a", ROOM, at("front desk", "")).close();
    }

    @Test
    void whatIsOnItsWayKeepsItsRoom() {
        try (AttachmentUpload one = begin("a", ROOM, at("front desk", ""))) {
            assertThrows(StorageException.Full.class, () -> begin("b", 1, at("kitchen", "")));
            one.append(new byte[1_000], 0, 1_000); // in this test the room stays the same
            begin("b", 1_000, at("kitchen", "")).close();
        }
    }

    @Test
    void whereAllHaveTooManyTheOldestOfAnybodyGoes() {
        Caller first = at("front desk", "");
        try (AttachmentUpload upload = begin("a", 100, first)) {
            upload.append(new byte[10], 0, 10);
        }
        for (int i = 1; i < UploadFolder.MAX; i++) {
            begin("a", 100, at("pc " + i, "")).close();
        }
        begin("a", 100, at("newcomer", "")).close();

        try (AttachmentUpload again = begin("a", 100, first)) {
            assertEquals(0, again.received());
        }
    }

    @Test
    void aPcThatIsNotLetInAnyMoreLeavesNothing() {
        Caller ana = at("front desk", "ana");
        Caller bo = at("kitchen", "bo");
        for (Caller caller : new Caller[] {ana, at("front desk", ""), bo}) {
            try (AttachmentUpload upload = begin("a", 100, caller)) {
                upload.append(new byte[10], 0, 10);
            }
        }
        AttachmentUpload open = begin("b", 100, ana);

        uploads.forgetAll("key of front desk");

        assertThrows(StorageException.Conflict.class, () -> open.append(new byte[10], 0, 10));
        try (AttachmentUpload again = begin("a", 100, ana);
                AttachmentUpload pc = begin("a", 100, at("front desk", ""));
                AttachmentUpload other = begin("a", 100, bo)) {
            assertEquals(0, again.received());
            assertEquals(0, pc.received());
            assertEquals(10, other.received());
        }
    }
}
