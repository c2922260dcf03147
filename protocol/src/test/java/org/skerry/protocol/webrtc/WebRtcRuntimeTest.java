package org.skerry.protocol.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;

@Tag("native")
@Timeout(120)
class WebRtcRuntimeTest {

    private static final Duration PATIENCE = ConnectedPair.PATIENCE;

    private WebRtcRuntime master;
    private WebRtcRuntime slave;

    @BeforeEach
    void start() {
        master = new WebRtcRuntime(WebRtcSettings.defaults());
        slave = new WebRtcRuntime(WebRtcSettings.defaults());
    }

    @AfterEach
    void stop() {
        slave.close();
        master.close();
    }

    @Test
    void fiftyPeersConnectAtOnceWithoutFiftyThreads() throws Exception {
        ConnectedPair.connect(master, slave, Route.LOOPBACK).close();
        int threadsBefore = nativeThreads();

        List<ConnectedPair> pairs =
                inParallel(50, i -> ConnectedPair.connect(master, slave, i % 2 == 0 ? Route.LOOPBACK : Route.LAN));
        for (int i = 0; i < 50; i++) {
            pairs.get(i).offering().send(Frame.text("peer " + i), PATIENCE);
        }

        for (int i = 0; i < 50; i++) {
            assertEquals(
                    "peer " + i,
                    new String(pairs.get(i).answering().receive().orElseThrow().bytes()));
        }
        assertTrue(nativeThreads() - threadsBefore < 20, () -> threadsBefore + " threads became " + nativeThreads());
        assertEquals(50, master.counters().openChannels());
        pairs.forEach(ConnectedPair::close);
        assertEquals(new RuntimeCounters(1, 0, 51, 0, 50), slave.counters());
    }

    @Test
    void wornFactoryIsReplacedAndDisposedWhenItsLastChannelCloses() throws InterruptedException {
        try (WebRtcRuntime wearing = new WebRtcRuntime(WebRtcSettings.defaults().withWear(3, Duration.ofDays(1)))) {
            ConnectedPair old = ConnectedPair.connect(slave, wearing, Route.LOOPBACK);
            ConnectedPair oldToo = ConnectedPair.connect(slave, wearing, Route.LOOPBACK);
            assertFalse(old.answering().isWorn());
            for (int i = 0; i < 3; i++) {
                old.offering().send(Frame.text("x"), PATIENCE);
                old.answering().receive();
            }
            assertTrue(old.answering().isWorn());
            assertTrue(oldToo.answering().isWorn());

            ConnectedPair fresh = ConnectedPair.connect(slave, wearing, Route.LOOPBACK);

            assertFalse(fresh.answering().isWorn());
            old.answering().send(Frame.text("the old one goes on"), PATIENCE);
            assertEquals(
                    "the old one goes on",
                    new String(old.offering().receive().orElseThrow().bytes()));
            assertEquals(0, wearing.counters().factoriesDisposed());
            old.close();
            assertEquals(0, wearing.counters().factoriesDisposed());
            oldToo.close();
            await(() -> wearing.counters().factoriesDisposed() == 1);
            fresh.offering().send(Frame.text("still here"), PATIENCE);
            assertEquals(
                    "still here",
                    new String(fresh.answering().receive().orElseThrow().bytes()));
            assertEquals(new RuntimeCounters(2, 1, 3, 1, 4), wearing.counters());
            assertThrows(
                    StorageException.Unreachable.class, () -> old.answering().send(Frame.text("x"), PATIENCE));
        }
    }

    @Test
    void factoriesRotateUnderLoad() throws Exception {
        try (WebRtcRuntime wearing = new WebRtcRuntime(WebRtcSettings.defaults().withWear(20, Duration.ofDays(1)))) {
            inParallel(8, i -> {
                for (int round = 0; round < 10; round++) {
                    try (ConnectedPair pair = ConnectedPair.connect(slave, wearing, Route.LOOPBACK)) {
                        for (int message = 0; message < 10; message++) {
                            pair.offering().send(Frame.text("ping"), PATIENCE);
                            pair.answering().receive().orElseThrow();
                        }
                    }
                }
                return i;
            });

            await(() ->
                    wearing.counters().factoriesDisposed() >= wearing.counters().factoriesMade() - 1);
            assertEquals(80, wearing.counters().connections());
            assertEquals(800, wearing.counters().messagesReceived());
            assertTrue(wearing.counters().factoriesMade() > 5, () -> "" + wearing.counters());
        }
    }

    @Test
    void agedFactoryIsWorn() {
        try (WebRtcRuntime wearing = new WebRtcRuntime(WebRtcSettings.defaults().withWear(1_000, Duration.ZERO));
                ConnectedPair pair = ConnectedPair.connect(slave, wearing, Route.LOOPBACK)) {
            assertTrue(pair.answering().isWorn());
            assertFalse(pair.offering().isWorn());
        }
    }

    @Test
    void channelWithAnotherLabelIsNotAccepted() {
        OfferingPeer offering = slave.offer(PeerId.random(), Route.LOOPBACK);
        AnsweringPeer answering = master.answer(offering.description(), PeerId.random(), Route.LOOPBACK);
        offering.accept(answering.description());

        StorageException refused =
                assertThrows(StorageException.Unreachable.class, () -> answering.awaitOpen(PATIENCE));

        assertEquals("The other side's channel is not labelled with its identifier.", refused.getMessage());
        offering.close();
    }

    @Test
    void peerThatNobodyAnswersIsGivenUpInTime() {
        OfferingPeer offering = master.offer(PeerId.random(), Route.LOOPBACK);
        AnsweringPeer answering = slave.answer(offering.description(), PeerId.random(), Route.LOOPBACK);

        assertThrows(StorageException.Unreachable.class, () -> offering.awaitOpen(Duration.ofMillis(50)));
        assertThrows(StorageException.Unreachable.class, () -> answering.awaitOpen(Duration.ofMillis(50)));

        assertThrows(StorageException.Unreachable.class, () -> offering.accept(answering.description()));
    }

    @Test
    void unusableAnswerMayBeFollowedByAUsableOne() {
        PeerId label = PeerId.random();
        OfferingPeer offering = master.offer(label, Route.LOOPBACK);
        AnsweringPeer answering = slave.answer(offering.description(), label, Route.LOOPBACK);
        Description answer = answering.description();

        assertThrows(
                IllegalArgumentException.class,
                () -> offering.accept(new Description(Description.Kind.ANSWER, "v=0\r\nnonsense")));
        assertThrows(
                IllegalArgumentException.class,
                () -> offering.accept(
                        new Description(Description.Kind.ANSWER, answer.sdp().replace("a=mid:0", "a=mid:another"))));
        offering.accept(answer);

        try (WebRtcChannel channel = offering.awaitOpen(PATIENCE)) {
            assertTrue(channel.isOpen());
        }
        assertThrows(
                RuntimeException.class, () -> offering.accept(answer), "a second answer after the connection ended");
    }

    @Test
    void wrongFingerprintNeverConnects() {
        PeerId label = PeerId.random();
        OfferingPeer offering = master.offer(label, Route.LOOPBACK);
        AnsweringPeer answering = slave.answer(offering.description(), label, Route.LOOPBACK);
        String forged = answering
                .description()
                .sdp()
                .replaceFirst("a=fingerprint:.*", "a=fingerprint:" + SampleSdp.FINGERPRINT);

        offering.accept(new Description(Description.Kind.ANSWER, forged));

        assertThrows(StorageException.Unreachable.class, () -> offering.awaitOpen(Duration.ofSeconds(2)));
        answering.close();
    }

    @Test
    void spoiledDescriptionsEndInAnExceptionOrAnAnswer() {
        PeerId label = PeerId.random();
        OfferingPeer offering = slave.offer(label, Route.LOOPBACK);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int answered = 0;
        for (int i = 0; i < 3_000 && answered < 300; i++) {
            String spoiled = SampleSdp.spoil(offering.description().sdp(), random);
            try {
                master.answer(new Description(Description.Kind.OFFER, spoiled), label, Route.LOOPBACK)
                        .close();
                answered++;
            } catch (IllegalArgumentException refused) {
                assertTrue(refused.getMessage().endsWith("."), () -> "seed " + seed + ": " + refused.getMessage());
            }
        }
        assertTrue(answered > 10, "seed " + seed + ": " + answered);
        ConnectedPair.connect(master, slave, Route.LOOPBACK).close();
        assertEquals(1, master.counters().factoriesMade());
    }

    @Test
    void portsThatAreInUseAreAnErrorWithASentence() throws SocketException {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(0));
                WebRtcRuntime narrow = new WebRtcRuntime(
                        WebRtcSettings.defaults().withPorts(taken.getLocalPort(), taken.getLocalPort()))) {
            StorageException refused =
                    assertThrows(StorageException.Unreachable.class, () -> narrow.offer(PeerId.random(), Route.LAN));

            assertEquals(
                    "WebRTC found no network address to offer within 1 s: no network is up, or its ports are in use.",
                    refused.getMessage());
        }
    }

    @Test
    void morePeersThanPortsAreRefusedUntilOneCloses() throws SocketException {
        int port;
        try (DatagramSocket free = new DatagramSocket()) {
            port = free.getLocalPort();
        }
        try (WebRtcRuntime narrow = new WebRtcRuntime(WebRtcSettings.defaults().withPorts(port, port))) {
            OfferingPeer first = narrow.offer(PeerId.random(), Route.LAN);

            assertThrows(StorageException.TooMany.class, () -> narrow.offer(PeerId.random(), Route.LAN));

            first.close();
            narrow.offer(PeerId.random(), Route.LAN).close();
            assertTrue(first.description().sdp().contains(" " + port + " typ host"));
        }
    }

    @Test
    void loopbackPortThatSomebodyElseTookInTheMeantimeIsReplaced() throws SocketException {
        PeerId label = PeerId.random();
        Inboxes inboxes = new Inboxes(new Inbox(1_000, 10), new Inbox(1_000, 10));
        NativePeer peer = master.peer(label, Route.LOOPBACK, inboxes.messages(), inboxes.files());
        int port = peer.lease().config().minPort;
        try (DatagramSocket thief = new DatagramSocket(port);
                DatagramSocket another = new DatagramSocket(port + 1)) {
            OfferingPeer offering = new OfferingPeer(peer, inboxes, WebRtcRuntime.offer(peer));
            AnsweringPeer answering = slave.answer(offering.description(), label, Route.LOOPBACK);
            offering.accept(answering.description());

            assertTrue(offering.awaitOpen(PATIENCE).isOpen());
            assertTrue(thief.isBound() && another.isBound());
        }
    }

    @Test
    void closedRuntimeEndsItsChannelsAndTakesNoMore() throws InterruptedException {
        ConnectedPair pair = ConnectedPair.connect(master, slave, Route.LOOPBACK);
        OfferingPeer waiting = master.offer(PeerId.random(), Route.LOOPBACK);

        master.close();
        master.close();

        assertFalse(pair.offering().isOpen());
        assertTrue(pair.answering().receive().isEmpty());
        assertThrows(StorageException.Unreachable.class, () -> waiting.awaitOpen(PATIENCE));
        assertThrows(StorageException.Unreachable.class, () -> master.offer(PeerId.random(), Route.LOOPBACK));
        assertEquals(new RuntimeCounters(1, 1, 1, 0, 0), master.counters());
    }

    private interface Work<T> {
        T run(int index) throws Exception;
    }

    private static <T> List<T> inParallel(int count, Work<T> work) throws Exception {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            tasks.add(() -> work.run(index));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> done : threads.invokeAll(tasks)) {
                results.add(done.get());
            }
            return results;
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    /** All threads of this process, those of the library included. */
    private static int nativeThreads() {
        return ProcessThreads.count();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not in time");
            Thread.onSpinWait();
        }
    }
}
