package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
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
