package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FolderSocketTest {

    private static final String NAME = "bell";

    @TempDir
    Path folder;

    @Test
    void aQuestionIsAnswered() throws Exception {
        try (FolderSocket socket = FolderSocket.open(folder, NAME)) {
            socket.serve(question -> bytes("you said " + question));

            assertEquals("you said 前台", ask(folder, "前台"));
            assertEquals("you s", text(FolderSocket.ask(folder, NAME, "x", 5)));
        }
    }

    @Test
    void whoAsksBeforeQuestionsAreServedWaits() throws Exception {
        try (FolderSocket socket = FolderSocket.open(folder, NAME)) {
            FutureTask<String> early = new FutureTask<>(() -> ask(folder, "early"));
            Thread.ofVirtual().start(early);

            socket.serve(question -> bytes("at last"));

            assertEquals("at last", early.get());
        }
    }

    @Test
    void aQuestionThatIsTooLongIsNotHeard() throws Exception {
        try (FolderSocket socket = FolderSocket.open(folder, NAME)) {
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            socket.serve(question -> {
                heard.add(question);
                return new byte[0];
            });

            try {
                ask(folder, "x".repeat(10_000));
            } catch (IOException cutOff) {
                // the rest was not read
            }

            assertEquals("", heard.take());
        }
    }

    @Test
    void aFolderWithALongNameWorksToo() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("数据 folder".repeat(12)));
        try (FolderSocket socket = FolderSocket.open(deep, NAME)) {
            socket.serve(question -> bytes(question));

            assertEquals("there", ask(deep, "there"));
        }
    }

    @Test
    void whereThereCanBeNoneItIsInTheFolderOfTheServiceOrTheSession() throws Exception {
        Path session = Files.createDirectory(folder.resolve("session"));
        Path service = Files.createDirectory(folder.resolve("service"));
        Map<String, String> both = Map.of(
                "XDG_RUNTIME_DIR", session.toString(), "RUNTIME_DIRECTORY", service + ":" + folder.resolve("other"));
        Map<String, String> gone =
                Map.of("RUNTIME_DIRECTORY", folder.resolve("gone").toString(), "XDG_RUNTIME_DIR", session.toString());

        try (FolderSocket _ = answering(both)) {
            assertEquals("there", ask(stick(), "there"));
            assertEquals(List.of(1, 0), List.of(count(service), count(session)));
        }
        assertEquals(List.of(0, 0), List.of(count(service), count(stick())));
        try (FolderSocket _ = answering(gone)) {
            assertEquals("there", ask(stick(), "there"));
            assertEquals(1, count(session));
        }
        assertEquals(List.of(0, 0), List.of(count(session), count(stick())));
    }

    @Test
    void whereThereIsNoSessionEitherItIsInATemporaryFolder() throws Exception {
        Path temporary;
        try (FolderSocket _ = answering(Map.of("XDG_RUNTIME_DIR", "", "RUNTIME_DIRECTORY", "relative"))) {
            assertEquals("there", ask(stick(), "there"));
            temporary =
                    Path.of(Files.readString(stick().resolve(NAME + ".path"))).getParent();
        }
        assertFalse(Files.exists(temporary));
        assertEquals(0, count(stick()));
    }

    @Test
    void whatAKilledProgramHasLeftElsewhereIsInNobodysWay() throws Exception {
        Map<String, String> session = Map.of("XDG_RUNTIME_DIR", folder.toString());
        FolderSocket killed = answering(session);
        try (FolderSocket _ = answering(session)) {
            assertEquals("there", ask(stick(), "there"));
        }
        killed.close();
    }

    @Test
    void eachDataFolderHasItsOwn() throws Exception {
        Map<String, String> session = Map.of("XDG_RUNTIME_DIR", folder.toString());
        Path other = Files.createDirectory(folder.resolve("other"));

        assertNotEquals(
                new SocketPlace(stick(), NAME).elsewhere(session), new SocketPlace(other, NAME).elsewhere(session));
    }

    /** What lies on somebody's stick must not say what is removed here. */
    @Test
    void aFileThatIsNoSocketOfThisFolderStays() throws Exception {
        Path letter = Files.writeString(folder.resolve("letter"), "dear");
        Files.writeString(stick().resolve(NAME + ".path"), letter.toString());

        answering(Map.of("XDG_RUNTIME_DIR", folder.toString())).close();

        assertTrue(Files.exists(letter));
    }

    private Path stick() throws IOException {
        return Files.createDirectories(folder.resolve("stick"));
    }

    /** On a disk that knows no sockets. */
    private FolderSocket answering(Map<String, String> environment) throws IOException {
        Path stick = stick();
        FolderSocket socket = FolderSocket.open(new SocketPlace(stick, NAME), environment, path -> {
            if (path.startsWith(stick)) {
                throw new IOException("Operation not permitted");
            }
            return FolderSocket.bound(path);
        });
        socket.serve(question -> bytes(question));
        return socket;
    }

    private static int count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.count();
        }
    }

    @Test
    void nobodyElseMayAsk() throws Exception {
        try (FolderSocket _ = FolderSocket.open(folder, NAME)) {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(NAME))));
            }
        }
    }

    @Test
    void nobodyAnswersOnceItIsClosedOrWasKilled() throws Exception {
        FolderSocket.open(folder, NAME).close();
        assertFalse(Files.exists(folder.resolve(NAME)));
        assertThrows(IOException.class, () -> ask(folder, "anybody"));

        Files.writeString(folder.resolve(NAME), "left over");
        assertThrows(IOException.class, () -> ask(folder, "anybody"));
        try (FolderSocket socket = FolderSocket.open(folder, NAME)) {
            socket.serve(question -> bytes("here"));

            assertEquals("here", ask(folder, "anybody"));
        }
    }

    private static String ask(Path folder, String question) throws IOException {
        return text(FolderSocket.ask(folder, NAME, question, 1024));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
