package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Signature;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.attach.Parcel.State;

/** Files of the same name: nothing is replaced unasked. */
class SameNameTest extends AttachmentsScene {

    @Test
    void aFileOfTheSameNameIsReplacedOnlyAfterAQuestion() throws IOException {
        storage.putAttachment(SHIP, "scan.pdf", new Attachment("", new byte[] {1}));
        show(SHIP);

        attach(file("scan.pdf", "new"));
        assertArrayEquals(
                new byte[] {1},
                storage.getAttachment(SHIP, "scan.pdf", ByteRange.ALL).bytes());
        assertEquals(
                "There is a file called scan.pdf already.",
                said(files.notes().question().get().orElseThrow().text()));
        answer(files.notes().question().get(), "replace");

        assertEquals("new", text(SHIP, "scan.pdf"));
        assertTrue(files.notes().question().get().isEmpty());
    }

    @Test
    void bothAreKeptOrItIsLeftOut() throws IOException {
        storage.putAttachment(SHIP, "scan.pdf", new Attachment("", new byte[] {1}));
        storage.putAttachment(SHIP, "scan (2).pdf", new Attachment("", new byte[] {2}));
        show(SHIP);
        Path scan = file("scan.pdf", "new");

        attach(scan);
        answer(files.notes().question().get(), "skip");
        attach(scan);
        answer(files.notes().question().get(), "both");

        assertEquals(List.of("scan (2).pdf", "scan (3).pdf", "scan.pdf"), names());
        assertEquals("new", text(SHIP, "scan (3).pdf"));
    }

    @Test
    void whatSomebodyElseAttachedMeanwhileIsNotOverwritten() throws IOException {
        Attachment theirs = new Attachment("", new byte[] {1});
        transfers.onTheWay(transfer -> {
            transfers.onTheWay(then -> {});
            storage.putAttachment(SHIP, "scan.pdf", theirs);
        });

        attach(file("scan.pdf", "mine"));

        assertEquals(theirs, storage.getAttachment(SHIP, "scan.pdf", ByteRange.ALL));
        assertEquals(List.of(), parcels());
        assertEquals(
                "There is a file called scan.pdf already.",
                said(files.notes().question().get().orElseThrow().text()));
        answer(files.notes().question().get(), "both");
        assertEquals("mine", text(SHIP, "scan (2).pdf"));
    }

    @Test
    void anotherReplacementThanTheOneAskedAboutIsAskedAboutAgain() throws IOException {
        storage.putAttachment(SHIP, "scan.pdf", new Attachment("", new byte[] {1}));
        attach(file("scan.pdf", "mine"));
        Attachment theirs = new Attachment("", new byte[] {2});
        storage.putAttachment(SHIP, "scan.pdf", theirs);

        answer(files.notes().question().get(), "replace");

        assertEquals(theirs, storage.getAttachment(SHIP, "scan.pdf", ByteRange.ALL));
        answer(files.notes().question().get(), "replace");
        assertEquals("mine", text(SHIP, "scan.pdf"));
    }

    @Test
    void bothAreKeptUnderANameThatIsFreeByThen() throws IOException {
        storage.putAttachment(SHIP, "scan.pdf", new Attachment("", new byte[] {1}));
        attach(file("scan.pdf", "mine"));
        Attachment theirs = new Attachment("", new byte[] {2});
        storage.putAttachment(SHIP, "scan (2).pdf", theirs);

        answer(files.notes().question().get(), "both");

        assertEquals(theirs, storage.getAttachment(SHIP, "scan (2).pdf", ByteRange.ALL));
        assertEquals("mine", text(SHIP, "scan (3).pdf"));
    }

    @Test
    void aConflictThatIsNoOthersFileIsLeftToTheUser() throws IOException {
        transfers.fail("a", new StorageException.Conflict("begun again elsewhere"));
        attach(file("a", "x"));

        assertEquals(State.FAILED, parcels().getFirst().state().get());
        assertEquals(
                "Somebody else changed the files of this record meanwhile. Try again.",
                said(parcels().getFirst().text().get()));
        files.courier().again(parcels().getFirst());
        tasks.all();
        assertEquals(List.of("a"), names());
    }

    @Test
    void aReplacementThatNobodyHasSeenIsNotRemoved() {
        record.keepsHistory = true;
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(SHIP);
        AttachedFile seen = files.files().getFirst();
        Attachment theirs = new Attachment("", new byte[] {2});
        storage.putAttachment(SHIP, "a", theirs);

        files.remove(seen);
        tasks.all();

        assertEquals(theirs, storage.getAttachment(SHIP, "a", ByteRange.ALL));
        assertEquals(
                "a was replaced or removed by somebody else meanwhile, so nothing was removed now. Look at it first.",
                news());
        assertEquals(
                Signature.of(theirs.bytes()), files.files().getFirst().info().sha256());
    }

    @Test
    void whatReplacesAFileThatIsOnItsWayComesInItsPlace() throws IOException {
        Path first = file("scan.pdf", "first");
        Path second =
                Files.writeString(Files.createDirectory(folder.resolve("later")).resolve("scan.pdf"), "second");
        files.attach(List.of(first));
        tasks.next(); // it is looked at, and begins
        files.attach(List.of(second));
        List<State> seen = new ArrayList<>();
        transfers.onTheWay(transfer -> {
            transfers.onTheWay(then -> {});
            tasks.next(); // the second one is looked at while the first one moves
            answerWithoutWork("replace");
            parcels().forEach(parcel -> seen.add(parcel.state().get()));
        });
        tasks.all();

        assertEquals(List.of(State.QUEUED), seen, "it waits for the end of the first one");
        assertEquals("second", text(SHIP, "scan.pdf"));
        assertEquals(List.of("scan.pdf"), names());
        assertEquals(List.of(), parcels());
        assertEquals(List.of("scan.pdf", "scan.pdf"), transfers.begun());
    }

    @Test
    void tryingAgainReplacesNothingUnaskedEither() throws IOException {
        transfers.fail("a", new StorageException.Full("full"));
        attach(file("a", "mine"));
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(OTHER);

        files.courier().again(parcels().getFirst());
        tasks.all();
        assertArrayEquals(
                new byte[] {1}, storage.getAttachment(SHIP, "a", ByteRange.ALL).bytes());
        answer(files.notes().question().get(), "both");

        assertEquals("mine", text(SHIP, "a (2)"));
    }
}
