package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.PickResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ByteRange;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.local.LocalStorage;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.TransferProgress.Phase;
import org.skerry.protocol.transfer.Transfers;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.MainView;
import org.skerry.slave.ui.MainViewModel;
import org.skerry.slave.ui.UiDriver;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.connect.StorageTransfers;
import org.skerry.slave.ui.entry.FieldKind;
import org.skerry.slave.ui.entry.MemoryDrafts;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.ThemeSwitch;
import org.skerry.slave.ui.work.WorkViewModel;

/** Files of records of a real storage, with the keyboard and the mouse, while other threads work. */
@Tag("ui")
@Timeout(120)
class AttachmentsViewTest {

    private static final RecordId SHIP = new RecordId("ship");

    private final Gate gate = new Gate();

    @TempDir
    private Path folder;

    private LocalStorage records;
    private FakeMaster master;
    private MainViewModel model;
    private WorkViewModel work;
    private UiDriver user;

    /** Keeps files of that name on their way until it is opened, or they are cancelled. */
    private static final class Gate {
        private final CountDownLatch opened = new CountDownLatch(1);

        void pass(String name, Transfer transfer) {
            if (name.startsWith("slow")) {
                transfer.tell(Phase.MOVING, 1 << 20, 4 << 20);
                try {
                    while (!opened.await(10, TimeUnit.MILLISECONDS)) {
                        transfer.checkWanted();
                    }
                } catch (InterruptedException givenUp) {
                    Thread.currentThread().interrupt();
                    transfer.checkWanted();
                }
            }
        }
    }

    private record GatedTransfers(Transfers done, Gate gate) implements Transfers {
        @Override
        public AttachmentInfo put(
                Path file, RecordId id, String name, String type, ExpectedAttachment expected, Transfer transfer) {
            gate.pass(name, transfer);
            return done.put(file, id, name, type, expected, transfer);
        }

        @Override
        public AttachmentInfo get(RecordId id, String name, Path target, Transfer transfer) {
            gate.pass(name, transfer);
            return done.get(id, name, target, transfer);
        }

        @Override
        public AttachmentInfo getNew(RecordId id, String name, Path target, Transfer transfer) {
            gate.pass(name, transfer);
            return done.getNew(id, name, target, transfer);
        }
    }

    @BeforeEach
    void open() throws IOException {
        UiDriver.start();
        records = LocalStorage.open(Files.createDirectory(folder.resolve("data")));
        records.put(SHIP, JsonText.object().put("title", "Seagull"));
        master = FakeMaster.with(records).transferring(new GatedTransfers(new StorageTransfers(records), gate));
        show();
    }

    private void show() {
        user = UiDriver.show(() -> {
            DesktopSettings settings = new DesktopSettings(SavedSettings.defaults());
            settings.language().set(Language.ENGLISH);
            model = new MainViewModel(
                    (address, pairing, progress) -> master,
                    UiTasks.onVirtualThreads(Platform::runLater, failure -> {
                        throw new AssertionError(failure);
                    }),
                    settings,
                    new MemoryDrafts(),
                    TestPlaces.BUILD,
                    InstantSource.system());
            MainView view = new MainView(model, new Texts(settings.language()));
            ThemeSwitch.follow(settings.theme());
            Scene scene = new Scene(view, 1100, 800);
            ThemeSwitch.style(scene);
            view.install(scene);
            model.connect().address().set("192.168.1.5");
            model.connect().connect();
            return scene;
        });
        user.settleUntil("it is joined", () -> model.work().get().isPresent());
        work = model.work().get().orElseThrow();
    }

    @AfterEach
    void close() {
        gate.opened.countDown();
        user.close();
        work.finish();
        records.close();
    }

    private void act(Runnable action) {
        UiDriver.fx(() -> {
            action.run();
            return true;
        });
        user.settle();
    }

    private void openShip() {
        act(() -> work.entry().open(SHIP));
        user.settleUntil("the record is open", () -> user.isVisible("entry-files"));
        user.settleUntil("its files are told", () -> text("entry-files").equals(String.valueOf(stored().size())));
    }

    private List<String> stored() {
        return records.allAttachments(SHIP);
    }

    private void store(String name, String content) {
        records.putAttachment(SHIP, name, new Attachment("", content.getBytes(StandardCharsets.UTF_8)));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private String text(String id) {
        return UiDriver.fx(
                () -> user.isVisible(id) ? ((Labeled) user.stage().getScene().lookup("#" + id)).getText() : "");
    }

    private void drop(Path... files) {
        act(() -> FileSituations.drop((FileDrop) user.stage().getScene().lookup("#files-drop"), files));
    }

    @Test
    void droppedFilesAreAttachedAndListed() throws IOException {
        openShip();
        assertEquals("0", text("entry-files"));
        assertEquals("No files yet. Drop some here, or paste a picture (Ctrl+V).", text("files-none"));
        act(() -> FileSituations.drag(user.stage().getScene().getRoot(), 2));
        assertEquals("Drop the 2 files here to attach them to this record", text("files-drop"));

        act(() -> exit(user.stage().getScene().lookup("#files-drop").getParent()));
        assertFalse(user.isVisible("files-drop"));

        drop(file("a.txt", "hello"), file("b.pdf", "x"));

        assertFalse(user.isVisible("files-drop"));
        user.settleUntil("both are there", () -> text("entry-files").equals("2"));
        user.settleUntil("their lines are laid out", () -> user.isVisible("file-0-name"));
        assertEquals(List.of("a.txt", "b.pdf"), stored());
        assertEquals("a.txt", text("file-0-name"));
        assertEquals("Text · 5 bytes", text("file-0-what"));
        assertFalse(user.isVisible("files-way"));
    }

    /** What was dragged over it goes elsewhere. */
    private static void exit(Node record) {
        PickResult pick = new PickResult(record, 0, 0);
        Event.fireEvent(record, new DragEvent(DragEvent.DRAG_EXITED_TARGET, null, 0, 0, 0, 0, null, null, null, pick));
    }

    @Test
    void aFileIsLookedAtAndRemovedAndBroughtBackByKeys() {
        store("a.txt", "hello");
        store("b.txt", "world");
        openShip();
        user.click("entry-files");
        assertEquals("file-0", user.focus());
        user.press(KeyCode.DOWN);
        assertEquals("file-1", user.focus());

        user.press(KeyCode.ENTER);
        assertEquals("world", shownText());
        user.press(KeyCode.RIGHT);
        assertEquals("hello", shownText());
        user.press(KeyCode.ESCAPE);
        assertTrue(user.isVisible("panes"));
        assertEquals("file-0", user.focus());

        user.press(KeyCode.DELETE);
        user.settleUntil("it is removed", () -> text("entry-files").equals("1"));
        assertEquals(List.of("b.txt"), stored());
        assertEquals("Removed: a.txt.", text("files-news-text"));
        user.click("attach-undo");

        user.settleUntil("it is back", () -> text("entry-files").equals("2"));
        assertEquals(List.of("a.txt", "b.txt"), stored());
        user.click("entry-files");
        user.press(KeyCode.DELETE);
        user.settleUntil("it is removed again", () -> text("entry-files").equals("1"));
        user.press(KeyCode.CONTROL, KeyCode.Z);
        user.settleUntil("it is back again", () -> text("entry-files").equals("2"));
        assertTrue(UiDriver.fx(() -> work.entry().record().get().isPresent()));
    }

    private String shownText() {
        TextArea area = user.find("preview-text", TextArea.class);
        return UiDriver.fx(area::getText);
    }

    @Test
    void aPictureIsShownInTheWindow() {
        records.putAttachment(SHIP, "a.png", new Attachment("", Pictures.island("png", 60, 40)));
        openShip();
        act(() -> work.files().show(work.files().files().getFirst()));

        user.settleUntil("it is shown", () -> user.isVisible("preview-picture"));
        user.click("preview-close");

        assertTrue(user.isVisible("panes"));
    }

    @Test
    void aTransferIsShownAndStoppedAndTheRecordCanBeLeftMeanwhile() throws IOException {
        openShip();
        drop(file("slow.bin", "x"), file("fast.txt", "y"));
        user.settleUntil("one is there", () -> text("entry-files").equals("1"));
        assertEquals("slow.bin", text("parcel-0-name"));
        assertEquals("1.0 MB of 4.0 MB", text("parcel-0-text"));
        act(() -> work.entry().close());
        user.settle();
        assertTrue(user.isVisible("parcel-0-bar"));

        user.click("parcel-0-stop");
        user.settleUntil("nothing is on its way", () -> !user.isVisible("files-way"));

        assertEquals(List.of("fast.txt"), stored());
    }

    @Test
    void closingTheWindowWithFilesOnTheirWayAsksOnce() throws IOException {
        boolean[] isLeft = new boolean[1];
        openShip();
        drop(file("slow.bin", "x"));
        user.settleUntil("it moves", () -> text("parcel-0-text").equals("1.0 MB of 4.0 MB"));

        act(() -> model.whenNothingIsUnsaved(() -> isLeft[0] = true));
        assertFalse(isLeft[0]);
        assertTrue(text("files-question-text").startsWith("A file is on the way."));
        assertEquals("attach-stay", user.focus());
        user.press(KeyCode.ENTER);
        assertFalse(user.isVisible("files-question"));
        act(() -> model.whenNothingIsUnsaved(() -> isLeft[0] = true));
        act(() -> model.whenNothingIsUnsaved(() -> isLeft[0] = true));

        assertTrue(isLeft[0]);
        gate.opened.countDown();
        user.settleUntil("it is there", () -> stored().equals(List.of("slow.bin")));
    }

    @Test
    void filesAndPicturesInTheClipboardAreAttachedUnlessATextWantsThem() throws IOException {
        openShip();
        user.click("field-title");
        copy(content -> content.putString("!"));
        user.press(KeyCode.CONTROL, KeyCode.V);
        assertEquals(List.of(), stored());

        user.click("entry-files");
        Path file = file("c.txt", "c");
        copy(content -> content.putFiles(List.of(file.toFile())));
        user.press(KeyCode.CONTROL, KeyCode.V);
        user.settleUntil("the file is there", () -> text("entry-files").equals("1"));
        copy(content -> content.putImage(new Image(new ByteArrayInputStream(Pictures.island("png", 20, 10)))));
        user.press(KeyCode.CONTROL, KeyCode.V);
        user.settleUntil("the picture is there", () -> text("entry-files").equals("2"));

        String picture = stored().getFirst();
        assertTrue(picture.matches("Picture \\d{4}-\\d\\d-\\d\\d \\d\\d\\.\\d\\d\\.\\d\\d\\.png"), picture);
        byte[] png = records.getAttachment(SHIP, picture, ByteRange.ALL).bytes();
        assertEquals(20, new Image(new ByteArrayInputStream(png)).getWidth());
    }

    private interface Filling {
        void fill(ClipboardContent content);
    }

    private void copy(Filling filling) {
        act(() -> {
            ClipboardContent content = new ClipboardContent();
            filling.fill(content);
            Clipboard.getSystemClipboard().setContent(content);
        });
    }

    @Test
    void aNewRecordIsSavedWithItsFiles() throws IOException {
        act(() -> work.entry().create(""));
        user.settleUntil("it can be typed", () -> user.isVisible("field-add-name"));
        drop(file("a.txt", "x"));
        assertTrue(text("files-news-text").startsWith("This record is not saved yet. The file is attached as soon"));
        act(() -> work.entry().editor().form().add("name", FieldKind.TEXT));
        act(() -> work.entry().editor().form().fields().getFirst().text().set("Heron"));
        user.press(KeyCode.CONTROL, KeyCode.S);

        user.settleUntil("the file is there", () -> text("entry-files").equals("1"));
        Optional<RecordId> saved = UiDriver.fx(() -> work.entry().record().get());
        assertEquals(List.of("a.txt"), records.allAttachments(saved.orElseThrow()));
        assertFalse(user.isVisible("files-news"));
    }

    @Test
    void awayEverythingThatNeedsTheMasterIsDisabledAndSaysWhy() {
        store("a.txt", "x");
        openShip();
        act(() -> master.state(LinkState.OFFLINE));
        user.settle();

        assertEquals(
                "Not connected. Files can be attached, opened and removed when the master is back.", text("files-why"));
        assertEquals(
                List.of(true, true, true, true),
                List.of("files-attach", "file-0-open", "file-0-save", "file-0-remove").stream()
                        .map(id -> UiDriver.fx(
                                () -> user.stage().getScene().lookup("#" + id).isDisabled()))
                        .toList());
        act(() -> master.state(LinkState.LINKED));
        user.settleUntil("it can be attached again", () -> !user.isVisible("files-why"));
        assertFalse(UiDriver.fx(() -> user.find("files-attach", Button.class).isDisabled()));
    }

    @Test
    void whoMayOnlyReadSeesNoButtonsThatChange() {
        master.forReaders();
        store("a.txt", "x");
        user.close();
        show();
        openShip();

        List<String> buttons = UiDriver.fx(() -> user.stage().getScene().getRoot().lookupAll(".button").stream()
                .filter(Node::isVisible)
                .map(button -> String.valueOf(button.getId()))
                .filter(id -> id.startsWith("file"))
                .sorted()
                .toList());
        assertEquals(List.of("file-0", "file-0-open", "file-0-save"), buttons);
    }
}
