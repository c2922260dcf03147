package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.master.console.StatusScreen;
import tools.jackson.databind.node.ObjectNode;

class PeersReportTest {

    @TempDir
    Path folder;

    @Test
    void whereEverybodySeesEverythingNobodyIsLimited() {
        AdminDesk desk = new AdminDesk(new PeopleDesk(folder), folder);
        PeersReport open = new PeersReport(desk.known, desk.codes, desk.connected, true, (_, _, _, _) -> {}, key -> {});
        KnownSlave kitchen = desk.pair("kitchen", Grant.of(Role.WRITER));
        ObjectNode limited = JsonText.object().put("role", "writer").put("hidden", "wage");

        assertThrows(StorageException.Forbidden.class, () -> open.pair(limited));
        assertThrows(
                StorageException.Forbidden.class,
                () -> open.grant(limited.deepCopy().put("peer", "kitchen")));

        assertEquals(
                Optional.of(Set.of()),
                desk.known.find(kitchen.key()).map(slave -> slave.grant().hidden()));
        assertEquals(
                "reader",
                open.grant(JsonText.object().put("role", "reader").put("peer", "kitchen"))
                        .path("role")
                        .asString());
    }

    @Test
    void aSecondCodeSaysThatItEndsTheFirst() {
        AdminDesk desk = new AdminDesk(new PeopleDesk(folder), folder);
        PeersReport report =
                new PeersReport(desk.known, desk.codes, desk.connected, false, (_, _, _, _) -> {}, key -> {});
        ObjectNode anybody = JsonText.object().put("role", "writer");
        ObjectNode one = anybody.deepCopy().put("from", "192.168.1.20");

        String first = StatusScreen.code(report.pair(anybody));
        String named = StatusScreen.code(report.pair(one));
        String second = StatusScreen.code(report.pair(anybody));

        assertFalse(first.contains("void now"), first);
        assertFalse(named.contains("void now"), named);
        assertTrue(
                second.endsWith(
                        "The code before it was not used yet and is void now: make one after the other, each when the PC before it is connected."),
                second);
    }
}
