package org.skerry.system.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.slave.ui.UiDriver;
import org.skerry.system.reliability.MasterProcess;

/** A day with the window: by its keys and its mouse alone, with a master in another process that is killed meanwhile. */
@Tag("system")
@Timeout(180)
final class DesktopTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsEnteredChangedDeletedAndBroughtBackOutlivesTheMaster() throws Exception {
        MasterProcess master = MasterProcess.start(folder.resolve("master"));
        try (Desktop desktop = Desktop.open(folder.resolve("desktop"))) {
            connect(desktop, master);
            enterFirst(desktop, "Ana", "Tórshavn");
            enter(desktop, "李薇", "石岛");
            enter(desktop, "Omar", "Nuuk");
            enter(desktop, "Marie", "Brest");
            enter(desktop, "Jón", "Reykjavík");
            find(desktop, "石", "李薇");
            change(desktop, "Omar", "Sisimiut");
            deleteAndBringBack(desktop, "Marie");
            begin(desktop, "Half a");

            master.kill();
            UiDriver user = desktop.user();
            user.settleUntil(
                    "the loss is told",
                    () -> desktop.text("status-connection").equals("Site A is away; Skerry keeps trying"));
            user.type(" sentence");
            master = master.restart();
            user.settleUntil(
                    "the return is told",
                    () -> desktop.text("status-connection").equals("Connected to Site A"));
            user.press(KeyCode.CONTROL, KeyCode.S);
            user.settleUntil(
                    "it is saved",
                    () -> Set.copyOf(desktop.column("name"))
                            .equals(Set.of("Ana", "李薇", "Omar", "Marie", "Jón", "Half a sentence")));
            int status = desktop.end();

            assertEquals(0, status);
            assertEquals(
                    List.of(
                            People.person("Ana", "Tórshavn"),
                            People.person("Half a sentence"),
                            People.person("Jón", "Reykjavík"),
                            People.person("Marie", "Brest"),
                            People.person("Omar", "Sisimiut"),
                            People.person("李薇", "石岛")),
                    People.of(master.address()));
        } finally {
            master.close();
        }
    }

    private static void connect(Desktop desktop, MasterProcess master) {
        UiDriver user = desktop.user();
        user.click("address");
        user.type(master.address().toString());
        user.click("connect-button");
        user.settleUntil(
                "it is connected", () -> desktop.text("status-connection").equals("Connected to Site A"));
    }

    /** A record of a type that the master does not know: each field is added. */
    private static void enterFirst(Desktop desktop, String name, String town) {
        UiDriver user = desktop.user();
        user.click("new-record");
        user.click("entry-type-text");
        user.type("Person");
        addField(user, "name", name);
        addField(user, "town", town);
        user.click("entry-save");
        user.settleUntil("it is in the table", () -> desktop.column("name").contains(name));
    }

    private static void addField(UiDriver user, String field, String text) {
        user.click("field-add-name");
        user.type(field);
        user.click("field-add-ok");
        user.click("field-" + field);
        user.type(text);
    }

    private static void enter(Desktop desktop, String name, String town) {
        begin(desktop, name);
        UiDriver user = desktop.user();
        user.press(KeyCode.TAB);
        user.type(town);
        user.press(KeyCode.CONTROL, KeyCode.S);
        user.settleUntil("it is in the table", () -> desktop.column("name").contains(name));
    }

    /** The type of the one before and the fields that others have come by themselves. */
    private static void begin(Desktop desktop, String name) {
        UiDriver user = desktop.user();
        user.press(KeyCode.CONTROL, KeyCode.N);
        user.settleUntil(
                "the name has the focus, the town follows",
                () -> user.focus().equals("field-name") && desktop.isThere("field-town"));
        user.type(name);
    }

    private static void find(Desktop desktop, String words, String name) {
        UiDriver user = desktop.user();
        user.press(KeyCode.CONTROL, KeyCode.F);
        user.type(words);
        user.settleUntil("it alone is found", () -> desktop.column("name").equals(List.of(name)));
        user.press(KeyCode.ESCAPE);
        user.settleUntil("all are back", () -> desktop.rows() == 5);
    }

    private static void change(Desktop desktop, String name, String town) {
        UiDriver user = desktop.user();
        open(desktop, name);
        user.click("field-town");
        user.press(KeyCode.CONTROL, KeyCode.A);
        user.type(town);
        user.click("entry-save");
        user.settleUntil(
                "the change is in the table", () -> desktop.column("town").contains(town));
    }

    private static void deleteAndBringBack(Desktop desktop, String name) {
        UiDriver user = desktop.user();
        open(desktop, name);
        user.click("entry-delete");
        user.settleUntil("it is gone", () -> desktop.rows() == 4);
        user.click("entry-undo");
        user.settleUntil("it is back", () -> desktop.column("name").contains(name));
    }

    private static void open(Desktop desktop, String name) {
        UiDriver user = desktop.user();
        user.settleUntil("it is in the table", () -> desktop.column("name").contains(name));
        user.clickOn(desktop.cell("name", name));
        user.settleUntil(
                "it is in the form",
                () -> user.stage().getScene().lookup("#field-name") instanceof TextInputControl field
                        && field.getText().equals(name));
    }
}
