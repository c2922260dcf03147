package org.skerry.system.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.UiDriver;
import org.skerry.system.reliability.MasterProcess;
import tools.jackson.databind.node.ObjectNode;

@Tag("system")
@Timeout(180)
final class RevokedTest {

    @TempDir
    private Path folder;

    @Test
    void whoeverIsRevokedKeepsWhatWaitedAndSendsItWhenPairedAnew() throws Exception {
        MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
        try (Desktop desktop = Desktop.open(folder.resolve("desktop"))) {
            UiDriver user = desktop.user();
            Office.pair(desktop, master);
            Office.enterFirst(desktop, "Ana");
            master.kill();
            user.settleUntil(
                    "the loss is told", () -> desktop.text("status-connection").contains("is away"));
            Office.enter(user, "Bo");
            Office.enter(user, "Chen");
            user.settleUntil("both wait", () -> desktop.text("status-unsent").equals("2 not sent yet"));

            revoke(folder.resolve("master"));
            master = master.restart();

            user.settleUntil(
                    "the refusal is told",
                    () -> desktop.text("status-connection").equals("Site A asks for a new code"));
            assertEquals("2 not sent yet", desktop.text("status-unsent"));
            assertEquals(1, Office.records(master));
            user.click("status-unsent");
            user.settleUntil("the list is there", () -> user.isVisible("unsent-list"));
            Office.picture(user, "en", "unsent-refused");

            user.click("leave");
            Office.pair(desktop, master);
            user.settleUntil(
                    "it is joined again",
                    () -> desktop.text("status-connection").equals("Connected to Site A"));
            user.settleUntil("all are sent", () -> !user.isVisible("status-unsent"));

            assertEquals(3, Office.records(master));
            assertEquals(0, desktop.end());
        } finally {
            master.close();
        }
    }

    /** As the keeper's command does it, while the master is not running. */
    private static void revoke(Path data) throws IOException {
        Path file = data.resolve("peers.json");
        var peers = JsonText.read(Files.readAllBytes(file));
        peers.findParents("certificate").forEach(peer -> ((ObjectNode) peer).put("revoked", Instant.EPOCH.toString()));
        Files.write(file, JsonText.writeUtf8(peers));
    }
}
