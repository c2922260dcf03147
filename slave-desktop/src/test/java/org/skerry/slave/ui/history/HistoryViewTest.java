package org.skerry.slave.ui.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.MainView;
import org.skerry.slave.ui.MainViewModel;
import org.skerry.slave.ui.UiDriver;
import org.skerry.slave.ui.attach.TestPlaces;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.entry.MemoryDrafts;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.ThemeSwitch;
import org.skerry.slave.ui.work.WorkViewModel;
import tools.jackson.databind.node.ObjectNode;

/** History and removed records of a real storage, with the keyboard and the mouse. */
@Tag("ui")
@Timeout(120)
class HistoryViewTest {

    private static final RecordId SHIP = new RecordId("ship");

    @TempDir
    Path folder;

    private LocalStorage records;
    private FakeMaster master;
    private WorkViewModel work;
    private UiDriver user;

    @BeforeEach
    void open() {
        UiDriver.start();
        records = LocalStorage.open(folder);
        records.put(SHIP, ship(7));
        records.putAttachment(SHIP, "note", new Attachment("text/plain", "hi".getBytes(StandardCharsets.UTF_8)));
        records.put(SHIP, ship(8));
        records.removeAttachment(SHIP, "note");
        records.put(SHIP, ship(9));
        records.put(new RecordId("gone"), JsonText.object().put("title", "Heron"));
        records.remove(new RecordId("gone"));
        master = FakeMaster.with(records);
        user = UiDriver.show(() -> {
            DesktopSettings settings = new DesktopSettings(SavedSettings.defaults());
            settings.language().set(Language.ENGLISH);
            MainViewModel model = new MainViewModel(
                    (address, pairing, progress) -> master,
                    TestTasks.direct(),
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
            work = model.work().get().orElseThrow();
            return scene;
        });
    }

    @AfterEach
    void close() {
        user.close();
        records.close();
    }

    private static ObjectNode ship(int length) {
        return JsonText.object().put("title", "Seagull").put("length", length);
    }

    private void act(Runnable action) {
        UiDriver.fx(() -> {
            action.run();
            return true;
        });
        user.settle();
    }

    private String text(String id) {
        Label label = user.find(id, Label.class);
        return UiDriver.fx(label::getText);
    }

    private int steps() {
        ListView<?> list = user.find("history-list", ListView.class);
        return UiDriver.fx(() -> list.getItems().size());
    }

    @Test
    void aVersionIsLookedAtAndRestoredByKeysAndThatIsUndone() {
        act(() -> work.entry().open(SHIP));
        user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
        assertEquals(5, steps());
        assertEquals("9", text("history-same-length"));

        for (int i = 0; i < 3; i++) {
            user.press(KeyCode.DOWN);
        }
        assertEquals("7", text("history-then-length"));
        assertEquals("9", text("history-now-length"));
        assertEquals("Seagull", text("history-same-title"));
        assertEquals("There, 1 KB", text("history-then-file-note"));
        assertEquals("(not there)", text("history-now-file-note"));

        user.press(KeyCode.ENTER);
        user.press(KeyCode.ENTER);

        assertEquals(ship(7), records.get(SHIP));
        assertEquals(List.of("note"), records.allAttachments(SHIP));
        assertTrue(user.isVisible("panes"));
        assertEquals(
                "7",
                UiDriver.fx(() ->
                        work.entry().editor().form().fields().get(1).text().get()));
        assertTrue(text("entry-restored-text").startsWith("Restored: Seagull, as of today"));

        user.click("entry-undo-restore");

        assertEquals(ship(9), records.get(SHIP));
        assertEquals(List.of(), records.allAttachments(SHIP));
        assertFalse(user.isVisible("entry-restored"));
        assertEquals(
                "9",
                UiDriver.fx(() ->
                        work.entry().editor().form().fields().get(1).text().get()));
    }

    @Test
    void escapeStepsBackAndChangesNothing() {
        act(() -> work.entry().open(SHIP));
        user.click("entry-history");
        user.press(KeyCode.DOWN);
        user.press(KeyCode.DOWN);
        user.click("history-restore");
        assertTrue(user.isVisible("history-question"));

        user.press(KeyCode.ESCAPE);
        assertFalse(user.isVisible("history-question"));
        user.press(KeyCode.ESCAPE);

        assertTrue(user.isVisible("panes"));
        assertEquals(ship(9), records.get(SHIP));
    }

    @Test
    void whatWasTypedIsGivenUpOnlyAfterAWarning() {
        act(() -> {
            work.entry().open(SHIP);
            work.entry().editor().form().fields().get(1).text().set("99");
        });
        user.click("entry-history");
        user.press(KeyCode.DOWN);
        user.press(KeyCode.DOWN);
        user.click("history-restore");
        assertTrue(text("history-question-text").endsWith("What you typed and did not save is lost."));

        user.click("history-sure");

        assertEquals(ship(8), records.get(SHIP));
        assertFalse(UiDriver.fx(() -> work.entry().isDirty().get()));
        assertEquals(
                "8",
                UiDriver.fx(() ->
                        work.entry().editor().form().fields().get(1).text().get()));
    }

    @Test
    void aRemovedRecordComesBackAndIsOpen() {
        user.click("removed-button");
        assertEquals("Heron", text("history-same-title"));

        user.press(KeyCode.ENTER);

        assertEquals(JsonText.object().put("title", "Heron"), records.get(new RecordId("gone")));
        assertEquals(
                "Heron",
                UiDriver.fx(() -> work.entry().heading().get().arguments().getFirst()));
        assertEquals("Brought back: Heron.", text("entry-restored-text"));
        user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
        assertEquals("Nothing was deleted that can be brought back.", text("removed-message"));
        user.press(KeyCode.ESCAPE);

        user.click("entry-undo-restore");

        assertEquals(
                0,
                records.allDocs(AllDocs.EVERYTHING).rows().stream()
                        .filter(row -> row.id().text().equals("gone"))
                        .count());
        assertTrue(UiDriver.fx(() -> work.entry().record().get().isEmpty()));
    }

    @Test
    void undoingADeletionBringsTheFilesBackToo() {
        records.putAttachment(SHIP, "note", new Attachment("text/plain", "hi".getBytes(StandardCharsets.UTF_8)));
        act(() -> work.entry().open(SHIP));
        user.click("entry-delete");
        assertEquals(
                "A file belongs to this record. It is deleted with it, and comes back with it.",
                text("entry-question-text"));
        user.click("entry-attachments-delete");
        assertEquals(1, removed());

        user.click("entry-undo");

        assertEquals(ship(9), records.get(SHIP));
        assertEquals(List.of("note"), records.allAttachments(SHIP));
    }

    /** How many besides the one from the beginning. */
    private int removed() {
        return records.removedRecords(Optional.empty(), 10).records().size() - 1;
    }

    @Test
    void aMasterThatIsAwaySaysSo() {
        act(() -> work.entry().open(SHIP));
        act(() -> master.state(LinkState.OFFLINE));
        user.click("entry-history");

        assertEquals(
                "Not connected. The history is on the master; look again when it is back.", text("history-failure"));
        act(() -> master.state(LinkState.LINKED));
        user.click("history-again");
        assertEquals(5, steps());
        assertFalse(user.isVisible("history-again"));
        user.press(KeyCode.F5);
        assertEquals(5, steps());
    }

    @Test
    void aNewRecordHasNone() {
        act(() -> work.entry().create("Ship"));

        assertFalse(user.isVisible("entry-history"));
        user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
        assertTrue(user.isVisible("panes"));
    }
}
