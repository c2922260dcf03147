package org.skerry.system.security;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.system.reliability.MasterProcess;
import tools.jackson.databind.node.ObjectNode;

@Tag("native")
@Timeout(180)
class PairingTest {

    private static final RecordId ANA = new RecordId("ana");
    private static final ObjectNode BODY = JsonText.object().put("name", "Ana");

    @TempDir
    Path folder;

    private Path slave() {
        return folder.resolve("slave");
    }

    @Test
    void aCodeLetsInOnceAndTheKeyFromThenOn() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"))) {
            PairingCode code = Paired.code(master, "writer");
            try (Paired first = Paired.with(code, slave(), master.address())) {
                first.storage().put(ANA, BODY);
            }
            try (Paired again = Paired.again(slave(), master.address())) {
                assertEquals(BODY, again.storage().get(ANA));
            }
            var used = assertThrows(
                    StorageException.Forbidden.class,
                    () -> Paired.with(code, folder.resolve("thief"), master.address()));
            var stranger = assertThrows(
                    StorageException.Forbidden.class, () -> Paired.again(folder.resolve("nobody"), master.address()));

            assertAll(
                    () -> assertTrue(used.getMessage().contains("used already"), used.getMessage()),
                    () -> assertTrue(stranger.getMessage().contains("paired PCs only"), stranger.getMessage()));
            master.kill();
            try (MasterProcess restarted = master.restart();
                    Paired again = Paired.again(slave(), restarted.address())) {
                assertEquals(BODY, again.storage().get(ANA));
            }
        }
    }

    @Test
    void aReaderReads() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
                Paired writer = Paired.with(Paired.code(master, "writer"), slave(), master.address());
                Paired reader =
                        Paired.with(Paired.code(master, "reader"), folder.resolve("reader"), master.address())) {
            writer.storage().put(ANA, BODY);
            Storage storage = reader.storage();

            assertEquals(BODY, storage.get(ANA));
            assertThrows(StorageException.Forbidden.class, () -> storage.put(ANA, JsonText.object()));
            assertThrows(
                    StorageException.Forbidden.class, () -> writer.storage().repair());
            assertEquals(BODY, storage.get(ANA));
        }
    }

    @Test
    void whoIsRevokedIsCutOff() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
                Paired slave = Paired.with(Paired.code(master, "writer"), slave(), master.address())) {
            slave.storage().put(ANA, BODY);
            String key = master.ask("peers", JsonText.object())
                    .path("paired")
                    .path(0)
                    .path("key")
                    .asString();

            master.ask("revoke", JsonText.object().put("peer", key.substring(0, 7)));

            assertThrows(StorageException.class, () -> slave.storage().put(new RecordId("late"), BODY));
            assertEquals(0, master.peers());
            assertEquals(1, master.status().path("storage").path("records").asInt());
            var refused = assertThrows(StorageException.Forbidden.class, () -> Paired.again(slave(), master.address()));
            assertTrue(refused.getMessage().contains("taken this PC's right"), refused.getMessage());
        }
    }

    @Test
    void anotherMasterAtTheAddressGetsNothing() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"))) {
            try (Paired first = Paired.with(Paired.code(master, "writer"), slave(), master.address())) {
                first.storage().put(ANA, BODY);
            }
            master.kill();
            try (MasterProcess other = MasterProcess.startClosed(
                    folder.resolve("other"), master.address().port())) {
                var refused =
                        assertThrows(StorageException.Forbidden.class, () -> Paired.again(slave(), other.address()));

                assertTrue(refused.getMessage().contains("does not know this PC"), refused.getMessage());
                assertEquals(0, other.peers());
                try (Paired anew = Paired.with(Paired.code(other, "writer"), slave(), other.address())) {
                    anew.storage().put(ANA, BODY);
                }
            }
            try (MasterProcess back = master.restart()) {
                var refused =
                        assertThrows(StorageException.Forbidden.class, () -> Paired.again(slave(), back.address()));

                assertTrue(refused.getMessage().contains("another one"), refused.getMessage());
            }
        }
    }
}
