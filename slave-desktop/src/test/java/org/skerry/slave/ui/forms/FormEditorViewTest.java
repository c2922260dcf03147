package org.skerry.slave.ui.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
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
import org.skerry.slave.ui.work.WorkView;
import org.skerry.slave.ui.work.WorkViewModel;
import tools.jackson.databind.node.ObjectNode;

/** Forms with the keyboard alone. */
@Tag("ui")
@Timeout(60)
class FormEditorViewTest {

    private static final RecordId FORM = new RecordId("form/Boat");

    private final FakeMaster master = FakeMaster.joined();
    private WorkViewModel model;
    private UiDriver user;

    @BeforeEach
    void open() {
        master.storage().put(FORM, record("""
                {"portal_type":"Form","for":"Boat","schema":{"properties":{"name":{"type":"string"},
                "rig":{"enum":["sloop","ketch"]},"port":{"type":"string","x-reference":"Port"}}}}"""));
        master.storage().put(new RecordId("boat"), record("{\"portal_type\":\"Boat\",\"name\":\"Seagull\"}"));
        master.storage().put(new RecordId("p1"), record("{\"portal_type\":\"Port\",\"name\":\"Marseille\"}"));
        master.storage().put(new RecordId("p2"), record("{\"portal_type\":\"Port\",\"name\":\"Le Havre\"}"));
        UiDriver.start();
        user = UiDriver.show(() -> {
            DesktopSettings settings = new DesktopSettings(SavedSettings.defaults());
            settings.language().set(Language.ENGLISH);
            model = new WorkViewModel(
                    master, TestTasks.direct(), settings, Drafts.NONE, TestPlaces.BUILD, InstantSource.system());
            model.entry().open(new RecordId("boat"));
            WorkView view = new WorkView(model, new Texts(settings.language()));
            ThemeSwitch.follow(settings.theme());
            Scene scene = new Scene(view, 1100, 800);
            ThemeSwitch.style(scene);
            view.install(scene);
            return scene;
        });
    }

    @AfterEach
    void close() {
        user.close();
    }

    @Test
    void whoMayNotChangeFormsIsNotOfferedIt() {
        assertTrue(user.isVisible("form-edit"));
        user.close();
        master.withFormsOfOthers();
        open();

        assertFalse(user.isVisible("form-edit"));
        user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        user.settle();
        assertFalse(user.isVisible("form-editor"));
    }

    @Test
    void aFormIsChangedSavedAndLeftWithTheKeyboardAlone() {
        user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        user.settle();
        assertEquals("form-fields", user.focus());

        user.press(KeyCode.ALT, KeyCode.DOWN);
        user.press(KeyCode.DOWN);
        user.press(KeyCode.DELETE);
        user.settle();
        user.press(KeyCode.TAB);
        user.settle();
        assertEquals("form-field-name", user.focus());
        user.press(KeyCode.CONTROL, KeyCode.A);
        user.type("title");
        user.press(KeyCode.CONTROL, KeyCode.S);

        assertEquals(
                List.of("rig", "title"),
                List.copyOf(master.storage()
                        .get(FORM)
                        .path("schema")
                        .path("properties")
                        .propertyNames()));
        user.press(KeyCode.ESCAPE);
        user.settle();
        assertFalse(user.isVisible("form-editor"));
        assertEquals(
                List.of("rig", "title", "name"),
                model.entry().editor().form().fields().stream()
                        .map(field -> field.name())
                        .toList());
    }

    @Test
    void aFieldThatIsAddedIsInThePreviewAtOnce() {
        user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        user.settle();
        user.click("form-field-add");
        user.settle();
        assertEquals("form-field-name", user.focus());

        user.type("crew");
        user.settle();

        assertEquals(
                List.of("name", "rig", "port", "crew"),
                model.formEditor().get().orElseThrow().fields().stream()
                        .map(field -> field.name().get())
                        .toList());
        assertEquals("", user.find("field-crew", TextField.class).getText());
    }

    @Test
    void aRecordIsReferredToByAPartOfItsName() {
        UiDriver.fx(() -> {
            user.find("field-port", Node.class).requestFocus();
            return null;
        });
        user.type("hav");
        user.settle();
        user.press(KeyCode.ENTER);
        user.press(KeyCode.CONTROL, KeyCode.S);

        assertEquals(
                "p2", master.storage().get(new RecordId("boat")).path("port").stringValue(""));
        assertEquals("Le Havre", user.find("field-port-meaning", Label.class).getText());
    }

    private static ObjectNode record(String json) {
        return (ObjectNode) JsonText.read(json);
    }
}
