package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.UnreliableChannel.Faults;

@Timeout(60)
class UnreliableSessionTest {

    @Test
    void doubledAndDelayedFramesGiveNobodyAWrongAnswer() throws Exception {
        Faults faults = Faults.NONE.doubling(20).delaying(30, Duration.ofMillis(3));
        assertEquals(400, answered(faults, 1));
    }

    @Test
    void droppedFramesFailTheirCallsOnly() throws Exception {
        int answered = answered(Faults.NONE.dropping(10).doubling(5).delaying(20, Duration.ofMillis(3)), 2);

        assertTrue(answered > 100 && answered < 400, answered + " of 400 calls were answered");
    }

    @Test
    void aCutFailsAllCallsAtOnce() {
        for (int frames = 0; frames < 12; frames++) {
            var channels = new ChannelPair();
            MessageChannel cut = new UnreliableChannel(channels.first(), Faults.NONE.cuttingAfter(frames), 3);
            try (SessionPair pair =
                    new SessionPair(cut, channels.second(), SessionSettings.defaults(), SessionPair.ECHO)) {
                for (int call = 0; call < frames; call++) {
                    assertEquals(
                            JsonText.read("1"), pair.slave.call(SessionPair.call("get", "1"), SessionPair.PATIENCE));
                }
                assertThrows(
                        StorageException.Unreachable.class,
                        () -> pair.slave.call(SessionPair.call("get", "1"), SessionPair.PATIENCE));
            }
        }
    }

    @Test
    void aCutInTheMiddleOfALongMessageLeavesNothingBehind() {
        var channels = new ChannelPair();
        MessageChannel cut = new UnreliableChannel(channels.second(), Faults.NONE.cuttingAfter(20), 4);
        try (SessionPair pair = new SessionPair(channels.first(), cut, SessionSettings.defaults(), SessionPair.ECHO)) {
            pair.slave.greet(Message.Hello.client(), SessionPair.PATIENCE);
            var text = JsonText.nodes().arrayNode().add("x".repeat(5_000_000));

            assertThrows(
                    StorageException.Unreachable.class,
                    () -> pair.slave.call(new Call("get", text), SessionPair.PATIENCE));
        }
    }

    @Test
    void aPulledCableIsNoticedByTheHeartbeat() throws InterruptedException {
        var channels = new ChannelPair();
        var time = new ManualTime();
        MessageChannel pulled = new UnreliableChannel(channels.second(), Faults.NONE.fallingSilentAfter(2), 5);
        try (PeerSession master = new PeerSession(
                        pulled, SessionSettings.defaults(), SessionPair.ECHO, SessionPair::masterHello);
                PeerSession slave = new PeerSession(
                        channels.first(),
                        SessionSettings.defaults().withTime(time),
                        SessionPair.NOTHING_OFFERED,
                        Message.Hello::client)) {
            var reasons = new LinkedBlockingQueue<String>();
            slave.onClosed(reasons::add);
            slave.greet(Message.Hello.client(), SessionPair.PATIENCE);
            long hello = slave.counters().bytesIn();
            while (slave.counters().bytesIn() == hello) {
                time.pass(Duration.ofSeconds(1), 1);
            }
            assertTrue(master.isOpen());
            Thread call = Thread.startVirtualThread(() -> assertThrows(
                    StorageException.Unreachable.class,
                    () -> slave.call(SessionPair.call("get", "1"), SessionPair.PATIENCE)));

            while (slave.isOpen()) {
                time.pass(Duration.ofSeconds(1), 0);
            }

            assertEquals("The other side has been silent for 6 s.", reasons.take());
            call.join();
        }
    }

    private static int answered(Faults faults, long seed) throws Exception {
        var channels = new ChannelPair();
        MessageChannel there = new UnreliableChannel(channels.first(), faults, seed);
        MessageChannel back = new UnreliableChannel(channels.second(), faults, seed + 1);
        try (SessionPair pair = new SessionPair(there, back, SessionSettings.defaults(), SessionPair.ECHO);
                ExecutorService callers = Executors.newFixedThreadPool(40)) {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int number = i;
                calls.add(() -> isAnswered(pair.slave, number));
            }
            int answered = 0;
            for (Future<Boolean> call : callers.invokeAll(calls)) {
                answered += call.get() ? 1 : 0;
            }
            assertTrue(pair.slave.isOpen() && pair.master.isOpen());
            return answered;
        }
    }

    private static boolean isAnswered(PeerSession slave, int number) {
        try {
            int answer = slave.call(SessionPair.call("get", "" + number), Duration.ofMillis(1000))
                    .intValue();
            assertEquals(number, answer);
            return true;
        } catch (StorageException.Unreachable late) {
            return false;
        }
    }
}
