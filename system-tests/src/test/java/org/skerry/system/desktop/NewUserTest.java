package org.skerry.system.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.slave.ui.UiDriver;
import org.skerry.system.reliability.MasterProcess;

/** Somebody who has never seen it, on an empty master, with the keyboard alone; the keys beside the letters are counted. */
@Tag("system")
@Timeout(120)
final class NewUserTest {

    @TempDir
    private Path folder;

    private final List<String> keys = new ArrayList<>();

    @Test
    void threeRecordsAreEnteredFromTheKeyboardInThirteenSteps() throws Exception {
        MasterProcess master = MasterProcess.start(folder.resolve("master"));
        try (Desktop desktop = Desktop.open(folder.resolve("desktop"))) {
            UiDriver user = desktop.user();
            settleOn(user, "address");
            user.type(master.address().toString());
            press(user, KeyCode.ENTER);
            user.settleUntil(
                    "it is connected", () -> desktop.text("status-connection").equals("Connected to Site A"));

            press(user, KeyCode.CONTROL, KeyCode.N);
            settleOn(user, "entry-type");
            user.type("Person");
            press(user, KeyCode.TAB);
            addField(user, "name", "Ana");
            press(user, KeyCode.TAB);
            addField(user, "town", "Tórshavn");
            save(desktop, "Ana");
            enter(desktop, "李薇", "石岛");
            enter(desktop, "Omar", "Nuuk");

            assertEquals(0, desktop.end());
            assertEquals(
                    List.of(People.person("Ana", "Tórshavn"), People.person("Omar", "Nuuk"), People.person("李薇", "石岛")),
                    People.of(master.address()));
            assertEquals(
                    List.of(
                            List.of("ENTER"),
                            List.of("CONTROL+N", "TAB", "ENTER", "TAB", "ENTER", "CONTROL+S"),
                            List.of("CONTROL+N", "TAB", "CONTROL+S"),
                            List.of("CONTROL+N", "TAB", "CONTROL+S")),
                    List.of(
                            keys.subList(0, 1),
                            keys.subList(1, 7),
                            keys.subList(7, 10),
                            keys.subList(10, keys.size())));
        } finally {
            master.close();
        }
    }

    private void addField(UiDriver user, String field, String text) {
        settleOn(user, "field-add-name");
        user.type(field);
        press(user, KeyCode.ENTER);
        settleOn(user, "field-" + field);
        user.type(text);
    }

    private void enter(Desktop desktop, String name, String town) {
        UiDriver user = desktop.user();
        press(user, KeyCode.CONTROL, KeyCode.N);
        settleOn(user, "field-name");
        user.type(name);
        press(user, KeyCode.TAB);
        settleOn(user, "field-town");
        user.type(town);
        save(desktop, name);
    }

    private void save(Desktop desktop, String name) {
        press(desktop.user(), KeyCode.CONTROL, KeyCode.S);
        desktop.user()
                .settleUntil("it is in the table", () -> desktop.column("name").contains(name));
    }

    private void press(UiDriver user, KeyCode... together) {
        keys.add(Arrays.stream(together).map(KeyCode::name).collect(Collectors.joining("+")));
        user.press(together);
    }

    private static void settleOn(UiDriver user, String id) {
        user.settleUntil(id + " has the focus", () -> user.focus().equals(id));
    }
}
