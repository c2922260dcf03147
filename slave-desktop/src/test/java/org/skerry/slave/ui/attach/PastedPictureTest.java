package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.attach.Parcel.Direction;
import org.skerry.slave.ui.attach.Parcel.State;

/** What is pasted, or chosen later, goes to the record that was open then, and is not lost. */
class PastedPictureTest extends AttachmentsScene {

    @Test
    void aPastedPictureIsNamedByTheTime() {
        files.paste("Picture", () -> new byte[] {1, 2, 3});
        tasks.all();

        String name = names().getFirst();
        assertTrue(name.matches("Picture 2026-11-2\\d \\d\\d\\.00\\.00\\.png"), name);
        assertEquals("image/png", files.files().getFirst().info().type());
    }

    @Test
    void aPastedPictureGoesToTheRecordThatWasOpenThen() throws IOException {
        files.paste("Picture", () -> new byte[] {1, 2, 3});
        show(OTHER);

        assertEquals(1, storage.allAttachments(SHIP).size());
        assertEquals(List.of(), storage.allAttachments(OTHER));
        assertEquals(List.of(), pasted());
    }

    @Test
    void soDoFilesThatAreChosenLater() throws IOException {
        Consumer<List<Path>> here = files.here();
        show(OTHER);
        here.accept(List.of(file("a", "x")));
        tasks.all();

        assertEquals(List.of("a"), storage.allAttachments(SHIP));
        assertEquals(List.of(), storage.allAttachments(OTHER));
    }

    @Test
    void whatIsPastedIntoARecordThatIsLeftUnsavedIsNotLost() throws IOException {
        RecordId fresh = new RecordId("fresh");
        record.isOnMaster = false;
        show(fresh);
        files.paste("Picture", () -> new byte[] {1, 2, 3});
        record.isOnMaster = true;
        show(SHIP);

        assertEquals(List.of(), storage.allAttachments(SHIP));
        assertEquals(
                "Not attached: its record was not saved when another one was opened. Save that record, then try again.",
                said(parcels().getFirst().text().get()));
        storage.put(fresh, JsonText.object());
        files.courier().again(parcels().getFirst());
        tasks.all();

        assertEquals(1, storage.allAttachments(fresh).size());
    }

    @Test
    void aPastedPictureIsKeptUntilItHasArrived() throws IOException {
        transfers.onTheWay(transfer -> {
            throw new StorageException.Full("full");
        });
        files.paste("Picture", () -> new byte[] {1, 2, 3});
        tasks.all();

        assertEquals(State.FAILED, parcels().getFirst().state().get());
        assertEquals(1, files.courier().underWay());
        files.finish();
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(pasted().getFirst()));
        files.courier().cancel(parcels().getFirst());
        assertEquals(List.of(), pasted());
    }

    @Test
    void whatHadNotArrivedIsLeftToWhoComesBack() throws IOException {
        storage.putAttachment(SHIP, "plan.pdf", new Attachment("", PDF));
        storage.putAttachment(SHIP, "taken", new Attachment("", PDF));
        show(SHIP);
        AttachedFile plan = files.files().getFirst();
        Path waiting = file("waiting", "x");
        Path taken = file("taken", "y");
        attach(taken); // is asked about
        record.isOnMaster = false;
        files.attach(List.of(waiting));
        files.save(plan, folder.resolve("kept.pdf"));
        files.open(plan);

        List<LeftFile> left = new ArrayList<>();
        files.leave(left::add);
        tasks.all();

        assertEquals(
                List.of(
                        new LeftFile(Direction.TO_THIS_PC, SHIP, "plan.pdf", folder.resolve("kept.pdf"), false),
                        new LeftFile(Direction.TO_MASTER, SHIP, "taken", taken, true),
                        new LeftFile(Direction.TO_MASTER, SHIP, "waiting", waiting, true)),
                left);
        assertEquals(List.of(), transfers.begun());
        AttachmentsViewModel later = new AttachmentsViewModel(
                storage, transfers, tasks.tasks(), clock(), opened::add, FilePlaces.in(folder), record);
        left.forEach(later::takeOver);
        assertEquals(
                List.of(State.FAILED, State.FAILED, State.FAILED),
                later.courier().parcels().stream()
                        .map(parcel -> parcel.state().get())
                        .toList());
        later.courier().again(later.courier().parcels().getFirst());
        tasks.all();
        assertArrayEquals(PDF, Files.readAllBytes(folder.resolve("kept.pdf")));
    }

    @Test
    void whatComesAfterTheEndIsLeftToo() throws IOException {
        storage.putAttachment(SHIP, "taken", new Attachment("", PDF));
        files.attach(List.of(file("new", "x"), file("taken", "y")));
        List<String> left = new ArrayList<>();
        files.leave(file -> left.add(file.name()));
        tasks.all();

        assertEquals(List.of("new", "taken"), left);
        assertEquals(List.of(), parcels());
        assertTrue(files.notes().question().get().isEmpty());
    }

    private List<Path> pasted() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("pasted"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
