package org.skerry.master.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class ControlSocketTest {

    private static final JsonNode ANSWER = JsonText.object().put("name", "工地".repeat(50_000));

    @TempDir
    private Path folder;

    @Test
    void aQuestionIsAnswered() {
        try (var _ = ControlSocket.start(folder, Map.of("status", _ -> ANSWER))) {
            assertEquals(ANSWER, ControlSocket.ask(folder, "status"));
            assertEquals(
                    "This master does not know \"dance\".",
                    assertThrows(StorageException.NotOffered.class, () -> ControlSocket.ask(folder, "dance"))
                            .getMessage());
        }
    }

    @Test
    void aQuestionMayCarryWhatIsWished() {
        var wish = JsonText.object().put("name", "前台");
        try (var _ = ControlSocket.start(folder, Map.of("greet", asked -> asked))) {
            assertEquals(wish, ControlSocket.ask(folder, "greet", wish));
        }
    }

    @Test
    void withoutMasterThereIsOnePlainSentence() {
        var none = assertThrows(StorageException.Unreachable.class, () -> ControlSocket.ask(folder, "status"));

        assertEquals(
                "No master is running on %s; skerry master starts one, sudo systemctl start skerry-master that of an installation."
                        .formatted(folder),
                none.getMessage());
    }

    @Test
    void aFolderThatIsNotThereIsCalledByName() {
        Path missing = folder.resolve("none");

        assertEquals(
                "There is no folder %s, so no master is running on it; give the --data of the master."
                        .formatted(missing),
                assertThrows(StorageException.Unreachable.class, () -> ControlSocket.ask(missing, "status"))
                        .getMessage());
    }

    @Test
    void aFolderWithALongNameWorksToo() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("数据 folder".repeat(12)));
        try (var _ = ControlSocket.start(deep, Map.of("status", _ -> ANSWER))) {
            assertEquals(ANSWER, ControlSocket.ask(deep, "status"));
        }
    }

    @Test
    void whatAKilledMasterLeftIsReplaced() throws IOException {
        Files.writeString(folder.resolve("control"), "left over");

        try (var _ = ControlSocket.start(folder, Map.of("status", _ -> ANSWER))) {
            assertEquals(ANSWER, ControlSocket.ask(folder, "status"));
        }
    }

    @Test
    void clientsThatSayNothingOrTooMuchDoNotKeepOthersOut() throws IOException {
        try (var _ = ControlSocket.start(folder, Map.of("status", _ -> ANSWER));
                var _ = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control")));
                var endless = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control")))) {
            endless.write(ByteBuffer.wrap("x".repeat(256).getBytes()));

            assertEquals(ANSWER, ControlSocket.ask(folder, "status"));
        }
    }

    @Test
    void idleClientsGiveUpTheirPlaces() throws IOException {
        List<SocketChannel> idle = new ArrayList<>();
        try (var _ = ControlSocket.start(folder, Map.of("status", _ -> ANSWER))) {
            for (int i = 0; i < 16; i++) {
                idle.add(SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control"))));
            }

            assertEquals(ANSWER, ControlSocket.ask(folder, "status"));

            for (SocketChannel client : idle) {
                assertEquals(-1, client.read(ByteBuffer.allocate(1)), "it was closed");
            }
        } finally {
            for (SocketChannel client : idle) {
                client.close();
            }
        }
    }
}
