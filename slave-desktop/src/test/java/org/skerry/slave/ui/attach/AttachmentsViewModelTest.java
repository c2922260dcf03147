package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.protocol.transfer.TransferProgress.Phase;
import org.skerry.slave.ui.attach.Parcel.State;

class AttachmentsViewModelTest extends AttachmentsScene {

    @Test
    void filesAreAttachedAndListed() throws IOException {
        attach(file("b.txt", "two"), file("a.pdf", "one"));

        assertEquals(List.of("a.pdf", "b.txt"), names());
        assertEquals("two", text(SHIP, "b.txt"));
        assertEquals("text/plain", files.files().getLast().info().type());
        assertEquals(List.of(), parcels());
    }

    @Test
    void twoMoveAtATimeAndTheOthersWaitForTheirTurn() throws IOException {
        files.attach(List.of(file("1", "x"), file("2", "x"), file("3", "x")));
        tasks.next(); // they are looked at

        assertEquals(
                List.of(State.MOVING, State.MOVING, State.QUEUED),
                parcels().stream().map(parcel -> parcel.state().get()).toList());
        assertEquals(3, files.courier().underWay());
        tasks.all();

        assertEquals(List.of("1", "2", "3"), transfers.begun());
        assertEquals(List.of("1", "2", "3"), names());
    }

    @Test
    void aTransferTellsHowFarItIsHowFastAndHowLong() throws IOException {
        List<String> told = new ArrayList<>();
        List<Double> fractions = new ArrayList<>();
        transfers.onTheWay(transfer -> {
            Parcel parcel = parcels().getFirst();
            transfer.tell(Phase.READING, 50, 100);
            told.add(said(parcel.text().get()));
            transfer.tell(Phase.MOVING, 0, 600L << 20);
            now = now.plusSeconds(2);
            transfer.tell(Phase.MOVING, 60L << 20, 600L << 20);
            told.add(said(parcel.text().get()));
            fractions.add(parcel.fraction().get());
            transfer.tell(Phase.WAITING, 60L << 20, 600L << 20);
            told.add(said(parcel.text().get()));
        });

        attach(file("film.mp4", "x"));

        assertEquals(
                List.of(
                        "Reading the file …",
                        "60.0 MB of 600.0 MB · 30.0 MB/s · about 18 s left",
                        "Waits for the master, then goes on by itself"),
                told);
        assertEquals(List.of(0.1), fractions);
    }

    @Test
    void whileTheMasterIsAwayATransferWaitsAndGoesOnByItself() throws IOException {
        List<State> seen = new ArrayList<>();
        transfers.onTheWay(transfer -> {
            Parcel parcel = parcels().getFirst();
            transfer.tell(Phase.MOVING, 1, 3);
            record.linked.set(false);
            seen.add(parcel.state().get());
            record.linked.set(true);
            transfer.tell(Phase.MOVING, 2, 3);
            seen.add(parcel.state().get());
        });

        attach(file("a", "abc"));

        assertEquals(List.of(State.WAITING, State.MOVING), seen);
        assertEquals(List.of("a"), names());
    }

    @Test
    void whatFailedSaysWhyAndMayBeTriedAgain() throws IOException {
        transfers.fail("a", new StorageException.BadRequest("The file was changed while it was sent."));
        attach(file("a", "x"));

        Parcel failed = parcels().getFirst();
        assertEquals(
                "The file was changed while it was read. Try again when nobody writes to it.",
                said(failed.text().get()));
        assertEquals(State.FAILED, failed.state().get());
        assertEquals(0, files.courier().underWay());
        files.courier().again(failed);
        tasks.all();

        assertEquals(List.of("a"), names());
        assertEquals(List.of(), parcels());
    }

    @Test
    void whoMayNotIsToldSoAndDoesNotTryAgain() throws IOException {
        transfers.fail("a", new StorageException.Forbidden("no"));
        attach(file("a", "x"));
        Parcel refused = parcels().getFirst();

        files.courier().again(refused);
        tasks.all();

        assertEquals(List.of("a"), transfers.begun());
        assertFalse(refused.mayRepeat());
        files.courier().cancel(refused);
        assertEquals(List.of(), parcels());
    }

    @Test
    void whatIsCancelledOnTheWayIsNotAttached() throws IOException {
        transfers.onTheWay(transfer -> files.courier().cancel(parcels().getFirst()));

        attach(file("a", "x"), file("b", "x"));

        assertEquals(List.of(), names());
        assertEquals(List.of(), parcels());
    }

    @Test
    void whatWaitsForItsTurnCanBeCancelledToo() throws IOException {
        files.attach(List.of(file("1", "x"), file("2", "x"), file("3", "x")));
        tasks.next();
        files.courier().cancel(parcels().getLast());
        tasks.all();

        assertEquals(List.of("1", "2"), names());
    }

    @Test
    void eachFileThatCannotBeAttachedSaysWhy() throws IOException {
        Path huge = folder.resolve("huge.iso");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(AttachmentInfo.MAX_SIZE + 1);
        }

        attach(
                Files.createDirectory(folder.resolve("photos")),
                file("empty", ""),
                huge,
                folder.resolve("gone"),
                file("good", "x"));

        assertEquals(
                List.of(
                        "This is a folder. Attach the files in it, or pack them into one file first.",
                        "This file is empty, so there is nothing to attach.",
                        "This file has 2.00 GB; a file may have up to 2 GB.",
                        "This file is not there any more."),
                parcels().stream().map(parcel -> said(parcel.text().get())).toList());
        assertEquals(List.of("good"), names());
    }

    @Test
    void whatWasUnreadableIsLookedAtAgain() throws IOException {
        Path gone = folder.resolve("late");
        files.attach(List.of(gone));
        tasks.all();
        assertFalse(parcels().getFirst().mayRepeat());
        files.courier().cancel(parcels().getFirst());
        attach(file("late", "x"));

        assertEquals(List.of("late"), names());
    }

    @Test
    void allAreStoppedAtOnce() throws IOException {
        files.attach(List.of(file("1", "x"), file("2", "x"), file("3", "x"), file("4", "x")));
        tasks.next();
        files.courier().cancelAll();
        tasks.all();

        assertEquals(List.of(), names());
        assertEquals(List.of(), parcels());
    }

    @Test
    void leavingTheRecordDoesNotStopWhatGoesThere() throws IOException {
        files.attach(List.of(file("a", "x")));
        tasks.next();
        record.open = Optional.of(OTHER);
        files.refresh();
        tasks.all();

        assertEquals("x", text(SHIP, "a"));
        assertEquals(List.of(), names());
        show(SHIP);
        assertEquals(List.of("a"), names());
    }

    @Test
    void aRecordThatIsNotSavedIsSavedFirst() throws IOException {
        RecordId fresh = new RecordId("fresh");
        record.isOnMaster = false;
        show(fresh);
        record.saving = () -> {
            storage.put(fresh, JsonText.object());
            record.isOnMaster = true;
            files.refresh();
        };

        attach(file("a", "x"));

        assertEquals(List.of("a"), names());
        assertEquals("", news());
    }

    @Test
    void whatCannotBeSavedYetGetsItsFilesWhenItIs() throws IOException {
        RecordId fresh = new RecordId("fresh");
        record.isOnMaster = false;
        show(fresh);
        attach(file("a", "x"));
        assertEquals("This record is not saved yet. The file is attached as soon as it is.", news());
        assertEquals(List.of(), transfers.begun());

        storage.put(fresh, JsonText.object());
        record.isOnMaster = true;
        show(fresh);

        assertEquals(List.of("a"), names());
        assertEquals("", news());
    }

    @Test
    void filesOfARecordThatWasLeftUnsavedStayInTheList() throws IOException {
        RecordId fresh = new RecordId("fresh");
        record.isOnMaster = false;
        show(fresh);
        attach(file("a", "x"));
        record.isOnMaster = true;
        show(OTHER);

        Parcel left = parcels().getFirst();
        assertEquals("a", left.shownName());
        assertEquals(
                "Not attached: its record was not saved when another one was opened. Save that record, then try again.",
                said(left.text().get()));
        assertEquals("", news());
        storage.put(fresh, JsonText.object());
        files.courier().again(left);
        tasks.all();

        assertEquals("x", text(fresh, "a"));
        assertEquals(List.of(), storage.allAttachments(OTHER));
        assertEquals(List.of(), parcels());
    }

    @Test
    void aRemovedFileComesBack() {
        record.keepsHistory = true;
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(SHIP);

        files.remove(files.files().getFirst());
        tasks.all();
        assertEquals(List.of(), storage.allAttachments(SHIP));
        assertEquals("Removed: a.", news());
        answer(files.notes().news().get(), "undo");

        assertEquals(List.of("a"), names());
        assertEquals(List.of("a"), storage.allAttachments(SHIP));
    }

    @Test
    void undoingARemovalUndoesNothingElse() {
        record.keepsHistory = true;
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(SHIP);
        files.remove(files.files().getFirst());
        tasks.all();
        storage.putAttachment(SHIP, "b", new Attachment("", new byte[] {2}));

        answer(files.notes().news().get(), "undo");

        assertEquals(List.of("b"), storage.allAttachments(SHIP));
        assertEquals(
                "The record has been changed since a was removed. Bring the file back from the history of the record.",
                news());
    }

    @Test
    void withoutHistoryRemovingAsksFirst() {
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(SHIP);

        files.remove(files.files().getFirst());
        tasks.all();
        answer(files.notes().question().get(), "keep");
        assertEquals(List.of("a"), storage.allAttachments(SHIP));
        files.remove(files.files().getFirst());
        answer(files.notes().question().get(), "remove");

        assertEquals(List.of(), storage.allAttachments(SHIP));
        assertEquals(List.of(), names());
    }

    @Test
    void awayNothingIsDoneAndTheReasonIsTold() throws IOException {
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(SHIP);
        record.linked.set(false);

        attach(file("b", "x"));
        files.remove(files.files().getFirst());
        tasks.all();

        String away = "Not connected. Files can be attached, opened and removed when the master is back.";
        assertEquals(away, said(files.hindrance().getValue()));
        assertEquals(away, news());
        assertEquals(List.of("a"), names());
        assertEquals(List.of("a"), storage.allAttachments(SHIP));
    }

    @Test
    void whoMayOnlyReadChangesNothing() throws IOException {
        record.mayWrite = false;
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(SHIP);

        attach(file("b", "x"));
        files.remove(files.files().getFirst());
        tasks.all();

        assertFalse(files.mayChange());
        assertEquals(List.of("a"), storage.allAttachments(SHIP));
        assertEquals(List.of("a"), names());
    }

    @Test
    void anOldMasterIsNotAskedAndThatIsTold() {
        record.isOffered = false;
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(SHIP);

        assertEquals(List.of(), names());
        assertEquals(
                "This master’s version of Skerry is too old for files.",
                said(files.hindrance().getValue()));
    }
}
