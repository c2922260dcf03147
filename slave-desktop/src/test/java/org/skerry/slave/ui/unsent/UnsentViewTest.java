package org.skerry.slave.ui.unsent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.slave.link.LinkFailure.Door;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.MainView;
import org.skerry.slave.ui.MainViewModel;
import org.skerry.slave.ui.UiDriver;
import org.skerry.slave.ui.attach.TestPlaces;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.entry.FieldKind;
import org.skerry.slave.ui.entry.MemoryDrafts;
import org.skerry.slave.ui.entry.Standing;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.ThemeSwitch;
import org.skerry.slave.ui.work.WorkViewModel;

/** The list of what is on this PC only, with the keyboard and the mouse. */
@Tag("ui")
@Timeout(60)
class UnsentViewTest {

    @TempDir
    Path folder;

    private final FakeMaster master = FakeMaster.joined();
    private WorkViewModel work;
    private UiDriver user;

    @BeforeEach
    void open() {
        UiDriver.start();
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
    }

    private void save(String name) {
        UiDriver.fx(() -> {
            work.entry().create("Person");
            work.entry().editor().form().add("name", FieldKind.TEXT);
            work.entry().editor().form().fields().getFirst().text().set(name);
            work.entry().save();
            return name;
        });
        user.settle();
    }

    private void away() {
        act(() -> master.state(LinkState.OFFLINE));
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

    @Test
    void theBarCountsThemAndLeadsToThem() {
        assertFalse(user.isVisible("status-unsent"));
        away();
        save("Bo");
        save("Chen");
        assertTrue(user.isVisible("status-unsent"));

        user.click("status-unsent");
        user.press(KeyCode.DOWN);
        user.press(KeyCode.ENTER);

        assertEquals(
                "Chen",
                UiDriver.fx(() -> work.entry().heading().get().arguments().getFirst()));
        assertTrue(user.isVisible("panes"));
    }

    @Test
    void theyVanishWhenTheMasterIsBack() {
        away();
        save("Bo");
        user.click("status-unsent");
        act(() -> master.state(LinkState.LINKED));

        assertEquals("Everything is on the master.", text("unsent-none"));
        assertFalse(user.isVisible("status-unsent"));
        assertEquals(1, master.storage().count());
        user.press(KeyCode.ESCAPE);
        assertTrue(user.isVisible("panes"));
    }

    @Test
    void whoeverIsLetInNoMoreKeepsAllAndCanTakeItElsewhere() throws Exception {
        away();
        save("Bo");
        act(() -> master.refuse(Door.REVOKED));
        save("Chen");
        user.click("status-unsent");
        Path file = folder.resolve("left.jsonl");

        act(() -> work.unsent().get().orElseThrow().export(file));

        assertEquals(
                List.of("Bo", "Chen"),
                Files.readAllLines(file).stream()
                        .map(line -> JsonText.read(line).path("name").asString())
                        .toList());
        assertTrue(text("unsent-message").startsWith("2 records were written to "), text("unsent-message"));
        assertEquals(
                List.of("Front office asks for a new code"),
                UiDriver.fx(() -> work.entry().unsent().stream()
                        .map(draft -> (Standing.Refused) draft.standing())
                        .map(standing -> Texts.in(Language.ENGLISH, standing.why()))
                        .distinct()
                        .toList()));
    }

    @Test
    void discardingAsksFirst() {
        away();
        save("Bo");
        user.click("status-unsent");
        user.press(KeyCode.DELETE);
        user.press(KeyCode.ESCAPE);
        assertEquals(1, UiDriver.fx(() -> work.entry().unsent().size()).intValue());

        user.click("unsent-discard");
        user.click("unsent-discard-sure");

        assertEquals(0, UiDriver.fx(() -> work.entry().unsent().size()).intValue());
    }
}
