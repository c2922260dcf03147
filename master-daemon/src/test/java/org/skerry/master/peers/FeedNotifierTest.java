package org.skerry.master.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.master.broadcaster.Arrival;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.ChannelPair;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.signal.PeerId;
import tools.jackson.databind.JsonNode;

/** But for the last test its thread is not started: they say when it looks at the feed. */
@Timeout(60)
class FeedNotifierTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ECHO =
            "{\"id\":7,\"type\":\"jio_query\",\"method_name\":\"echo\",\"argument_list\":[]}";
    private static final String ECHOED = "{\"id\":7,\"type\":\"jio_response\"}";

    private final MemoryStorage storage = new MemoryStorage();
    private final PeerRegistry slaves = new PeerRegistry(
            slave -> Optional.of(new Echo()),
            slave -> Message.Hello.master("Site A", Message.Feed.of(storage.feed()), true),
            Clock.systemUTC());
    private final FeedNotifier notifier = new FeedNotifier(storage.feed(), slaves);

    private static final class Echo implements SlaveService {
        @Override
        public PeerSession.RequestHandler handler(Supplier<PeerSession> session) {
            return query -> null;
        }

        @Override
        public Message.Feed feed(Message.Feed whole) {
            return whole;
        }
    }

    @AfterEach
    void close() {
        slaves.close();
        storage.close();
    }

    @Test
    void changesBetweenTwoLooksAreToldTogetherByTheLast() throws Exception {
        Slave first = greeted("changed");
        Slave second = greeted("notice", "changed");
        write(3);
        notifier.look();
        notifier.look();
        assertEquals(List.of(changed(3)), first.toldBefore(ECHO));
        assertEquals(List.of(changed(3)), second.toldBefore(ECHO));

        write(2);
        notifier.look();

        assertEquals(List.of(changed(5)), first.toldBefore(ECHO));
        assertEquals(List.of(changed(5)), second.toldBefore(ECHO));
    }

    @Test
    void whatHelloToldIsNotToldAgain() throws Exception {
        write(2);
        Slave slave = greeted("changed");
        notifier.look();
        assertEquals(List.of(), slave.toldBefore(ECHO));

        write(1);
        notifier.look();

        assertEquals(List.of(changed(3)), slave.toldBefore(ECHO));
    }

    @Test
    void aChangeBeforeTheHelloIsToldByTheHello() throws Exception {
        Slave slave = new Slave(new ChannelPair());
        write(1);
        notifier.look();
        assertEquals(1, slave.greet("changed").path("feed").path("sequence").asLong());
        notifier.look();

        assertEquals(List.of(), slave.toldBefore(ECHO));
    }

    @Test
    void whoAnnouncedNothingOfTheKindIsNotTold() throws Exception {
        Slave silent = new Slave(new ChannelPair());
        Slave older = greeted("notice");
        write(1);
        notifier.look();

        assertEquals(List.of(), silent.toldBefore(ECHO));
        assertEquals(List.of(), older.toldBefore(ECHO));
    }

    @Test
    void aSlowSlaveFindsOneNoticeAndHoldsNobodyUp() throws Exception {
        Slave slow = new Slave(new ChannelPair(65_536, 1)); // takes one frame, and no more before that is read
        Slave other = greeted("changed");
        slow.greet("changed");
        slow.awaitGreeted();

        for (int i = 1; i <= 100; i++) {
            write(1);
            notifier.look();
            assertEquals(List.of(changed(i)), other.toldBefore(ECHO));
        }

        List<String> told = slow.toldBefore(ECHO);
        assertEquals(changed(100), told.getLast());
        // one in the channel, one that waits for it, one that waits to be sent
        assertTrue(told.size() <= 3, told::toString);
    }

    @Test
    void aSlaveThatLeftIsForgotten() throws Exception {
        Slave gone = greeted("changed");
        Slave other = greeted("changed");
        gone.channel.close();
        await(() -> slaves.count() == 1);

        write(1);
        notifier.look();

        assertEquals(List.of(changed(1)), other.toldBefore(ECHO));
        assertEquals(0, gone.unread());
    }

    @Test
    void aFeedThatCannotBeReadIsLookedAtAgain() {
        storage.close();

        notifier.look();
        notifier.look();
    }

    @Test
    void itsThreadLooksByItselfAndEnds() throws Exception {
        FeedNotifier started = new FeedNotifier(storage.feed(), slaves).start();
        Slave slave = greeted("changed");
        write(1);
        assertEquals(changed(1), slave.receive());

        started.close();

        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("feed-notifier")));
    }

    private void write(int records) {
        for (int i = 0; i < records; i++) {
            storage.put(new RecordId("r"), JsonText.object().put("n", i));
        }
    }

    private String changed(long sequence) {
        return "{\"type\":\"notice\",\"event\":\"changed\",\"feed\":{\"id\":\"%s\",\"sequence\":%d}}"
                .formatted(storage.feed().id(), sequence);
    }

    private Slave greeted(String... features) throws Exception {
        Slave slave = new Slave(new ChannelPair());
        slave.greet(features);
        slave.awaitGreeted();
        return slave;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not in time");
            Thread.onSpinWait();
        }
    }

    /** A slave whose frames are typed by hand. */
    private final class Slave {
        private final MessageChannel channel;

        Slave(ChannelPair channels) {
            channel = channels.first();
            slaves.connected(
                    new Arrival(PeerId.random(), "", Optional.empty(), InetAddress.getLoopbackAddress()),
                    channels.second());
        }

        JsonNode greet(String... features) throws InterruptedException {
            send("{\"type\":\"hello\",\"version\":1,\"features\":[\"%s\"]}".formatted(String.join("\",\"", features)));
            return JsonText.read(receive());
        }

        /** The master reads one frame after the other: once it answers, it has done with the hello. */
        void awaitGreeted() throws InterruptedException {
            assertEquals(List.of(), toldBefore(ECHO));
        }

        /** What comes before the answer to a call. */
        List<String> toldBefore(String call) throws InterruptedException {
            List<String> told = new ArrayList<>();
            send(call);
            for (String frame = receive(); !frame.equals(ECHOED); frame = receive()) {
                told.add(frame);
            }
            return told;
        }

        int unread() throws InterruptedException {
            int frames = 0;
            while (channel.receive().isPresent()) {
                frames++;
            }
            return frames;
        }

        void send(String text) {
            channel.send(Frame.text(text), PATIENCE);
        }

        String receive() throws InterruptedException {
            return JsonText.utf8Text(channel.receive().orElseThrow().bytes());
        }
    }
}
