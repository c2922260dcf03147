package org.skerry.system.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.UiDriver;
import org.skerry.system.reliability.MasterProcess;

@Tag("system")
@Timeout(180)
final class SignInTest {

    private static final String SECRET = "red mullet 12";

    @TempDir
    private Path folder;

    @Test
    void peopleSignInAndTakeTurns() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"))) {
            master.ask(
                    "person-add",
                    JsonText.object().put("name", "Ana").put("secret", SECRET).put("own", true));
            master.ask("person-add", JsonText.object().put("name", "Bo").put("secret", SECRET));
            try (Desktop desktop = Desktop.open(folder.resolve("desktop"))) {
                UiDriver user = desktop.user();
                Office.join(desktop, master);
                signIn(user, "Ana", "wrong");
                user.settleUntil("it is refused", () -> user.isVisible("sign-in-failure"));
                user.type(SECRET);
                user.press(KeyCode.ENTER);
                Office.enterFirst(desktop, "by Ana");
                user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
                signIn(user, "Bo", SECRET);
                user.settleUntil(
                        "Bo sees whose it is", () -> desktop.column("owner").equals(List.of("Ana")));

                assertEquals(0, desktop.end());
            }
        }
    }

    private static void signIn(UiDriver user, String name, String secret) {
        user.settleUntil("somebody has to sign in", () -> user.isVisible("sign-in-name"));
        user.click("sign-in-name");
        user.press(KeyCode.CONTROL, KeyCode.A);
        user.type(name);
        user.click("sign-in-secret");
        user.type(secret);
        user.press(KeyCode.ENTER);
    }
}
