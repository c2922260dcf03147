package org.skerry.protocol.webrtc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Frame;

@Tag("native")
@Timeout(60)
class WebRtcChannelTest {

    private static final Duration PATIENCE = ConnectedPair.PATIENCE;

    private WebRtcRuntime master;
    private WebRtcRuntime slave;

    @BeforeEach
    void start() {
        master = new WebRtcRuntime(WebRtcSettings.defaults().withInbox(32 << 20, 1 << 14));
        slave = new WebRtcRuntime(WebRtcSettings.defaults());
    }

    @AfterEach
    void stop() {
        slave.close();
        master.close();
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void framesTravelBothWays(Route route) throws InterruptedException {
        try (ConnectedPair pair = ConnectedPair.connect(master, slave, route)) {
            pair.offering().send(Frame.text("Grüße, 你好"), PATIENCE);
            pair.answering().send(Frame.binary(new byte[] {0, -1, 7}), PATIENCE);

            Frame text = pair.answering().receive().orElseThrow();
            Frame binary = pair.offering().receive().orElseThrow();
            assertEquals(Frame.Kind.TEXT, text.kind());
            assertEquals("Grüße, 你好", new String(text.bytes(), StandardCharsets.UTF_8));
            assertEquals(Frame.Kind.BINARY, binary.kind());
            assertArrayEquals(new byte[] {0, -1, 7}, binary.bytes());
        }
    }

    @Test
    void framesUpToTheLimitArriveUnchanged() throws InterruptedException {
        try (ConnectedPair pair = ConnectedPair.connect(master, slave, Route.LOOPBACK)) {
            assertEquals(262_144, pair.offering().maxFrameBytes());
            for (int size : new int[] {1, 65_535, 65_536, 65_537, 262_144}) {
                byte[] content = new byte[size];
                new Random(size).nextBytes(content);

                pair.offering().send(Frame.binary(content), PATIENCE);

                assertArrayEquals(
                        content, pair.answering().receive().orElseThrow().bytes());
            }
        }
    }

    @Test
    void emptyAndOversizedFramesAreRefusedAndHarmNothing() throws InterruptedException {
        try (ConnectedPair pair = ConnectedPair.connect(master, slave, Route.LOOPBACK)) {
            WebRtcChannel channel = pair.offering();

            assertThrows(IllegalArgumentException.class, () -> channel.send(Frame.binary(new byte[262_145]), PATIENCE));
            assertThrows(IllegalArgumentException.class, () -> channel.send(Frame.binary(new byte[0]), PATIENCE));

            channel.send(Frame.text("still here"), PATIENCE);
            assertEquals(
                    "still here",
                    new String(pair.answering().receive().orElseThrow().bytes()));
        }
    }

    @Test
    void slowReceiverGetsTwentyMegabytesInOrder() throws InterruptedException {
        try (ConnectedPair pair = ConnectedPair.connect(slave, master, Route.LOOPBACK)) {
            int frames = 320;
            Thread sender = Thread.startVirtualThread(() -> {
                for (int i = 0; i < frames; i++) {
                    byte[] content = new byte[65_536];
                    content[0] = (byte) i;
                    content[65_535] = (byte) (i >> 8);
                    pair.offering().send(Frame.binary(content), PATIENCE);
                }
            });

            for (int i = 0; i < frames; i++) {
                byte[] content = pair.answering().receive().orElseThrow().bytes();
                assertEquals(i, (content[0] & 0xff) | (content[65_535] & 0xff) << 8);
                LockSupport.parkNanos(1_000_000);
            }
            sender.join();
            assertTrue(pair.offering().isOpen());
            assertTrue(pair.offering().isWritable());
        }
    }

    @Test
    void inboxThatOverflowsClosesTheChannelWithoutLosingTheBeginning() throws InterruptedException {
        try (WebRtcRuntime narrow = new WebRtcRuntime(WebRtcSettings.defaults().withInbox(1_000, 3));
                ConnectedPair pair = ConnectedPair.connect(slave, narrow, Route.LOOPBACK)) {
            for (int i = 0; i < 4; i++) {
                pair.offering().send(Frame.text("message " + i), PATIENCE);
            }
            assertEquals(Optional.empty(), pair.offering().receive());

            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "message " + i,
                        new String(pair.answering().receive().orElseThrow().bytes()));
            }
            assertEquals(Optional.empty(), pair.answering().receive());
            assertFalse(pair.answering().isOpen());
        }
    }

    @Test
    void whatCameBeforeTheOtherSideClosedIsReceived() throws InterruptedException {
        ConnectedPair pair = ConnectedPair.connect(master, slave, Route.LOOPBACK);
        pair.offering().send(Frame.text("last words"), PATIENCE);
        assertEquals(
                "last words",
                new String(pair.answering().receive().orElseThrow().bytes()));
        pair.answering().send(Frame.text("answer"), PATIENCE);

        pair.answering().close();

        assertEquals(
                "answer", new String(pair.offering().receive().orElseThrow().bytes()));
        assertEquals(Optional.empty(), pair.offering().receive());
        assertFalse(pair.offering().isOpen());
        assertThrows(StorageException.Unreachable.class, () -> pair.offering().send(Frame.text("too late"), PATIENCE));
    }
}
