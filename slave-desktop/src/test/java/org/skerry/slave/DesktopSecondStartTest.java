package org.skerry.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.slave.ui.UiDriver;

/** In a fork of its own: the command starts JavaFX. */
@Tag("native")
@Timeout(120)
class DesktopSecondStartTest {

    private static final Run HANDED_OVER = new Run(0, "", "Skerry is open already; its window comes to the front.\n");

    @TempDir
    Path folder;

    @Test
    void aSecondStartBringsTheFirstWindowToTheFrontAndHandsItsLinkOver() throws Exception {
        UiDriver.chooseScreen();
        Locale.setDefault(Locale.ENGLISH);
        Path data = folder.resolve("ein langer Name für 数据".repeat(4)); // longer than that of a socket may be
        FutureTask<Run> first = new FutureTask<>(() -> Run.of("desktop", "--data", data.toString()));
        Thread.ofPlatform().name("desktop").daemon().start(first);
        UiDriver user = UiDriver.meet();
        Platform.setImplicitExit(false);
        UiDriver.fx(() -> {
            user.stage().setIconified(true);
            return null;
        });

        assertEquals(HANDED_OVER, Run.of("desktop", "--data", data.toString()));
        user.settleUntil("it is in front", () -> !user.stage().isIconified());
        assertEquals(
                HANDED_OVER,
                Run.of("desktop", "--data", data.toString(), "skerry://192.0.2.7:9000/?code=271828&from=mail"));
        user.settleUntil(
                "the link is there",
                () -> user.find("address", TextField.class).getText().equals("ws://192.0.2.7:9000/"));
        assertEquals(
                "This link leads to 192.0.2.7, where this PC has never been. Press Enter to connect, if you trust whoever sent it.",
                user.find("connect-question", Label.class).getText());
        assertEquals(
                HANDED_OVER,
                Run.of("desktop", "--data", data.toString(), "skerry://" + "x".repeat(10_000) + "\nopen 192.0.2.8"));
        user.settleUntil(
                "the mistake is told",
                () -> user.find("address-mistake", Label.class).getText().equals("This is too long for an address."));

        UiDriver.fx(() -> {
            user.stage().hide();
            return null;
        });
        assertEquals(new Run(0, "", ""), first.get());
        assertFalse(Files.exists(data.resolve("window")));
    }
}
