package org.skerry.system.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.TransferProgress.Phase;
import org.skerry.system.reliability.MasterProcess;

/** Two PCs with different rights, and large attachments. */
@Tag("native")
@Timeout(180)
class AttachmentRightsTest {

    private static final RecordId SHIP = new RecordId("ship");
    private static final RecordId CREW = new RecordId("crew");

    @TempDir
    Path folder;

    private Path file(int bytes) throws Exception {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve("file" + bytes), content);
    }

    private static Transfer silent() {
        return new Transfer(now -> {});
    }

    private static Paired paired(MasterProcess master, Path slave, String role, String types) throws Exception {
        var wish = JsonText.object().put("role", role);
        if (!types.isEmpty()) {
            wish.put("types", types);
        }
        PairingCode code = new PairingCode(master.ask("pair", wish).path("code").asString());
        return Paired.with(code, slave, master.address());
    }

    @Test
    void eachPcBringsAndFetchesWhatItMayAndNothingElse() throws Exception {
        Path file = file(3_000_000);
        Path target = folder.resolve("target");
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
                Paired whole = paired(master, folder.resolve("whole"), "writer", "");
                Paired ships = paired(master, folder.resolve("ships"), "writer", "Ship");
                Paired reader = paired(master, folder.resolve("reader"), "reader", "")) {
            whole.storage().put(SHIP, JsonText.object().put("portal_type", "Ship"));
            whole.storage().put(CREW, JsonText.object().put("portal_type", "Crew"));
            AttachmentInfo info = whole.transfers().put(file, CREW, "list", "image/png", silent());
            Storage shipStorage = ships.storage();

            assertThrows(
                    StorageException.NotFound.class, () -> ships.transfers().get(CREW, "list", target, silent()));
            assertThrows(StorageException.NotFound.class, () -> shipStorage.attachmentInfos(CREW));
            assertThrows(
                    StorageException.NotFound.class, () -> ships.transfers().put(file, CREW, "list", "", silent()));
            assertThrows(
                    StorageException.Forbidden.class, () -> reader.transfers().put(file, SHIP, "plan", "", silent()));
            // whoever knows the hash of a content has not got it for that
            assertThrows(
                    StorageException.NotFound.class,
                    () -> shipStorage.apply(new Write.AttachUploaded(SHIP, "stolen", info), WriteKey.NONE));
            assertEquals(Map.of(), shipStorage.attachmentInfos(SHIP));
            assertFalse(Files.exists(target));

            ships.transfers().put(file, SHIP, "plan", "image/png", silent());
            assertEquals(info, reader.transfers().get(SHIP, "plan", target, silent()));
            assertEquals(-1, Files.mismatch(file, target));
        }
    }

    @Test
    void whoIsRevokedWhileAFileTravelsGetsNoMoreOfIt() throws Exception {
        Path file = file(30_000_000);
        Path target = folder.resolve("target");
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
                Paired writer = paired(master, folder.resolve("writer"), "writer", "");
                Paired slave = paired(master, folder.resolve("slave"), "reader", "")) {
            writer.storage().put(SHIP, JsonText.object());
            writer.transfers().put(file, SHIP, "plan", "", silent());
            String key = master.ask("peers", JsonText.object())
                    .path("paired")
                    .valueStream()
                    .filter(peer -> peer.path("role").asString().equals("reader"))
                    .findFirst()
                    .orElseThrow()
                    .path("key")
                    .asString();
            AtomicBoolean isRevoked = new AtomicBoolean();

            assertThrows(
                    StorageException.class,
                    () -> slave.transfers().get(SHIP, "plan", target, new Transfer(now -> {
                        if (now.phase() == Phase.MOVING
                                && now.done() > 2_000_000
                                && isRevoked.compareAndSet(false, true)) {
                            master.ask("revoke", JsonText.object().put("peer", key.substring(0, 7)));
                        }
                    })));

            assertFalse(Files.exists(target));
        }
    }
}
