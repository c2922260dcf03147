package org.skerry.system.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.slave.ui.UiDriver;
import org.skerry.system.reliability.MasterProcess;

/**
 * From a fresh PC to the first record, by the keyboard alone. With {@code -Dskerry.pictures=DIR} there is a picture of each
 * step.
 */
abstract class FirstDay {

    @TempDir
    private Path folder;

    private final List<String> steps = new ArrayList<>();

    private final String language;

    /** @param language that the PC speaks */
    FirstDay(String language) {
        this.language = language;
    }

    @Test
    void fromAFreshPcToTheFirstRecord() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
                Desktop desktop = Desktop.open(folder.resolve("desktop"), Locale.of(language))) {
            UiDriver user = desktop.user();
            Office.settleOn(user, "address");
            Office.picture(user, language, "1-start");
            type(user, master.address().toString());
            press(user, KeyCode.ENTER);
            Office.settleOn(user, "code");
            Office.picture(user, language, "2-code");
            type(user, Office.code(master));
            press(user, KeyCode.ENTER);
            user.settleUntil("the work begins", () -> user.isVisible("new-record"));
            Office.picture(user, language, "3-joined");
            press(user, KeyCode.CONTROL, KeyCode.N);
            Office.settleOn(user, "entry-type");
            type(user, "Person");
            press(user, KeyCode.TAB);
            Office.settleOn(user, "field-add-name");
            type(user, "name");
            press(user, KeyCode.ENTER);
            Office.settleOn(user, "field-name");
            type(user, "李薇");
            Office.picture(user, language, "4-typed");
            press(user, KeyCode.CONTROL, KeyCode.S);
            user.settleUntil("it is in the table", () -> desktop.column("name").contains("李薇"));
            Office.picture(user, language, "5-saved");

            assertEquals(0, desktop.end());
            assertEquals(1, Office.records(master));
            assertEquals(
                    List.of(
                            "type",
                            "ENTER", // the address
                            "type",
                            "ENTER", // the code
                            "CONTROL+N",
                            "type",
                            "TAB",
                            "type",
                            "ENTER",
                            "type",
                            "CONTROL+S"),
                    steps);
        }
    }

    private void type(UiDriver user, String text) {
        steps.add("type");
        user.type(text);
    }

    private void press(UiDriver user, KeyCode... together) {
        steps.add(Arrays.stream(together).map(KeyCode::name).collect(Collectors.joining("+")));
        user.press(together);
    }
}
