package org.skerry.protocol.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.PeerId;

/** The library ends the process when it is used after closing; here it is closed at every bad moment. */
@Tag("native")
@Timeout(120)
class WebRtcClosingTest {

    private static final int ROUNDS = 60;

    @Test
    void closingFromBothEndsWhileBothSendHarmsNothing() throws InterruptedException {
        Random random = new Random(7);
        try (WebRtcRuntime master = new WebRtcRuntime(WebRtcSettings.defaults());
                WebRtcRuntime slave = new WebRtcRuntime(WebRtcSettings.defaults())) {
            for (int round = 0; round < ROUNDS; round++) {
                ConnectedPair pair = ConnectedPair.connect(master, slave, Route.LOOPBACK);
                List<Thread> traffic = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    traffic.add(Thread.startVirtualThread(() -> sendUntilClosed(pair.offering())));
                    traffic.add(Thread.startVirtualThread(() -> sendUntilClosed(pair.answering())));
                }
                traffic.add(Thread.startVirtualThread(() -> receiveUntilClosed(pair.offering())));
                traffic.add(Thread.startVirtualThread(() -> receiveUntilClosed(pair.answering())));
                LockSupport.parkNanos(random.nextInt(4_000_000));

                switch (round % 4) {
                    case 0 -> pair.offering().close();
                    case 1 -> pair.answering().close();
                    case 2 -> Thread.startVirtualThread(pair.offering()::close);
                    default -> traffic.add(Thread.startVirtualThread(pair.offering()::close));
                }
                if (round % 4 > 1) {
                    pair.answering().close();
                }

                for (Thread each : traffic) {
                    each.join();
                }
                assertFalse(pair.offering().isOpen());
                assertFalse(pair.answering().isOpen());
            }
            assertEquals(ROUNDS, master.counters().connections());
            assertEquals(0, master.counters().openChannels());
            assertEquals(0, slave.counters().openChannels());
        }
    }

    @Test
    void closingWhileConnectingHarmsNothing() throws InterruptedException {
        Random random = new Random(8);
        try (WebRtcRuntime master = new WebRtcRuntime(WebRtcSettings.defaults());
                WebRtcRuntime slave = new WebRtcRuntime(WebRtcSettings.defaults())) {
            for (int round = 0; round < ROUNDS; round++) {
                PeerId label = PeerId.random();
                OfferingPeer offering = master.offer(label, Route.LOOPBACK);
                AnsweringPeer answering = slave.answer(offering.description(), label, Route.LOOPBACK);
                offering.accept(answering.description());
                LockSupport.parkNanos(random.nextInt(12_000_000));

                Thread other = Thread.startVirtualThread(offering::close);
                answering.close();
                other.join();
            }
            assertEquals(0, master.counters().openChannels());
            assertEquals(0, slave.counters().openChannels());
        }
    }

    @Test
    void closingTheRuntimeUnderTrafficHarmsNothing() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            WebRtcRuntime master = new WebRtcRuntime(WebRtcSettings.defaults());
            WebRtcRuntime slave = new WebRtcRuntime(WebRtcSettings.defaults());
            List<Thread> traffic = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ConnectedPair pair = ConnectedPair.connect(master, slave, Route.LOOPBACK);
                traffic.add(Thread.startVirtualThread(() -> sendUntilClosed(pair.offering())));
                traffic.add(Thread.startVirtualThread(() -> sendUntilClosed(pair.answering())));
                traffic.add(Thread.startVirtualThread(() -> receiveUntilClosed(pair.answering())));
                traffic.add(Thread.startVirtualThread(() -> receiveUntilClosed(pair.offering())));
            }

            master.close();
            slave.close();

            for (Thread each : traffic) {
                each.join();
            }
            assertEquals(1, master.counters().factoriesDisposed());
            assertEquals(1, slave.counters().factoriesDisposed());
        }
    }

    private static void sendUntilClosed(MessageChannel channel) {
        byte[] content = new byte[20_000];
        try {
            while (true) {
                channel.send(Frame.binary(content), Duration.ofSeconds(10));
            }
        } catch (StorageException.Unreachable closed) {
            assertFalse(channel.isOpen());
        }
    }

    private static void receiveUntilClosed(MessageChannel channel) {
        try {
            while (channel.receive().isPresent()) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
