package org.skerry.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.local.DataFolder;
import org.skerry.slave.ui.UiDriver;

/** In a fork of its own: the command starts JavaFX. */
@Tag("native")
@Timeout(120)
class DesktopRefusalTest {

    @TempDir
    Path folder;

    private record Refusal(String shown, Run run) {}

    @BeforeEach
    void chooseScreen() {
        UiDriver.chooseScreen();
        Locale.setDefault(Locale.ENGLISH);
        Platform.setImplicitExit(false); // one JavaFX for all tests
    }

    @Test
    void aSecondWindowOnOneDataFolderSaysSoInTheLanguageOfTheFirst() throws Exception {
        Path settings = folder.resolve("desktop.json");
        Files.writeString(settings, "{\"language\": \"fr\", \"theme\": \"dark\"}");
        try (DataFolder first = DataFolder.hold(folder)) {
            Refusal second = refusal(folder);

            assertEquals(
                    new Refusal(
                            "Skerry est déjà ouvert sur ce PC ; cherchez sa fenêtre.",
                            new Run(
                                    1,
                                    "",
                                    "The data folder %s is in use by another program; stop that one or choose another folder.\n"
                                            .formatted(first.path()))),
                    second);
            assertEquals("{\"language\": \"fr\", \"theme\": \"dark\"}", Files.readString(settings));
        }
    }

    @Test
    void aFolderThatCannotBeUsedIsToldInAWindow() throws Exception {
        Path file = Files.writeString(folder.resolve("taken"), "");

        assertEquals(
                new Refusal(
                        "Skerry cannot keep anything in its folder %s; check who may write there and whether the disk has room."
                                .formatted(file),
                        new Run(
                                1,
                                "",
                                "The data folder %s is a file; move it away or choose another folder.\n"
                                        .formatted(file))),
                refusal(file));
    }

    /** What the window says, which is then closed by its button, and what the command says. */
    private static Refusal refusal(Path data) throws Exception {
        FutureTask<Run> command = new FutureTask<>(() -> Run.of("desktop", "--data", data.toString()));
        Thread.ofPlatform().name("desktop").daemon().start(command);
        UiDriver user = UiDriver.meet();
        String shown = user.find("refusal-sentence", Label.class).getText();
        Button close = user.find("refusal-close", Button.class);
        UiDriver.fx(() -> {
            close.fire(); // no driver: it would wait for the window to come to rest
            return close;
        });
        return new Refusal(shown, command.get());
    }
}
