package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.slave.ui.UiDriver;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.Theme;
import org.skerry.slave.ui.theme.ThemeSwitch;
import tools.jackson.databind.node.ObjectNode;

@Tag("ui")
@Timeout(120)
class EntryViewTest {

    private static final DraftOwner HERE = new DraftOwner(Optional.empty(), "here", "", List.of());

    private static final Surroundings LINKED = new Surroundings() {
        @Override
        public boolean isLinked() {
            return true;
        }

        @Override
        public Optional<Sentence> refusal() {
            return Optional.empty();
        }

        @Override
        public void told(RecordId id, Fate fate) {}
    };

    private static final RecordId ANA = new RecordId("ana");

    private final MemoryStorage storage = new MemoryStorage();
    private final ObjectProperty<Language> language = new SimpleObjectProperty<>(Language.ENGLISH);
    private EntryViewModel model;
    private UiDriver user;

    /** Work that waits before it asks does not come back in a test. */
    private static UiTasks withoutPatience() {
        return new UiTasks(
                Runnable::run,
                Runnable::run,
                delay -> {
                    if (delay.isPositive()) {
                        throw new InterruptedException();
                    }
                },
                failure -> {
                    throw new AssertionError("nobody foresaw this", failure);
                });
    }

    @BeforeEach
    void open() {
        storage.put(ANA, record("""
                        {"portal_type": "Person", "name": "Ana", "born": "1991-07-02", "age": 35, "active": true,
                         "note": "one\\ntwo"}"""));
        user = UiDriver.show(() -> {
            UiTasks tasks = withoutPatience();
            InstantSource clock = InstantSource.system();
            model = new EntryViewModel(
                    storage, new EntryDrafts(Drafts.NONE, HERE, tasks, clock), tasks, clock, language, LINKED);
            ThemeSwitch.follow(new SimpleObjectProperty<>(Theme.LIGHT));
            EntryView view = new EntryView(
                    model, new Texts(language), Optional.of(() -> {}), Optional.empty(), new Region(), new Region());
            VBox.setVgrow(view, Priority.ALWAYS);
            Scene scene = new Scene(new VBox(view, new EntryNotesView(model, new Texts(language))), 360, 960);
            ThemeSwitch.style(scene);
            view.install(scene, model::undo);
            Shortcut.NEW_RECORD.install(scene, () -> model.create("Person"));
            return scene;
        });
    }

    @AfterEach
    void close() {
        user.close();
    }

    @Test
    void aRecordIsFilledSavedAndFollowedByTheNextWithTheKeyboardAlone() {
        user.press(KeyCode.CONTROL, KeyCode.N);
        settleOn("field-name");
        user.type("李薇");
        user.press(KeyCode.TAB);
        assertEquals("field-born", user.focus());
        user.type("3/14/1988");
        user.press(KeyCode.TAB);
        user.type("38");
        user.press(KeyCode.TAB);
        user.press(KeyCode.SPACE);
        user.press(KeyCode.TAB);
        assertEquals("field-note", user.focus());
        user.type("first");
        user.press(KeyCode.ENTER);
        user.type("second");
        user.press(KeyCode.CONTROL, KeyCode.S);
        RecordId id = model.record().get().orElseThrow();
        user.press(KeyCode.CONTROL, KeyCode.N);
        settleOn("field-name");

        assertEquals(record("""
                        {"portal_type": "Person", "name": "李薇", "born": "1988-03-14", "age": 38, "active": true,
                         "note": "first\\nsecond"}"""), storage.get(id));
        assertEquals("", user.find("field-name", TextInputControl.class).getText());
    }

    @Test
    void theUsualFieldsOfATypeAreThereForWhoeverGoesOnAtOnce() {
        begin("Person");
        user.press(KeyCode.TAB);

        settleOn("field-name");
    }

    @Test
    void theUsualFieldsComeToWhoeverGoesOnFromATypeThatIsNewHere() {
        storage.put(new RecordId("boat"), record("{\"portal_type\": \"Boat\", \"name\": \"Alca\"}"));

        begin("Boat");
        user.press(KeyCode.ENTER);

        settleOn("field-name");
    }

    private void begin(String type) {
        UiDriver.fx(() -> {
            model.create("");
            return null;
        });
        settleOn("entry-type");
        user.type(type);
    }

    @Test
    void openingARecordInAViewChangesNothing() {
        open(ANA);

        user.click("entry-face-json");
        user.click("entry-face-form");

        assertFalse(model.isDirty().get());
        assertTrue(user.find("field-active", ToggleButton.class).isSelected());
        assertEquals(
                "Jul 2, 1991", user.find("field-born", TextInputControl.class).getText());
    }

    @Test
    void allProblemsAreMarkedAndTheFirstHasTheFocus() {
        open(ANA);
        user.click("field-age");
        user.press(KeyCode.CONTROL, KeyCode.A);
        user.type("many");
        user.click("field-born");
        user.press(KeyCode.CONTROL, KeyCode.A);
        user.type("some day");
        user.click("field-note");

        user.press(KeyCode.CONTROL, KeyCode.S);
        settleOn("field-born");

        assertEquals(
                List.of(
                        "“some day” is not a day. Write it as in 2026-12-31.",
                        "“many” is not a number. Write it as in 1250.5."),
                List.of(text("field-born-problem"), text("field-age-problem")));
        user.settleUntil(
                "both are marked",
                () -> user.stage()
                                .getScene()
                                .lookup("#field-age")
                                .getStyleClass()
                                .contains("wrong")
                        && user.stage()
                                .getScene()
                                .lookup("#field-born")
                                .getStyleClass()
                                .contains("wrong"));
        language.set(Language.ENGLISH);
        assertEquals(35, storage.get(ANA).get("age").intValue());
    }

    @Test
    void aDayIsPickedFromAMonthInTheLanguageOfTheWindow() {
        UiDriver.fx(() -> {
            language.set(Language.FRENCH);
            return null;
        });
        open(ANA);

        user.click("field-born");
        user.press(KeyCode.ALT, KeyCode.DOWN);
        assertTrue(user.isVisible("field-born-days"));
        user.press(KeyCode.RIGHT);
        user.press(KeyCode.ENTER);

        assertEquals(
                "3 juil. 1991", user.find("field-born", TextInputControl.class).getText());
        assertFalse(user.isVisible("field-born-days"));
    }

    @Test
    void aDeletedRecordComesBackByTheKeyOfUndo() {
        open(ANA);
        user.click("entry-face-form");

        user.press(KeyCode.DELETE);
        assertEquals(0, storage.count());
        assertEquals("Deleted: Ana.", text("entry-deleted-text"));
        user.press(KeyCode.CONTROL, KeyCode.Z);

        assertEquals("Ana", storage.get(ANA).get("name").stringValue());
        assertFalse(user.isVisible("entry-deleted"));
    }

    @Test
    void theKeysOfATextFieldStayItsOwn() {
        open(ANA);
        user.click("field-name");
        user.press(KeyCode.HOME);
        user.press(KeyCode.DELETE);
        user.press(KeyCode.CONTROL, KeyCode.Z);

        assertEquals("Ana", user.find("field-name", TextInputControl.class).getText());
        assertEquals(1, storage.count());
    }

    @Test
    void closingAsksAndTheQuestionIsAnsweredByKey() {
        open(ANA);
        user.click("field-name");
        user.type("!");

        user.press(KeyCode.ESCAPE);
        settleOn("entry-leave-save");
        user.press(KeyCode.TAB);
        user.press(KeyCode.TAB);
        user.press(KeyCode.ENTER);
        settleOn("field-name");
        user.press(KeyCode.ESCAPE);
        settleOn("entry-leave-save");
        user.press(KeyCode.ENTER);

        assertEquals(Optional.empty(), model.record().get());
        assertEquals(4, storage.get(ANA).get("name").stringValue().length());
    }

    @Test
    void twoVersionsAreDecidedByKey() {
        open(ANA);
        user.click("field-name");
        user.press(KeyCode.CONTROL, KeyCode.A);
        user.type("安娜");
        storage.put(ANA, storage.get(ANA).deepCopy().put("name", "Anna"));

        user.press(KeyCode.CONTROL, KeyCode.S);
        settleOn("conflict-name-mine");
        user.press(KeyCode.SPACE);
        user.press(KeyCode.CONTROL, KeyCode.S);

        assertEquals("安娜", storage.get(ANA).get("name").stringValue());
        assertFalse(user.isVisible("entry-conflict"));
    }

    @Test
    void aMistakeInTheJsonKeepsItInFront() {
        open(ANA);
        user.click("entry-face-json");
        user.click("entry-json");
        user.press(KeyCode.CONTROL, KeyCode.A);
        user.type("{\"name\": \"Ana\"");

        user.click("entry-face-form");

        assertEquals(
                "Line 1, column 15: the text ends too early. A closing bracket or quotation mark is missing.",
                text("entry-json-mistake"));
        assertTrue(user.isVisible("entry-json"));
        assertTrue(user.find("entry-face-json", ToggleButton.class).isSelected());
        assertFalse(user.find("entry-face-form", ToggleButton.class).isSelected());
    }

    @Test
    void aFieldIsAddedAndRemovedByKey() {
        open(ANA);
        user.click("field-note");
        user.press(KeyCode.TAB);
        settleOn("field-add-name");
        user.type("城市");
        user.press(KeyCode.ENTER);
        settleOn("field-城市");
        user.type("北京");
        user.press(KeyCode.ENTER);
        settleOn("field-add-name");
        user.type("街");
        user.press(KeyCode.ESCAPE);
        assertEquals(
                List.of("", "field-add-name"),
                List.of(user.find("field-add-name", TextInputControl.class).getText(), user.focus()));
        user.click("field-age");
        user.press(KeyCode.ALT, KeyCode.DELETE);
        user.press(KeyCode.CONTROL, KeyCode.S);

        assertEquals(record("""
                        {"portal_type": "Person", "name": "Ana", "born": "1991-07-02", "active": true,
                         "note": "one\\ntwo", "城市": "北京"}"""), storage.get(ANA));
    }

    @Test
    void fieldsThatComeWhileSomebodyTypesTakeNoLetter() {
        user.press(KeyCode.CONTROL, KeyCode.N);
        user.settleUntil("the fields are there", () -> user.focus().equals("field-name"));
        user.click("field-name");
        user.type("O");
        storage.put(new RecordId("bo"), record("""
                        {"portal_type": "Person", "name": "Bo", "aaa": "first of all"}"""));

        UiDriver.fx(() -> {
            model.formChanged();
            return null;
        });
        user.settleUntil(
                "the other field is there", () -> user.stage().getScene().lookup("#field-aaa") != null);
        user.type("mar");

        assertEquals("Omar", user.find("field-name", TextInputControl.class).getText());
    }

    @Test
    void aNewVersionComesUnderTheHandsOfWhoReads() {
        open(ANA);
        user.click("field-name");
        storage.put(ANA, storage.get(ANA).deepCopy().put("name", "Anna").put("age", 36));

        UiDriver.fx(() -> {
            model.recheck();
            return null;
        });
        user.settle();

        assertEquals("Anna", user.find("field-name", TextInputControl.class).getText());
        settleOn("field-name");
    }

    @Test
    void aNewVersionIsToldToWhoTypesAndTakesNothingFromHim() {
        open(ANA);
        user.click("field-name");
        user.press(KeyCode.END);
        user.type(" S");
        storage.put(ANA, storage.get(ANA).deepCopy().put("name", "Anna"));

        UiDriver.fx(() -> {
            model.recheck();
            return null;
        });
        user.settle();
        user.type("ilva");

        assertEquals(
                "Ana Silva", user.find("field-name", TextInputControl.class).getText());
        assertEquals(
                "Somebody else has changed this record meanwhile. What you typed is kept.", text("entry-news-text"));
    }

    private void open(RecordId id) {
        UiDriver.fx(() -> {
            model.open(id);
            return null;
        });
        user.settle();
    }

    private void settleOn(String id) {
        user.settleUntil(
                id + " has the focus",
                () -> Optional.ofNullable(user.stage().getScene().getFocusOwner())
                        .filter(node -> id.equals(node.getId()))
                        .isPresent());
    }

    private String text(String id) {
        return user.find(id, Label.class).getText();
    }

    private static ObjectNode record(String json) {
        return (ObjectNode) JsonText.read(json);
    }
}
