package org.skerry.slave.ui.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.slave.admin.FakeAdministration;
import org.skerry.slave.admin.Grant;
import org.skerry.slave.admin.Role;
import org.skerry.slave.ui.MainView;
import org.skerry.slave.ui.MainViewModel;
import org.skerry.slave.ui.UiDriver;
import org.skerry.slave.ui.attach.TestPlaces;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.ThemeSwitch;

/** An admin in front of the window. */
@Tag("ui")
@Timeout(60)
class AdminViewTest {

    private final FakeAdministration site = new FakeAdministration()
            .pc("office", Grant.of(Role.ADMIN), true)
            .pc("kitchen", Grant.of(Role.WRITER), false);
    private final FakeMaster master = FakeMaster.joined();
    private MainViewModel model;
    private UiDriver user;

    @BeforeEach
    void start() {
        UiDriver.start();
    }

    private void open(boolean isAdmin) {
        if (isAdmin) {
            master.administered(site);
        }
        user = UiDriver.show(() -> {
            DesktopSettings settings = new DesktopSettings(SavedSettings.defaults());
            settings.language().set(Language.ENGLISH);
            model = new MainViewModel(
                    (address, pairing, progress) -> master,
                    TestTasks.direct(),
                    settings,
                    Drafts.NONE,
                    TestPlaces.BUILD,
                    InstantSource.system());
            model.connect().address().set("192.168.1.5");
            MainView view = new MainView(model, new Texts(settings.language()));
            ThemeSwitch.follow(settings.theme());
            Scene scene = new Scene(view, 1100, 800);
            ThemeSwitch.style(scene);
            view.install(scene);
            model.connect().connect();
            return scene;
        });
    }

    @AfterEach
    void close() {
        user.close();
    }

    @Test
    void whoIsNoAdminSeesNothingOfIt() {
        open(false);

        assertFalse(user.isVisible("admin-button"));
        user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        assertFalse(user.isVisible("admin"));
    }

    @Test
    void aPcIsAddedAndChangedAndTakenAway() {
        open(true);
        user.click("admin-button");
        assertTrue(user.isVisible("admin"));

        user.click("pcs-add");
        user.click("rights-reader");
        user.click("pcs-code");
        assertEquals("271 828", user.find("pcs-code-digits", Label.class).getText());
        assertEquals("192.168.1.5", user.find("pcs-code-address", Label.class).getText());
        user.click("pcs-code-copy");
        assertEquals(
                "skerry://192.168.1.5:9999/?code=271828",
                UiDriver.fx(() -> Clipboard.getSystemClipboard().getString()));
        site.join("galley");
        UiDriver.fx(() -> {
            model.work().get().orElseThrow().admin().get().orElseThrow().refresh();
            return null;
        });
        user.settle();
        assertEquals("galley", user.find("pcs-name", Label.class).getText());
        assertEquals(
                "galley has joined: may read.",
                user.find("admin-done", Label.class).getText());

        user.click("rights-admin");
        assertFalse(user.isVisible("rights-hidden"));
        user.click("pcs-save");
        user.click("pcs-revoke");
        user.click("admin-no");
        user.click("pcs-revoke");
        user.click("admin-yes");

        assertEquals(
                List.of("pair {\"role\":\"reader\"}", "grant KEY0002 {\"role\":\"admin\"}", "revoke KEY0002"),
                site.told());
        assertEquals(
                "galley is let in no more.",
                user.find("admin-done", Label.class).getText());
        user.click("pcs-revoked");
        user.press(KeyCode.ESCAPE);
        assertFalse(user.isVisible("admin"));
        assertTrue(user.isVisible("panes"));
    }

    @Test
    void itAllGoesWithTheKeyboardAlone() {
        site.person("Ana", Grant.of(Role.ADMIN));
        open(true);
        user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        user.settle();
        assertEquals("pcs-list", user.focus());

        user.press(KeyCode.DOWN);
        user.press(KeyCode.DOWN);
        assertEquals("kitchen", user.find("pcs-name", Label.class).getText());
        tabTo("rights-writer");
        user.press(KeyCode.UP);
        assertEquals("rights-reader", user.focus());
        tabTo("pcs-save");
        user.press(KeyCode.ENTER);
        tabTo("pcs-revoke");
        user.press(KeyCode.ENTER);
        user.settle();
        assertEquals("admin-no", user.focus());
        user.press(KeyCode.ESCAPE);
        assertFalse(user.isVisible("admin-question"));
        assertEquals("pcs-list", user.focus());
        assertTrue(user.isVisible("admin"));

        assertEquals(List.of("grant KEY0001 {\"role\":\"reader\"}"), site.told());
    }

    @Test
    void peopleAreAddedAndRemoved() {
        site.person("Ana", Grant.of(Role.ADMIN));
        open(true);
        user.click("admin-button");
        user.click("admin-people");
        user.click("people-add");
        assertEquals("people-name-field", user.focus());
        user.type("李伟");
        user.click("people-pin");
        user.click("people-save-new");
        assertEquals("314159", user.find("people-pin-digits", Label.class).getText());
        assertEquals("李伟", user.find("people-name", Label.class).getText());

        tabTo("people-secret");
        user.type("ignored");
        user.click("people-toggle");
        tabTo("people-remove");
        user.press(KeyCode.ENTER);
        user.click("admin-yes");

        assertEquals(List.of("add 李伟 PIN {\"role\":\"writer\"}", "disable 李伟", "remove 李伟"), site.told());
    }

    private void tabTo(String id) {
        for (int i = 0; i < 40 && !user.focus().equals(id); i++) {
            user.press(KeyCode.TAB);
        }
        assertEquals(id, user.focus());
    }
}
