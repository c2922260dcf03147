package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.slave.ui.attach.PreviewViewModel.Content;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Sentence;

class PreviewViewModelTest {

    private static final RecordId SHIP = new RecordId("ship");

    private final MemoryStorage storage = new MemoryStorage(new LuceneWords());
    private final HeldTransfers transfers = new HeldTransfers(storage);
    private final FakeRecord record = new FakeRecord();
    private final AttachmentsViewModel files = new AttachmentsViewModel(
            storage, transfers, TestTasks.direct(), InstantSource.system(), file -> {}, TestPlaces.BUILD, record);

    PreviewViewModelTest() {
        storage.put(SHIP, JsonText.object());
        record.open = Optional.of(SHIP);
    }

    private void attach(String name, byte[] content) {
        storage.putAttachment(SHIP, name, new Attachment("", content));
        files.refresh();
    }

    private PreviewViewModel look(int index) {
        files.show(files.files().get(index));
        return files.preview().get().orElseThrow();
    }

    @Test
    void aPictureIsShownAndComesOnce() {
        attach("a.png", Pictures.island("png", 40, 30));

        Content first = look(0).content().get();
        Content second = look(0).content().get();

        assertEquals(40, assertInstanceOf(Content.Shown.class, first).picture().width());
        assertInstanceOf(Content.Shown.class, second);
        assertEquals(List.of("a.png"), transfers.begun());
        files.finish();
    }

    @Test
    void aPictureThatWasReplacedIsNotKeptAsTheOneBefore() {
        byte[] first = Pictures.island("png", 40, 30);
        attach("a.png", first);
        storage.putAttachment(SHIP, "a.png", new Attachment("", Pictures.island("png", 20, 10))); // not listed yet
        look(0);
        storage.putAttachment(SHIP, "a.png", new Attachment("", first));

        Content again = look(0).content().get();

        assertEquals(40, assertInstanceOf(Content.Shown.class, again).picture().width());
        files.finish();
    }

    @Test
    void aLargePictureComesOnlyWhenItIsWanted() {
        byte[] picture = Pictures.island("bmp", 1400, 1100);
        assertTrue(picture.length > PreviewViewModel.SMALL_PICTURE);
        attach("a.bmp", picture);

        PreviewViewModel preview = look(0);
        assertEquals(
                new Content.Large(Sentence.of("attach.size.mega", picture.length / 1024.0 / 1024)),
                preview.content().get());
        assertEquals(List.of(), transfers.begun());
        preview.fetch();

        assertEquals(
                1400,
                assertInstanceOf(Content.Shown.class, preview.content().get())
                        .picture()
                        .fullWidth());
        files.finish();
    }

    @Test
    void ofATextOnlyTheBeginningComes() {
        attach("short.txt", "灯塔".getBytes(StandardCharsets.UTF_8));
        attach("z.log", "x".repeat(100_000).getBytes(StandardCharsets.UTF_8));

        assertEquals(new Content.Text("灯塔", false), look(0).content().get());
        assertEquals(
                new Content.Text("x".repeat(PreviewViewModel.TEXT_BYTES), true),
                look(1).content().get());
        assertEquals(List.of(), transfers.begun());
    }

    @Test
    void whatCannotBeShownSaysSo() {
        attach("a.pdf", new byte[9]);
        attach("b.png", new byte[9]);
        attach("c.txt", new byte[] {0, 1, (byte) 0x81});

        assertEquals(
                List.of("attach.preview.none", "attach.preview.damaged", "attach.preview.noText"),
                List.of(0, 1, 2).stream()
                        .map(index -> assertInstanceOf(
                                        Content.Nothing.class,
                                        look(index).content().get())
                                .why()
                                .key())
                        .toList());
        files.finish();
    }

    @Test
    void whatFailedMayBeLookedAtAgain() {
        attach("a.png", Pictures.island("png", 4, 3));
        transfers.fail("a.png", new StorageException.Unreachable("away"));

        PreviewViewModel preview = look(0);
        assertEquals(
                new Content.Nothing(Sentence.of("attach.failed.stopped"), true),
                preview.content().get());
        preview.look();

        assertInstanceOf(Content.Shown.class, preview.content().get());
        files.finish();
    }

    @Test
    void awayNothingIsWaitedFor() {
        attach("a.png", Pictures.island("png", 4, 3));
        record.linked.set(false);

        PreviewViewModel preview = look(0);
        assertEquals(
                new Content.Nothing(Sentence.of("attach.preview.away"), true),
                preview.content().get());
        record.linked.set(true);
        preview.look();

        assertInstanceOf(Content.Shown.class, preview.content().get());
        files.finish();
    }

    @Test
    void oneGoesRoundTheFilesOfTheRecord() {
        attach("a.pdf", new byte[1]);
        attach("b.txt", "b".getBytes(StandardCharsets.UTF_8));
        PreviewViewModel preview = look(0);

        preview.next();
        assertEquals("b.txt", preview.file().get().name());
        assertEquals(new Content.Text("b", false), preview.content().get());
        preview.next();
        assertEquals("a.pdf", preview.file().get().name());
        preview.previous();
        assertEquals("b.txt", preview.file().get().name());
        preview.close();

        assertTrue(files.preview().get().isEmpty());
    }
}
