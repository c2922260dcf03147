package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ByteRange;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.protocol.transfer.TransferProgress.Phase;
import org.skerry.slave.ui.attach.Parcel.Direction;
import org.skerry.slave.ui.attach.Parcel.State;
import org.skerry.slave.ui.entry.Note;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

class AttachmentsViewModelTest {

    private static final RecordId SHIP = new RecordId("ship");
    private static final byte[] PDF = "%PDF".getBytes(StandardCharsets.US_ASCII);
    private static final RecordId OTHER = new RecordId("other");

    @TempDir
    private Path folder;

    private final TestTasks tasks = new TestTasks();
    private final FakeRecord record = new FakeRecord();
    private final List<Path> opened = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-28T10:00:00Z");
    private Storage storage;
    private HeldTransfers transfers;
    private AttachmentsViewModel files;

    @BeforeEach
    void open() throws IOException {
        storage = LocalStorage.open(Files.createDirectory(folder.resolve("data")));
        storage.put(SHIP, JsonText.object().put("title", "Seagull"));
        storage.put(OTHER, JsonText.object().put("title", "Heron"));
        transfers = new HeldTransfers(storage);
        files = new AttachmentsViewModel(
                storage, transfers, tasks.tasks(), clock(), opened::add, FilePlaces.in(folder), record);
        show(SHIP);
    }

    @AfterEach
    void close() {
        files.finish();
        storage.close();
    }

    private InstantSource clock() {
        return () -> now;
    }

    private void show(RecordId id) {
        record.open = Optional.of(id);
        files.refresh();
        tasks.all();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void attach(Path... chosen) {
        files.attach(List.of(chosen));
        tasks.all();
    }

    private List<String> names() {
        return files.files().stream().map(AttachedFile::name).toList();
    }

    private List<Parcel> parcels() {
        return files.courier().parcels();
    }

    private String text(RecordId id, String name) {
        return new String(storage.getAttachment(id, name, ByteRange.ALL).bytes(), StandardCharsets.UTF_8);
    }

    private static String said(Sentence sentence) {
        return Texts.in(Language.ENGLISH, sentence);
    }

    private void answer(Optional<Note> note, String id) {
        note.orElseThrow().answers().stream()
                .filter(answer -> answer.id().equals("attach-" + id))
                .findFirst()
                .orElseThrow()
                .action()
                .run();
        tasks.all();
    }

    private String news() {
        return files.notes().news().get().map(note -> said(note.text())).orElse("");
    }

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
    void aCopyIsOpenedUnderASafeNameOnceFetched() throws IOException {
        storage.putAttachment(SHIP, "../a/plan.pdf", new Attachment("", PDF));
        show(SHIP);

        files.open(files.files().getFirst());
        tasks.all();
        files.open(files.files().getFirst());
        tasks.all();

        assertEquals(List.of("../a/plan.pdf"), transfers.begun());
        assertEquals(
                List.of("_a_plan.pdf", "_a_plan.pdf"),
                opened.stream().map(file -> file.getFileName().toString()).toList());
        assertArrayEquals(PDF, Files.readAllBytes(opened.getFirst()));
        assertEquals(List.of(), parcels());
        assertTrue(opened.getFirst().startsWith(folder.resolve("copies")));
        files.finish();
        assertFalse(Files.exists(opened.getFirst()));
    }

    @Test
    void whatIsBeingSavedCanBeOpenedMeanwhile() {
        storage.putAttachment(SHIP, "plan.pdf", new Attachment("", PDF));
        show(SHIP);
        AttachedFile plan = files.files().getFirst();

        files.save(plan, folder.resolve("kept.pdf"));
        files.open(plan);
        tasks.all();

        assertEquals(1, opened.size());
        assertTrue(Files.exists(folder.resolve("kept.pdf")));
    }

    @Test
    void whatACrashLeftIsDeletedAtTheNextStart() throws IOException {
        storage.putAttachment(SHIP, "plan.pdf", new Attachment("", PDF));
        show(SHIP);
        files.open(files.files().getFirst());
        tasks.all();
        assertTrue(Files.exists(opened.getFirst()));

        FilePlaces.in(folder).clear();

        assertFalse(Files.exists(folder.resolve("copies")));
    }

    @Test
    void afterTheEndNoCopyIsMade() {
        storage.putAttachment(SHIP, "plan.pdf", new Attachment("", PDF));
        show(SHIP);
        files.finish();

        files.open(files.files().getFirst());
        tasks.all();

        assertEquals(List.of(), opened);
        assertFalse(Files.exists(folder.resolve("copies")));
    }

    @Test
    void whatIsNotWhatItsNameSaysIsNotOpened() {
        storage.putAttachment(SHIP, "a.txt", new Attachment("", "<html><script>".getBytes(StandardCharsets.UTF_8)));
        show(SHIP);
        List<AttachedFile> wanted = new ArrayList<>();
        files.onSaveWanted(wanted::add);

        files.open(files.files().getFirst());
        tasks.all();
        assertTrue(news().startsWith("What is in this file is not what its name says"), news());
        answer(files.notes().news().get(), "save");

        assertEquals(List.of(), opened);
        assertEquals(files.files(), wanted);
    }

    @Test
    void aCopyIsKnownByTheContentThatCame() throws IOException {
        Attachment first = new Attachment("", PDF);
        storage.putAttachment(SHIP, "a.pdf", first);
        show(SHIP);
        storage.putAttachment(
                SHIP, "a.pdf", new Attachment("", "%PDF 2".getBytes(StandardCharsets.US_ASCII))); // not listed yet
        files.open(files.files().getFirst());
        tasks.all();
        storage.putAttachment(SHIP, "a.pdf", first);

        files.open(files.files().getFirst());
        tasks.all();

        assertArrayEquals("%PDF 2".getBytes(StandardCharsets.US_ASCII), Files.readAllBytes(opened.getFirst()));
        assertArrayEquals(PDF, Files.readAllBytes(opened.getLast()));
    }

    @Test
    void twoFilesSavedToOnePlaceDoNotReplaceEachOther() throws IOException {
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        storage.putAttachment(SHIP, "b", new Attachment("", new byte[] {2}));
        show(SHIP);
        Path target = folder.resolve("kept");

        files.save(files.files().getFirst(), target);
        files.save(files.files().getLast(), target);
        assertEquals(
                "This file is being saved there already.",
                said(parcels().getLast().text().get()));
        tasks.all();
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(target));
        files.save(files.files().getLast(), target); // the user was asked and agreed
        tasks.all();

        assertArrayEquals(new byte[] {2}, Files.readAllBytes(target));
    }

    @Test
    void whatWasSavedThereByAnotherProgramMeanwhileStays() throws IOException {
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(SHIP);
        Path target = folder.resolve("kept");
        files.save(files.files().getFirst(), target);
        Files.writeString(target, "theirs");
        tasks.all();

        assertEquals("theirs", Files.readString(target));
        assertEquals(
                "Something else was saved under this name meanwhile. Choose another name.",
                said(parcels().getFirst().text().get()));
        assertFalse(parcels().getFirst().mayRepeat());
    }

    @Test
    void aProgramIsNotOpenedButMayBeSaved() throws IOException {
        storage.putAttachment(SHIP, "invoice.pdf\u202e.exe ", new Attachment("", new byte[] {7}));
        show(SHIP);
        List<AttachedFile> wanted = new ArrayList<>();
        files.onSaveWanted(wanted::add);
        AttachedFile program = files.files().getFirst();

        files.open(program);
        tasks.all();
        assertTrue(news().startsWith("This is a program or a script"), news());
        answer(files.notes().news().get(), "save");
        assertEquals(List.of(program), wanted);
        Path target = folder.resolve("kept.exe");
        files.save(program, target);
        tasks.all();

        assertEquals(List.of(), opened);
        assertArrayEquals(new byte[] {7}, Files.readAllBytes(target));
        assertEquals("Saved: " + target, said(parcels().getFirst().text().get()));
        now = now.plusSeconds(60);
        files.tick();
        assertEquals(List.of(), parcels());
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

    @Test
    void leavingWithFilesOnTheirWayAsksOnce() throws IOException {
        List<String> left = new ArrayList<>();
        files.depart(() -> left.add("at once"));
        files.attach(List.of(file("a", "x")));
        tasks.next();

        files.depart(() -> left.add("too early"));
        assertTrue(said(files.notes().question().get().orElseThrow().text()).startsWith("A file is on the way."));
        answerWithoutWork("stay");
        files.depart(() -> left.add("asked"));
        answerWithoutWork("leave");

        assertEquals(List.of("at once", "asked"), left);
    }

    @Test
    void aQuestionWaitsForTheOneBeforeIt() throws IOException {
        List<String> left = new ArrayList<>();
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(SHIP);
        attach(file("a", "mine"));
        files.remove(files.files().getFirst());
        assertEquals("attach-keep", firstAnswer());

        files.depart(() -> left.add("too early"));
        assertEquals("attach-stay", firstAnswer());
        answer(files.notes().question().get(), "stay");
        assertEquals("attach-keep", firstAnswer());
        answer(files.notes().question().get(), "keep");
        answer(files.notes().question().get(), "both");

        assertEquals(List.of(), left);
        assertEquals("mine", text(SHIP, "a (2)"));
        assertTrue(files.notes().question().get().isEmpty());
    }

    @Test
    void leavingWithAFileThatNobodyDecidedAboutAsks() throws IOException {
        List<String> left = new ArrayList<>();
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        attach(file("a", "mine"));

        files.depart(() -> left.add("too early"));
        assertTrue(said(files.notes().question().get().orElseThrow().text()).startsWith("A file is not attached yet"));
        assertEquals(List.of(), left);
        files.depart(() -> left.add("insisted"));

        assertEquals(List.of("insisted"), left);
    }

    @Test
    void leavingWhileAFileIsLookedAtAsks() throws IOException {
        List<String> left = new ArrayList<>();
        files.attach(List.of(file("a", "x")));

        files.depart(() -> left.add("too early"));
        assertEquals("attach-stay", firstAnswer());
        answer(files.notes().question().get(), "stay");
        assertEquals(List.of("a"), names());
        files.depart(() -> left.add("when it was there"));

        assertEquals(List.of("when it was there"), left);
    }

    @Test
    void leavingWithAFileThatWaitsForItsRecordAsks() throws IOException {
        List<String> left = new ArrayList<>();
        record.isOnMaster = false;
        show(new RecordId("fresh"));
        attach(file("a", "x"));

        files.depart(() -> left.add("too early"));

        assertEquals("attach-stay", firstAnswer());
        assertEquals(List.of(), left);
    }

    private String firstAnswer() {
        return files.notes().question().get().orElseThrow().answers().getFirst().id();
    }

    private void answerWithoutWork(String id) {
        files.notes().question().get().orElseThrow().answers().stream()
                .filter(answer -> answer.id().equals("attach-" + id))
                .forEach(answer -> answer.action().run());
    }
}
