package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;

@Timeout(20)
class HelloTest {

    private static final String REST =
            "\"name\":\"Site A\",\"feed\":{\"id\":\"6f1c\",\"sequence\":4711},\"limits\":{\"message_bytes\":8388608}}";

    @Test
    void theMasterAnswersWithWhatBothHaveInTheOrderOfTheSpecification() {
        try (RawPeer peer = RawPeer.of(SessionPair.ECHO)) {
            assertEquals(
                    "{\"type\":\"hello\",\"version\":1,\"features\":[\"fragments\",\"heartbeat\"]," + REST,
                    peer.greet("heartbeat", "telepathy", "fragments", "heartbeat"));
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void anEmptyListOfFeaturesIsAHelloToo() {
        try (RawPeer peer = RawPeer.of(SessionPair.ECHO)) {
            assertEquals("{\"type\":\"hello\",\"version\":1,\"features\":[]," + REST, peer.greet());
        }
    }

    @Test
    void aMasterInOpenModeSaysSo() {
        var channels = new ChannelPair();
        try (PeerSession master = new PeerSession(
                        channels.second(),
                        SessionSettings.defaults(),
                        SessionPair.ECHO,
                        () -> Message.Hello.master("Site A", new Message.Feed("6f1c", 4711), true));
                PeerSession slave = new PeerSession(
                        channels.first(),
                        SessionSettings.defaults(),
                        SessionPair.NOTHING_OFFERED,
                        Message.Hello::client)) {
            assertEquals(
                    new Message.Hello(
                            1,
                            Feature.words(EnumSet.allOf(Feature.class)),
                            "Site A",
                            new Message.Feed("6f1c", 4711),
                            true,
                            8_388_608),
                    slave.greet(Message.Hello.client(), SessionPair.PATIENCE));
            // The master reads one message after the other: once it answers this, it has done with the hello.
            slave.call(SessionPair.call("echo", "1"), SessionPair.PATIENCE);
            assertEquals(EnumSet.allOf(Feature.class), master.features());
            assertEquals(EnumSet.allOf(Feature.class), slave.features());
        }
    }

    @Test
    void aSecondHelloIsAnErrorAndChangesNothing() {
        try (RawPeer peer = RawPeer.of(SessionPair.ECHO)) {
            peer.greet("heartbeat");

            peer.send("{\"type\":\"hello\",\"version\":1,\"features\":[\"batch\"]}");

            assertEquals("null:400", peer.receiveError());
            assertEquals("{\"type\":\"pong\"}", peer.ask("{\"type\":\"ping\"}"));
            peer.send("[{\"type\":\"ping\"}]");
            assertEquals("null:400", peer.receiveError());
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void anUnreadableHelloIsAnErrorAndChangesNothing() {
        try (RawPeer peer = RawPeer.of(SessionPair.ECHO)) {
            for (String bad : List.of(
                    "{\"type\":\"hello\"}",
                    "{\"type\":\"hello\",\"version\":1,\"features\":\"batch\"}",
                    "{\"type\":\"hello\",\"version\":1,\"features\":[\"batch\",7]}",
                    "{\"type\":\"hello\",\"version\":\"1\",\"features\":[\"batch\"]}",
                    "{\"type\":\"hello\",\"version\":2,\"features\":[\"batch\"]}")) {
                peer.send(bad);
                assertEquals("null:400", peer.receiveError(), bad);
            }
            peer.send("[{\"type\":\"ping\"}]");
            assertEquals("null:400", peer.receiveError());

            assertEquals("{\"type\":\"hello\",\"version\":1,\"features\":[\"batch\"]," + REST, peer.greet("batch"));
        }
    }

    @Test
    void beforeAHelloNothingIsSentThatIsNoAnswer() {
        try (RawPeer peer = RawPeer.of(SessionPair.ECHO)) {
            peer.session.notify(new Message.Notice(Message.Notice.CLOSING, "The master stops.", null));
            peer.assertNothingMoreWasSaid();
        }
    }

    @Test
    void aNoticeReachesThoseWhoAnnouncedIt() throws InterruptedException {
        try (SessionPair pair = SessionPair.greeted(SessionPair.ECHO)) {
            var notices = new java.util.concurrent.LinkedBlockingQueue<Message.Notice>();
            pair.slave.onNotice(notice -> {
                notices.add(notice);
                throw new IllegalStateException("on purpose");
            });
            var notice = new Message.Notice(Message.Notice.CLOSING, "The master stops.", Duration.ofSeconds(5));
            // The master reads one message after the other: once it answers this, it has done with the hello.
            pair.slave.call(SessionPair.call("echo", "1"), SessionPair.PATIENCE);

            pair.master.notify(notice);
            pair.master.notify(notice);

            assertEquals(notice, notices.take());
            assertEquals(notice, notices.take());
        }
    }

    @Test
    void aMasterThatRefusesTheHelloFailsItAtOnce() throws InterruptedException {
        var channels = new ChannelPair();
        MessageChannel master = channels.second();
        try (PeerSession slave = new PeerSession(
                channels.first(), SessionSettings.defaults(), SessionPair.ECHO, Message.Hello::client)) {
            Thread master2016 = Thread.startVirtualThread(() -> {
                try {
                    master.receive();
                    master.send(Frame.text("{\"result\":{},\"type\":\"error\"}"), SessionPair.PATIENCE);
                } catch (InterruptedException unexpected) {
                    master.close();
                }
            });

            StorageException refused = assertThrows(
                    StorageException.class, () -> slave.greet(Message.Hello.client(), SessionPair.PATIENCE));

            assertEquals("The other side gave no reason.", refused.getMessage());
            master2016.join();
        }
    }

    @Test
    void aHelloThatNobodyAnswersFailsInTime() {
        var channels = new ChannelPair();
        try (PeerSession slave = new PeerSession(
                channels.first(), SessionSettings.defaults(), SessionPair.ECHO, Message.Hello::client)) {
            StorageException late = assertThrows(
                    StorageException.Unreachable.class,
                    () -> slave.greet(Message.Hello.client(), Duration.ofMillis(20)));
            assertEquals("The other side did not answer the hello within 20 ms.", late.getMessage());
            assertEquals(Set.of(), slave.features());
        }
    }
}
