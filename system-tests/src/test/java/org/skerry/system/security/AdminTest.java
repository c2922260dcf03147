package org.skerry.system.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.slave.admin.Administration;
import org.skerry.slave.admin.Grant;
import org.skerry.slave.admin.KnownPc;
import org.skerry.slave.admin.Role;
import org.skerry.system.reliability.MasterProcess;

/** An admin at one PC lets another one in, and out again. */
@Tag("native")
@Timeout(180)
class AdminTest {

    private static final RecordId ANA = new RecordId("ana");
    private static final String SECRET = "red mullet 12";

    @TempDir
    Path folder;

    private static KnownPc other(Administration administration) {
        return administration.pcs().all().stream()
                .filter(pc -> !pc.isHere())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPcIsLetInGrantedAndCutOffFromAnotherOne() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
                Paired office = Paired.with(Paired.code(master, "admin"), folder.resolve("office"), master.address())) {
            Administration admin = office.administration();
            String digits = admin.pair(Grant.of(Role.READER)).digits();
            assertTrue(admin.pcs().isCodeWaiting());

            try (Paired kitchen = Paired.with(new PairingCode(digits), folder.resolve("kitchen"), master.address())) {
                KnownPc pc = other(admin);
                assertEquals(Grant.of(Role.READER), pc.grant());
                assertTrue(pc.connected().isPresent());
                assertThrows(
                        StorageException.Forbidden.class,
                        () -> kitchen.administration().pcs());
                assertThrows(
                        StorageException.Forbidden.class,
                        () -> kitchen.storage().put(ANA, JsonText.object()));

                admin.grantPc(pc.key(), Grant.of(Role.WRITER));
                kitchen.storage().put(ANA, JsonText.object());
                admin.revokePc(pc.key());

                assertThrows(
                        StorageException.Forbidden.class,
                        () -> kitchen.storage().get(ANA));
            }
            assertTrue(other(admin).revoked().isPresent());
        }
    }

    @Test
    void theFirstPersonIsAddedFromAPcAndNobodyIsLockedOut() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
                Paired office = Paired.with(Paired.code(master, "admin"), folder.resolve("office"), master.address())) {
            Administration admin = office.administration();
            KnownPc here = admin.pcs().all().getFirst();
            assertThrows(StorageException.Conflict.class, () -> admin.revokePc(here.key()));

            admin.addPerson("Ana", Optional.of(SECRET), Grant.of(Role.ADMIN));

            assertThrows(StorageException.SignInNeeded.class, admin::people);
            office.signIn().as("Ana", SECRET.toCharArray(), Paired.PATIENCE);
            assertTrue(office.signIn().ask(Paired.PATIENCE).isAdmin());
            assertThrows(StorageException.Conflict.class, () -> admin.disablePerson("Ana"));
            assertEquals(
                    List.of("Ana"),
                    admin.people().stream().map(person -> person.name()).toList());
        }
    }

    @Test
    void aPcMayTakeItsOwnRightAway() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
                Paired office = Paired.with(Paired.code(master, "admin"), folder.resolve("office"), master.address());
                Paired second = Paired.with(Paired.code(master, "admin"), folder.resolve("second"), master.address())) {
            Administration admin = office.administration();
            KnownPc here = admin.pcs().all().stream()
                    .filter(KnownPc::isHere)
                    .findFirst()
                    .orElseThrow();

            assertThrows(StorageException.class, () -> admin.revokePc(here.key()));

            assertThrows(StorageException.Forbidden.class, admin::pcs);
            assertEquals(
                    Optional.of(true),
                    second.administration().pcs().all().stream()
                            .filter(pc -> pc.key().equals(here.key()))
                            .map(pc -> pc.revoked().isPresent())
                            .findFirst());
        }
    }

    @Test
    void anOpenMasterGivesNoStrangerAnyOfThis() throws Exception {
        try (MasterProcess master = MasterProcess.start(folder.resolve("master"));
                Paired stranger = Paired.again(folder.resolve("stranger"), master.address())) {
            assertThrows(
                    StorageException.Forbidden.class,
                    () -> stranger.administration().pcs());
            assertThrows(
                    StorageException.Forbidden.class,
                    () -> stranger.administration().pair(Grant.of(Role.ADMIN)));
            assertTrue(!stranger.signIn().ask(Paired.PATIENCE).isAdmin());
        }
    }
}
