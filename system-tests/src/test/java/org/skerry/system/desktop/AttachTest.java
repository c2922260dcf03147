package org.skerry.system.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.slave.ui.UiDriver;
import org.skerry.system.reliability.MasterProcess;

/** Files go into a record by the keyboard, over WebRTC, while the master is killed on the way. */
@Tag("system")
@Timeout(180)
final class AttachTest {

    private static final int MEGA = 1024 * 1024;

    /** Enough for the kill to come in the middle. */
    private static final int MEGAS = 256;

    @TempDir
    private Path folder;

    @Test
    void aFileArrivesWholeThoughTheMasterIsKilledMeanwhile() throws Exception {
        MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
        try (Desktop desktop = Desktop.open(folder.resolve("desktop"))) {
            UiDriver user = desktop.user();
            Office.pair(desktop, master);
            Office.enterFirst(desktop, "Ana");
            user.settleUntil(
                    "nothing is there", () -> desktop.text("entry-files").equals("0"));
            Path film = folder.resolve("film.mp4");
            String sha256 = write(film);

            paste(user, film);
            user.settleUntil(
                    "some of it has come", () -> desktop.text("parcel-0-text").contains(" MB of 256.0 MB"));
            master.kill();
            user.settleUntil("it waits", () -> desktop.text("parcel-0-text").startsWith("Waits for the master"));
            Office.picture(user, "en", "attach-waits");
            master = master.restart();
            user.settleUntil("it is there", () -> desktop.text("entry-files").equals("1"));

            assertTrue(isOn(folder.resolve("master"), sha256));
            Path notes = Files.writeString(folder.resolve("notes.txt"), "by boat, in March", StandardCharsets.UTF_8);
            paste(user, notes);
            user.settleUntil("both are there", () -> desktop.text("entry-files").equals("2"));
            user.click("entry-files");
            user.press(KeyCode.DOWN);
            user.press(KeyCode.ENTER);
            assertEquals("by boat, in March", shownText(user));
            user.press(KeyCode.ESCAPE);
            assertEquals(0, desktop.end());
        } finally {
            master.close();
        }
    }

    private static String write(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random random = new Random(1);
        byte[] bytes = new byte[MEGA];
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            for (int i = 0; i < MEGAS; i++) {
                random.nextBytes(bytes);
                out.write(bytes);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void paste(UiDriver user, Path file) {
        UiDriver.fx(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putFiles(List.of(file.toFile()));
            return Clipboard.getSystemClipboard().setContent(content);
        });
        user.click("entry-files"); // no text field has the focus then
        user.press(KeyCode.CONTROL, KeyCode.V);
    }

    private static String shownText(UiDriver user) {
        TextArea area = user.find("preview-text", TextArea.class);
        return UiDriver.fx(area::getText);
    }

    private static boolean isOn(Path master, String sha256) throws IOException {
        try (Stream<Path> files = Files.walk(master)) {
            return files.anyMatch(file -> file.getFileName().toString().contains(sha256)
                    && !file.toString().contains("partial"));
        }
    }
}
