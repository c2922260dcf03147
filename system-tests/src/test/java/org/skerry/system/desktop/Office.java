package org.skerry.system.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.UiDriver;
import org.skerry.system.reliability.MasterProcess;

/** What people do with a window and a master that lets in paired PCs only. */
final class Office {

    private static final String PICTURES = System.getProperty("skerry.pictures", "");

    private Office() {}

    static String code(MasterProcess master) {
        return master.ask("pair", JsonText.object().put("role", "writer"))
                .path("code")
                .asString();
    }

    static void join(Desktop desktop, MasterProcess master) {
        UiDriver user = desktop.user();
        user.settleUntil("the address can be typed", () -> user.isVisible("address"));
        user.click("address");
        user.press(KeyCode.CONTROL, KeyCode.A);
        user.type(master.address().toString());
        user.press(KeyCode.ENTER);
        settleOn(user, "code");
        user.type(code(master));
        user.press(KeyCode.ENTER);
    }

    static void pair(Desktop desktop, MasterProcess master) {
        join(desktop, master);
        desktop.user()
                .settleUntil(
                        "it is connected",
                        () -> desktop.text("status-connection").equals("Connected to Site A"));
    }

    static void enterFirst(Desktop desktop, String name) {
        UiDriver user = desktop.user();
        user.settleUntil("the work begins", () -> user.isVisible("new-record"));
        user.click("new-record");
        user.click("entry-type-text");
        user.type("Person");
        user.click("field-add-name");
        user.type("name");
        user.click("field-add-ok");
        user.click("field-name");
        user.type(name);
        user.click("entry-save");
        user.settleUntil("it is in the table", () -> desktop.column("name").contains(name));
    }

    static void enter(UiDriver user, String name) {
        user.press(KeyCode.CONTROL, KeyCode.N);
        user.settleUntil("the name can be typed", () -> user.isVisible("field-name"));
        user.click("field-name");
        user.type(name);
        user.press(KeyCode.CONTROL, KeyCode.S);
    }

    static int records(MasterProcess master) {
        return master.status().path("storage").path("records").asInt();
    }

    static void settleOn(UiDriver user, String id) {
        user.settleUntil(id + " has the focus", () -> user.focus().equals(id));
    }

    static void picture(UiDriver user, String language, String name) throws IOException {
        if (!PICTURES.isEmpty()) {
            user.picture(Files.createDirectories(Path.of(PICTURES)).resolve(name + "-" + language + ".png"));
        }
    }
}
