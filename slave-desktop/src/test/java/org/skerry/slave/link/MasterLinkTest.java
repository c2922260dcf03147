package org.skerry.slave.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.ChannelPair;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.storage.RepeatedCalls;

@Timeout(60)
class MasterLinkTest {

    private static final MasterAddress ADDRESS = new MasterAddress("10.0.0.1", 9999);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeMaster master = new FakeMaster();
    private final MasterLink link = new MasterLink(ADDRESS, master, new Backoff(new Random(1)));
    private final BlockingQueue<LinkState> states = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        link.close();
    }

    @Test
    void aLinkConnectsAndTellsItsStates() throws Exception {
        link.onState(states::add);

        PeerSession session = link.start().session(PATIENCE);

        assertTrue(session.isOpen());
        assertEquals(Optional.of("Site A"), link.master().map(Message.Hello::name));
        assertEquals(List.of(LinkState.SIGNALLING, LinkState.LINKED), states(2));
    }

    @Test
    void aLostConnectionComesBackByItself() throws Exception {
        PeerSession first = link.start().session(PATIENCE);
        await(() -> link.state() == LinkState.LINKED);
        link.onState(states::add);

        master.sessions.getFirst().close();
        await(() -> !first.isOpen());
        PeerSession second = link.session(PATIENCE);

        assertNotSame(first, second);
        assertEquals(List.of(LinkState.OFFLINE, LinkState.SIGNALLING, LinkState.LINKED), states(3));
    }

    @Test
    void callsWaitWhileTheMasterIsAwayAndThenGoThrough() throws Exception {
        master.failures.add(new LinkFailure.Unreachable(LinkFailure.Obstacle.NO_ANSWER, "Away."));
        master.failures.add(new LinkFailure.Busy("Full.", Optional.of(Duration.ofMillis(20))));
        RepeatedCalls calls = new RepeatedCalls(link, PATIENCE);

        link.start();

        assertEquals(
                "\"echo\"",
                JsonText.write(
                        calls.call(new Call("echo", JsonText.nodes().arrayNode().add("echo")))));
        assertEquals(3, master.attempts);
    }

    @Test
    void aCallThatWaitsBringsTheNextAttemptForward() {
        Backoff patient = new Backoff(BackoffTest.LONGEST);
        while (patient.next().compareTo(Backoff.LAST) < 0) {
            // until each wait takes 15 s
        }
        master.failures.add(new LinkFailure.Unreachable(LinkFailure.Obstacle.NO_ANSWER, "Away."));
        try (MasterLink waiting = new MasterLink(ADDRESS, master, patient).start()) {
            await(() -> master.failures.isEmpty() && waiting.state() == LinkState.OFFLINE);

            assertTrue(waiting.session(Duration.ofSeconds(10)).isOpen());
        }
    }

    @Test
    void anAwayMasterIsToldInTheWordsOfTheLastAttempt() {
        master.permanent = new LinkFailure.Unreachable(
                LinkFailure.Obstacle.NO_ANSWER, "The master at ws://10.0.0.1:9999/ cannot be reached: no answer.");
        link.start();

        StorageException failure =
                assertThrows(StorageException.Unreachable.class, () -> link.session(Duration.ofMillis(300)));

        assertEquals("The master at ws://10.0.0.1:9999/ cannot be reached: no answer.", failure.getMessage());
    }

    @Test
    void whoWaitsForAnAttemptIsToldHowItEnded() throws Exception {
        LinkFailure away = new LinkFailure.Unreachable(LinkFailure.Obstacle.NO_ANSWER, "Away.");
        BlockingQueue<LinkStep> steps = new LinkedBlockingQueue<>();
        master.permanent = away;
        link.onStep(steps::add);

        Optional<LinkFailure> failed = link.start().awaitAttempt();
        master.permanent = null;
        link.session(PATIENCE);
        Optional<LinkFailure> linked = link.awaitAttempt();

        assertEquals(List.of(Optional.of(away), Optional.empty()), List.of(failed, linked));
        assertEquals(LinkStep.FINDING, steps.poll());
    }

    @Test
    void whereWaitingDoesNotHelpCallsFailAtOnce() {
        master.permanent =
                new LinkFailure.NotAllowed(LinkFailure.Door.CODE_NEEDED, "The master refused: it is not open.");
        link.start();

        assertEquals(
                "The master refused: it is not open.",
                assertThrows(StorageException.Forbidden.class, () -> link.session(Duration.ofHours(1)))
                        .getMessage());
    }

    @Test
    void aReconnectNoticeReplacesTheConnectionBeforeTheOldOneIsLetGo() throws Exception {
        PeerSession first = link.start().session(PATIENCE);
        await(() -> link.state() == LinkState.LINKED);
        link.onState(states::add);

        master.greeted().notify(new Message.Notice(Message.Notice.RECONNECT, "Worn.", null));

        await(() -> link.session(PATIENCE) != first);
        assertTrue(first.isOpen());
        assertEquals(LinkState.LINKED, link.state());
        assertEquals(List.of(), new ArrayList<>(states));
    }

    @Test
    void aClosedLinkFailsThoseWhoWaitAndEndsItsSessions() throws Exception {
        PeerSession session = link.start().session(PATIENCE);
        master.permanent = new LinkFailure.Unreachable(LinkFailure.Obstacle.NO_ANSWER, "Away.");
        link.close();
        link.close();

        assertFalse(session.isOpen());
        assertEquals(LinkState.CLOSED, link.state());
        assertEquals(
                "The link to the master at ws://10.0.0.1:9999/ is closed.",
                assertThrows(StorageException.Unreachable.class, () -> link.session(PATIENCE))
                        .getMessage());
    }

    @Test
    void anOpenSessionIsSharedByAll() {
        link.start();

        assertSame(link.session(PATIENCE), link.session(PATIENCE));
    }

    @Test
    void aMasterThatSaysHelloFirstIsAFailedConnection() {
        ChannelPair channels = new ChannelPair();
        try (PeerSession slave =
                new PeerSession(channels.first(), SessionSettings.defaults(), query -> null, Message.Hello::client)) {
            channels.second().send(Frame.text("{\"type\":\"hello\",\"version\":1,\"features\":[]}"), PATIENCE);
            await(() -> slave.peerHello().isPresent());

            LinkFailure failure = assertThrows(
                    LinkFailure.Unreachable.class, () -> SessionConnector.greeted(slave, channels.first(), ADDRESS));

            assertEquals("The master at ws://10.0.0.1:9999/ said hello before it was asked.", failure.getMessage());
            assertFalse(slave.isOpen());
        }
    }

    @Test
    void aMasterCannotSendItsSlavesAwayForLong() {
        assertEquals(Duration.ofSeconds(60), MasterLink.bounded(Duration.ofDays(24)));
        assertEquals(Duration.ofSeconds(59), MasterLink.bounded(Duration.ofSeconds(59)));
        assertEquals(null, MasterLink.bounded(null));
    }

    @Test
    void listenersHearOfTheFeedByHelloAndByNotices() throws Exception {
        BlockingQueue<Message.Feed> first = new LinkedBlockingQueue<>();
        BlockingQueue<Message.Feed> second = new LinkedBlockingQueue<>();
        link.onFeed(feed -> {
            first.add(feed);
            throw new IllegalStateException("on purpose");
        });
        link.onFeed(second::add);
        link.start();
        assertEquals(feed("f", 1), next(first));
        assertEquals(feed("f", 1), next(second));

        master.tell(feed("f", 2));

        assertEquals(feed("f", 2), next(first));
        assertEquals(feed("f", 2), next(second));
    }

    @Test
    void whoListensLateHearsWhereTheFeedStands() throws Exception {
        BlockingQueue<Message.Feed> early = new LinkedBlockingQueue<>();
        link.onFeed(early::add);
        link.start();
        assertEquals(feed("f", 1), next(early));
        master.tell(feed("f", 2));
        assertEquals(feed("f", 2), next(early));

        BlockingQueue<Message.Feed> late = new LinkedBlockingQueue<>();
        link.onFeed(late::add);

        assertEquals(feed("f", 2), next(late));
    }

    @Test
    void eachConnectionTellsOfTheFeedAlsoWhereItStandsStillOrIsAnother() throws Exception {
        BlockingQueue<Message.Feed> heard = new LinkedBlockingQueue<>();
        link.onFeed(heard::add);
        link.start();
        assertEquals(feed("f", 1), next(heard));

        master.sessions.getLast().close();
        assertEquals(feed("f", 1), next(heard));
        master.feed = feed("restored", 0);
        master.sessions.getLast().close();

        assertEquals(feed("restored", 0), next(heard));
    }

    @Test
    void theFeedDoesNotGoBackWhenTheConnectionIsReplaced() throws Exception {
        BlockingQueue<Message.Feed> heard = new LinkedBlockingQueue<>();
        link.onFeed(heard::add);
        link.start();
        assertEquals(feed("f", 1), next(heard));
        master.tell(feed("f", 5));
        assertEquals(feed("f", 5), next(heard));

        master.feed = feed("f", 4); // the hello was said before the last change
        PeerSession replaced = master.sessions.getLast();
        replaced.notify(new Message.Notice(Message.Notice.RECONNECT, "Worn.", null));
        assertEquals(feed("f", 5), next(heard));
        replaced.tellFeed(feed("f", 7)); // of a connection that was let go
        master.tell(feed("f", 6));

        assertEquals(feed("f", 6), next(heard));
    }

    @Test
    void whoEndedListeningHearsNothingMore() throws Exception {
        BlockingQueue<Message.Feed> ended = new LinkedBlockingQueue<>();
        BlockingQueue<Message.Feed> heard = new LinkedBlockingQueue<>();
        MasterLink.Listening listening = link.onFeed(ended::add);
        link.onFeed(heard::add);
        link.start();
        assertEquals(feed("f", 1), next(ended));
        assertEquals(feed("f", 1), next(heard));

        listening.close();
        listening.close();
        master.tell(feed("f", 2));

        assertEquals(feed("f", 2), next(heard));
        assertEquals(List.of(), new ArrayList<>(ended));
    }

    @Test
    void aListenerMayCloseTheLink() throws Exception {
        BlockingQueue<LinkState> closed = new LinkedBlockingQueue<>();
        link.onFeed(feed -> {
            link.close();
            closed.add(link.state());
        });

        link.start();

        assertEquals(LinkState.CLOSED, closed.poll(20, TimeUnit.SECONDS));
    }

    private static Message.Feed feed(String id, long sequence) {
        return new Message.Feed(id, sequence);
    }

    private static Message.@org.jspecify.annotations.Nullable Feed next(BlockingQueue<Message.Feed> heard)
            throws InterruptedException {
        return heard.poll(20, TimeUnit.SECONDS);
    }

    private List<LinkState> states(int count) throws InterruptedException {
        List<LinkState> told = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            told.add(states.poll(20, TimeUnit.SECONDS));
        }
        return told;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not in time");
            Thread.onSpinWait();
        }
    }

    /** A master in memory whose connections succeed, but for the failures it was given. */
    private static final class FakeMaster implements Connector {

        final BlockingQueue<LinkFailure> failures = new LinkedBlockingQueue<>();
        final List<PeerSession> sessions = new CopyOnWriteArrayList<>();
        volatile Message.Feed feed = feed("f", 1);
        volatile @org.jspecify.annotations.Nullable LinkFailure permanent;
        int attempts;

        @Override
        public Connection connect(Consumer<LinkStep> progress) throws LinkFailure {
            attempts++;
            progress.accept(LinkStep.FINDING);
            LinkFailure failure = permanent != null ? permanent : failures.poll();
            if (failure != null) {
                throw failure;
            }
            ChannelPair channels = new ChannelPair();
            sessions.add(new PeerSession(
                    channels.second(),
                    SessionSettings.defaults(),
                    query -> query.arguments().get(0),
                    () -> Message.Hello.master("Site A", feed, true)));
            PeerSession slave =
                    new PeerSession(channels.first(), SessionSettings.defaults(), query -> null, Message.Hello::client);
            slave.greet(Message.Hello.client(), PATIENCE);
            return new Connection(slave, channels.first());
        }

        /** The session of the last connection, once it knows what the slave listens to. */
        PeerSession greeted() {
            PeerSession session = sessions.getLast();
            await(() -> session.features().containsAll(Set.of(Feature.values())));
            return session;
        }

        /** Records have changed. */
        void tell(Message.Feed now) {
            greeted().tellFeed(now);
        }
    }
}
