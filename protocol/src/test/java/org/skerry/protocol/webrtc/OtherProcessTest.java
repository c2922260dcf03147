package org.skerry.protocol.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;

/** The other end is the echo of {@link BareChannel#main} in a process of its own. */
@Tag("native")
@Timeout(60)
class OtherProcessTest {

    private static final Duration PATIENCE = ConnectedPair.PATIENCE;

    private WebRtcRuntime runtime;
    private Process echo;
    private BufferedReader output;
    private WebRtcChannel channel;

    @BeforeEach
    void connect() throws IOException {
        runtime = new WebRtcRuntime(WebRtcSettings.defaults());
        echo = startEcho();
        output = echo.inputReader();
        OfferingPeer offering = runtime.offer(new PeerId("00000000-0000-4000-8000-000000000000"), Route.LOOPBACK);
        echo.outputWriter().append(offering.description().json()).append('\n').flush();
        offering.accept(Description.read(output.readLine()));
        channel = offering.awaitOpen(PATIENCE);
        assertEquals("open", output.readLine());
    }

    @AfterEach
    void stop() {
        echo.destroyForcibly();
        runtime.close();
    }

    @Test
    void processEndsCleanlyWithNothingOnItsOutput() throws Exception {
        channel.send(Frame.text("there and back"), PATIENCE);
        assertEquals(
                "there and back", new String(channel.receive().orElseThrow().bytes()));

        echo.outputWriter().close();

        assertEquals(Optional.empty(), channel.receive());
        assertTrue(echo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(0, echo.exitValue());
        assertEquals("", output.lines().reduce("", String::concat));
    }

    @Test
    void killedPeerIsNoticedByIce() throws Exception {
        long before = System.nanoTime();

        echo.destroyForcibly();

        assertEquals(Optional.empty(), channel.receive());
        assertFalse(channel.isOpen());
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before);
        assertTrue(seconds < 15, () -> "noticed after " + seconds + " s");
    }

    @Test
    void bareChannelGetsItsMessagesBack() throws Exception {
        CountDownLatch came = new CountDownLatch(100);
        Process another = startEcho();
        try (BareChannel bare = BareChannel.offering(runtime, message -> came.countDown())) {
            another.outputWriter()
                    .append(bare.description().json())
                    .append('\n')
                    .flush();
            BufferedReader lines = another.inputReader();
            bare.accept(Description.read(lines.readLine()));
            bare.awaitOpen(PATIENCE);
            assertEquals("open", lines.readLine());

            for (int i = 0; i < 100; i++) {
                bare.send(new byte[200]);
            }

            assertTrue(came.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } finally {
            another.destroyForcibly();
        }
    }

    private static Process startEcho() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareChannel.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
