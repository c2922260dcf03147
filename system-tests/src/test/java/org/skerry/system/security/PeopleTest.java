package org.skerry.system.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.link.SignIn;
import org.skerry.system.reliability.MasterProcess;
import tools.jackson.databind.node.ObjectNode;

@Tag("native")
@Timeout(180)
class PeopleTest {

    private static final RecordId ANA = new RecordId("ana");
    private static final ObjectNode BODY = JsonText.object().put("name", "Ana");
    private static final String SECRET = "red mullet 12";

    @TempDir
    Path folder;

    private static ObjectNode person() {
        return JsonText.object().put("name", "Ana");
    }

    @Test
    void nothingIsDoneUntilAKnownPersonSignsIn() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"));
                Paired slave = Paired.with(Paired.code(master, "admin"), folder.resolve("slave"), master.address())) {
            slave.storage().put(ANA, BODY);
            assertEquals(
                    new SignIn.Seat(false, "", true, true, true), slave.signIn().ask(Paired.PATIENCE));

            master.ask("person-add", person().put("secret", SECRET).put("own", true));

            assertThrows(
                    StorageException.SignInNeeded.class, () -> slave.storage().get(ANA));
            assertEquals(SignIn.Seat.EMPTY, slave.signIn().ask(Paired.PATIENCE));
            assertThrows(
                    StorageException.Forbidden.class,
                    () -> slave.signIn().as("ana", "wrong".toCharArray(), Paired.PATIENCE));
            assertEquals("Ana", slave.signIn().as("ana", SECRET.toCharArray(), Paired.PATIENCE));
            assertThrows(StorageException.NotFound.class, () -> slave.storage().get(ANA));
            RecordId own = slave.storage().post(BODY);
            assertEquals(BODY.deepCopy().put("owner", "Ana"), slave.storage().get(own));

            master.ask("person-remove", person());
            master.ask("person-add", JsonText.object().put("name", "Li").put("pin", true));
            assertThrows(
                    StorageException.SignInNeeded.class, () -> slave.storage().get(own));
        }
    }

    @Test
    void aPersonIsSignedInAgainAfterTheMasterWasAway() throws Exception {
        try (MasterProcess master = MasterProcess.startClosed(folder.resolve("master"))) {
            try (Paired slave = Paired.with(Paired.code(master, "writer"), folder.resolve("slave"), master.address())) {
                master.ask("person-add", person().put("secret", SECRET));
                slave.signIn().as("Ana", SECRET.toCharArray(), Paired.PATIENCE);
                slave.storage().put(ANA, BODY);
                master.kill();

                try (var _ = master.restart()) {
                    assertEquals(BODY, slave.storage().get(ANA));
                    assertEquals(
                            new SignIn.Seat(true, "Ana", false, false, true),
                            slave.signIn().ask(Paired.PATIENCE));
                    slave.signIn().out(Paired.PATIENCE);
                    assertThrows(
                            StorageException.SignInNeeded.class,
                            () -> slave.storage().get(ANA));
                }
            }
        }
    }
}
