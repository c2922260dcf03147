package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;

@Timeout(20)
class FeedExchangeTest {

    private static final Message.Feed OF_HELLO = SessionPair.masterHello().feed();
    private static final Message.Feed LATER = new Message.Feed("6f1c", 4712);
    private static final Message.Feed OTHER = new Message.Feed("70aa", 3);

    @Test
    void aPeerHearsOfEachMoveOfTheFeedOnce() throws InterruptedException {
        try (SessionPair pair = SessionPair.greeted(SessionPair.ECHO)) {
            BlockingQueue<Message.Feed> heard = new LinkedBlockingQueue<>();
            pair.slave.onPeerFeed(feed -> {
                heard.add(feed);
                throw new IllegalStateException("on purpose");
            });
            assertEquals(Optional.of(OF_HELLO), pair.slave.peerFeed());
            awaitArrived(pair);

            pair.master.tellFeed(OF_HELLO);
            pair.master.tellFeed(LATER);
            assertEquals(LATER, heard.take());
            pair.master.tellFeed(LATER);
            pair.master.tellFeed(OTHER);

            assertEquals(OTHER, heard.take());
            assertEquals(Optional.of(OTHER), pair.slave.peerFeed());
            awaitArrived(pair);
            assertEquals(null, heard.peek());
        }
    }

    @Test
    void whoListensLateAsksWhereTheFeedStands() throws InterruptedException {
        try (SessionPair pair = SessionPair.greeted(SessionPair.ECHO)) {
            awaitArrived(pair);
            pair.master.tellFeed(LATER);
            awaitArrived(pair);

            pair.slave.onPeerFeed(feed -> {});

            assertEquals(Optional.of(LATER), pair.slave.peerFeed());
        }
    }

    @Test
    void onlyWhoAnnouncedItIsTold() {
        try (RawPeer silent = RawPeer.of(SessionPair.ECHO);
                RawPeer older = RawPeer.of(SessionPair.ECHO);
                RawPeer peer = RawPeer.of(SessionPair.ECHO)) {
            older.greet("fragments", "cancel", "batch", "deadline", "write_key", "expected", "notice");
            peer.greet("changed");

            for (RawPeer each : new RawPeer[] {silent, older, peer}) {
                each.assertNothingMoreWasSaid();
                each.session.tellFeed(LATER);
            }

            silent.assertNothingMoreWasSaid();
            older.assertNothingMoreWasSaid();
            assertEquals(
                    "{\"type\":\"notice\",\"event\":\"changed\",\"feed\":{\"id\":\"6f1c\",\"sequence\":4712}}",
                    peer.receive());
        }
    }

    @Test
    void aNoticeOfChangesThatNobodyAnnouncedIsPassedOver() {
        var channels = new ChannelPair();
        try (SessionPair pair =
                new SessionPair(channels.first(), channels.second(), SessionSettings.defaults(), SessionPair.ECHO)) {
            pair.slave.greet(SessionPair.hello(Feature.NOTICE), SessionPair.PATIENCE);
            channels.second()
                    .send(
                            Frame.text(
                                    "{\"type\":\"notice\",\"event\":\"changed\",\"feed\":{\"id\":\"6f1c\",\"sequence\":4712}}"),
                            SessionPair.PATIENCE);
            awaitArrived(pair);

            assertEquals(Optional.of(OF_HELLO), pair.slave.peerFeed());
        }
    }

    /** Each side reads one message after the other: once this is answered, what was sent before has arrived. */
    private static void awaitArrived(SessionPair pair) {
        pair.slave.call(SessionPair.call("echo", "1"), SessionPair.PATIENCE);
    }
}
