package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
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
}
