package org.skerry.slave.start;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.local.FolderSocket;

@Timeout(30)
class StartSocketTest {

    @TempDir
    Path folder;

    private final List<Optional<String>> told = new CopyOnWriteArrayList<>();

    @Test
    void aLaterStartHandsOverWhatItWasGiven() throws Exception {
        try (StartSocket socket = StartSocket.open(folder).orElseThrow()) {
            socket.serve(told::add);

            assertTrue(StartSocket.handOver(folder, Optional.empty()));
            assertTrue(StartSocket.handOver(folder, Optional.of(" skerry://前台/?code=123456 ")));
            assertTrue(StartSocket.handOver(folder, Optional.of("a\nopen b")));
            assertTrue(StartSocket.handOver(folder, Optional.of("前".repeat(100_000))));

            assertEquals(
                    List.of(
                            Optional.empty(),
                            Optional.of("skerry://前台/?code=123456"),
                            Optional.of("a open b"),
                            Optional.of("前".repeat(1_100))),
                    told);
        }
    }

    @Test
    void whatIsNoSuchQuestionDoesNothing() throws Exception {
        try (StartSocket socket = StartSocket.open(folder).orElseThrow()) {
            socket.serve(told::add);

            for (String question : List.of("", "close", "opening", "OPEN")) {
                assertArrayEquals(new byte[0], FolderSocket.ask(folder, "window", question, 100), question);
            }
            assertEquals(List.of(), told);
        }
    }

    @Test
    void withoutWindowNothingIsHandedOver() throws Exception {
        assertFalse(StartSocket.handOver(folder, Optional.empty()));
        assertFalse(StartSocket.handOver(folder.resolve("none"), Optional.empty()));

        StartSocket.open(folder).orElseThrow().close();

        assertFalse(StartSocket.handOver(folder, Optional.empty()));
    }

    @Test
    void whereNoSocketCanBeMadeThereIsNone() {
        assertEquals(Optional.empty(), StartSocket.open(folder.resolve("none")));
    }
}
