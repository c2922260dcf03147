package org.skerry.protocol.session;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.CallId;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.message.MessageCodec;
import org.skerry.protocol.message.Reading;
import tools.jackson.databind.JsonNode;

/**
 * Requests and answers over one channel, in both directions; {@code docs/protocol.md} tells the rules.
 *
 * <p>All methods may be called from any thread. A session has a virtual thread that reads and two for the time; each
 * request of the peer runs on a virtual thread, one that comes alone on the one that reads, which another one then replaces
 * as soon as something else comes. A frame that makes no sense is answered and forgotten, and never ends
 * the session. {@link #close} ends it, with its channel and its threads.
 */
public final class PeerSession implements AutoCloseable {

    /** How often the heartbeat and overdue requests are looked at; earlier deadlines have a wake-up of their own. */
    static final Duration TICK = Duration.ofMillis(500);

    /** With less than this waiting to be sent, a peer counts as one that keeps up. */
    private static final long FETCHING_BYTES = 128 * 1024;

    private static final System.Logger LOG = System.getLogger(PeerSession.class.getName());

    private final MessageChannel channel;
    private final SessionSettings settings;
    private final Outbox outbox;
    private final Greeting greeting;
    private final FeedExchange feeds;
    private final Calls calls;
    private final Requests requests;
    private final FragmentReader fragments;
    private final Heartbeat heartbeat;
    private final FrameReader reader;
    private final Thread timer;

    private final Instant since = Instant.now();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder fileBytesOut = new LongAdder();
    private final AtomicReference<@Nullable String> closedBecause = new AtomicReference<>();
    private final Map<Class<?>, Object> companions = new ConcurrentHashMap<>();
    private final List<Consumer<String>> closedListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Message.Notice>> noticeListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Message.Feed>> feedListeners = new CopyOnWriteArrayList<>();
    private final List<LiveListener> liveListeners = new CopyOnWriteArrayList<>();
    private final AtomicLong subscriptions = new AtomicLong();

    /** Does what the peer asks. */
    public interface RequestHandler {

        /**
         * Does one request, on a thread of its own that is interrupted when nobody waits for the answer any more.
         *
         * @return null for a call without result
         * @throws StorageException for a refusal or failure; becomes an {@code error} with its status
         */
        @Nullable
        JsonNode handle(Message.JioQuery query);
    }

    /**
     * Begins to read at once.
     *
     * @param channel open; belongs to the session from here on
     * @param ownHello asked when the peer says hello first; of its features those of the peer are announced
     */
    @SuppressWarnings("this-escape") // the class is final, and every field is set before a thread starts
    public PeerSession(
            MessageChannel channel,
            SessionSettings settings,
            RequestHandler handler,
            Supplier<Message.Hello> ownHello) {
        this.channel = channel;
        this.settings = settings;
        this.outbox = new Outbox(channel, settings, this::close);
        this.greeting = new Greeting(outbox, settings, ownHello);
        this.feeds = new FeedExchange(outbox, greeting);
        this.calls = new Calls(outbox, settings, greeting::features);
        this.requests = new Requests(handler, outbox, settings);
        this.fragments = new FragmentReader(settings.maxMessageBytes());
        this.heartbeat = new Heartbeat(settings);
        this.reader = new FrameReader(channel, new Receiver());
        this.timer = Thread.ofVirtual().name("session-timer").unstarted(this::keepTime);
        timer.start();
        reader.start();
    }

    /**
     * Says hello and waits for the peer's; what both announced is used from then on. Once in a session.
     *
     * @return the peer's hello, with the features that both have
     * @throws StorageException.Unreachable if the session is closed or no answer came in time
     * @throws StorageException if the peer refused the hello
     * @throws IllegalStateException if either side has said hello before
     */
    public Message.Hello greet(Message.Hello own, Duration patience) {
        String reason = closedBecause.get();
        if (reason != null) {
            throw new StorageException.Unreachable(reason);
        }
        return greeting.greet(own, patience);
    }

    /**
     * Sends one request and waits for its answer.
     *
     * <p>Answers may come in any order. A call that failed with {@link StorageException.Unreachable} may still be executed
     * by the peer. An interrupt gives the call up, and is still set afterwards.
     *
     * @param patience how long to wait for the answer, a place among the outstanding calls included; none if not positive
     * @return null for a call without result
     * @throws StorageException.Unreachable if the session is closed, no answer came in time, or the caller was interrupted
     * @throws StorageException.TooLarge if the peer does not take a request of this size
     * @throws StorageException as the peer answered
     */
    public @Nullable JsonNode call(Call call, Duration patience) {
        return calls.call(call, patience);
    }

    /** Tells the peer something, if it announced that it listens; else nothing happens. */
    public void notify(Message.Notice notice) {
        if (greeting.features().contains(Feature.NOTICE)) {
            outbox.sendFirst(MessageCodec.writeUtf8(notice));
        }
    }

    /** Calls back for each notice of the peer, on the thread that reads: it hands the notice over and returns. */
    public void onNotice(Consumer<Message.Notice> listener) {
        noticeListeners.add(listener);
    }

    /**
     * Tells the peer where the change feed of this side stands, if it announced that it listens and does not know yet; else
     * nothing happens. Never waits: a peer that reads slowly gets the latest only. By one thread at a time.
     */
    public void tellFeed(Message.Feed own) {
        feeds.tell(own);
    }

    /** Where the peer's change feed stands, as it told last. */
    public Optional<Message.Feed> peerFeed() {
        return feeds.peerFeed();
    }

    /**
     * Calls back each time {@link #peerFeed} has moved since the hello, on the thread that reads: it hands over and returns.
     * Who asks for {@link #peerFeed} after this call misses nothing.
     */
    public void onPeerFeed(Consumer<Message.Feed> listener) {
        feedListeners.add(listener);
    }

    /**
     * Sends what became of the records of live queries, if the peer announced that it listens; else nothing happens. Never
     * waits: who sends asks {@link #isFetching} before.
     *
     * @throws StorageException.TooLarge if one of the notices has more than {@link #maxNoticeBytes}; none is sent then
     */
    public void tellLive(List<Message.Live> notices) {
        if (greeting.features().contains(Feature.LIVE)) {
            outbox.sendTogether(notices.stream().map(MessageCodec::writeUtf8).toList());
        }
    }

    /** How large one notice may be, in bytes. */
    public int maxNoticeBytes() {
        return outbox.maxWholeBytes();
    }

    /** Whether the peer fetches what is sent to it; if not, it is not told of what may wait. */
    public boolean isFetching() {
        return outbox.hasLess(FETCHING_BYTES);
    }

    /** Hears of live queries, on the thread that reads: it hands over and returns. */
    public interface LiveListener {

        void told(Message.Live notice);

        /** The session has ended; called once. */
        void ended();
    }

    /**
     * Calls back for each notice of a live query, until the session has ended.
     *
     * @return ends it before
     */
    public Runnable onLive(LiveListener listener) {
        liveListeners.add(listener);
        if (closedBecause.get() != null && liveListeners.remove(listener)) {
            listener.ended();
        }
        return () -> liveListeners.remove(listener);
    }

    /** A number for a live query that no other one of this session has. */
    public long newSubscription() {
        return subscriptions.incrementAndGet();
    }

    /** Calls back once with a plain sentence when the session has ended, at once if it has already. */
    public void onClosed(Consumer<String> listener) {
        closedListeners.add(listener);
        String reason = closedBecause.get();
        if (reason != null && closedListeners.remove(listener)) {
            tell(listener, reason);
        }
    }

    /**
     * The channel for files beside that of this session, whose frames are counted with its own; see
     * {@link MessageChannel#files}. For the only one who reads it.
     */
    public MessageChannel files(Duration patience) {
        return new CountedChannel(channel.files(patience), bytesIn, fileBytesOut);
    }

    /** Something of another package that belongs to this session, one of a kind; made when it is first asked for. */
    public <T> T companion(Class<T> kind, Function<PeerSession, T> maker) {
        return kind.cast(companions.computeIfAbsent(kind, missing -> maker.apply(this)));
    }

    /**
     * Waits until every request of the peer is answered and every message is with the channel.
     *
     * @return false if that was not so in time
     */
    public boolean awaitQuiet(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        return requests.awaitIdle(deadline - System.nanoTime()) && outbox.awaitEmpty(deadline - System.nanoTime());
    }

    public boolean isOpen() {
        return closedBecause.get() == null && channel.isOpen();
    }

    /** What both sides announced; empty before the hellos. */
    public Set<Feature> features() {
        return greeting.features();
    }

    /** The hello of the peer, once it came. */
    public Optional<Message.Hello> peerHello() {
        return greeting.peerHello();
    }

    /** How long the last heartbeat took to the peer and back; empty before the first, some seconds after the hellos. */
    public Optional<Duration> roundTrip() {
        return heartbeat.roundTrip();
    }

    public SessionCounters counters() {
        return new SessionCounters(
                calls.count() + requests.count(), bytesIn.sum(), outbox.bytesOut() + fileBytesOut.sum(), since);
    }

    /** Ends the session and its channel; calls that wait fail, requests at work are interrupted. Idempotent. */
    @Override
    public void close() {
        close("The connection was closed here.");
    }

    private void close(String reason) {
        if (!closedBecause.compareAndSet(null, reason)) {
            return;
        }
        channel.close();
        outbox.close();
        calls.close(reason);
        greeting.close(reason);
        requests.close();
        timer.interrupt();
        for (Consumer<String> listener : closedListeners) {
            if (closedListeners.remove(listener)) {
                tell(listener, reason);
            }
        }
        for (LiveListener listener : liveListeners) {
            if (liveListeners.remove(listener)) {
                tell(unused -> listener.ended(), reason);
            }
        }
    }

    private static <T> void tell(Consumer<T> listener, T news) {
        try {
            listener.accept(news);
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, "Somebody told about a session failed", unexpected);
        }
    }

    /** What the reader calls, and nobody else. */
    private final class Receiver implements FrameReader.Receiver {
        @Override
        public void received(Frame frame) throws InterruptedException {
            bytesIn.add(frame.bytes().length);
            heartbeat.received(settings.time().nanos());
            receive(frame);
        }

        @Override
        public void ended(Optional<Throwable> failure) {
            switch (failure.orElse(null)) {
                case null -> close("The other side closed the connection.");
                case InterruptedException ending -> close("The connection was closed here.");
                case Throwable unexpected -> {
                    LOG.log(Level.ERROR, "A session ends because its reader failed", unexpected);
                    close("The connection failed for a reason that nobody foresaw; the log here tells more.");
                }
            }
        }
    }

    private void receive(Frame frame) throws InterruptedException {
        Set<Feature> active = greeting.features();
        if (frame.kind() == Frame.Kind.BINARY) {
            receiveBinary(frame.bytes(), active);
        } else if (frame.bytes().length > Outbox.MAX_FRAME_BYTES) {
            refuse(
                    null,
                    new StorageException.TooLarge(
                            "A frame may have up to %d bytes.".formatted(Outbox.MAX_FRAME_BYTES)));
        } else {
            List<Reading> readings = MessageCodec.readFrame(frame.bytes(), active);
            Optional<FrameReader> lender = readings.size() == 1 ? Optional.of(reader) : Optional.empty();
            for (Reading reading : readings) {
                receive(reading, lender);
            }
        }
    }

    private void receiveBinary(byte[] bytes, Set<Feature> active) throws InterruptedException {
        if (!active.contains(Feature.FRAGMENTS)) {
            refuse(null, new StorageException.BadRequest("Binary frames need the feature \"fragments\" in a hello."));
            return;
        }
        switch (fragments.accept(bytes)) {
            case FragmentReader.Outcome.Nothing() -> {}
            case FragmentReader.Outcome.Whole(byte[] message) ->
                receive(MessageCodec.readMessage(message, active), Optional.of(reader));
            case FragmentReader.Outcome.Refused(Reading.Unreadable unreadable) ->
                receive(unreadable, Optional.of(reader));
        }
    }

    /** @param lender lends its thread to a request, if nothing more is in the frame */
    private void receive(Reading reading, Optional<FrameReader> lender) throws InterruptedException {
        switch (reading) {
            case Reading.Understood(Message message, CallId id) -> {
                try {
                    receive(message, lender);
                } catch (StorageException refused) {
                    refuse(id, refused);
                } catch (RuntimeException unexpected) {
                    LOG.log(Level.ERROR, "A message could not be handled", unexpected);
                    refuse(id, new StorageException.Failed("This failed for a reason that nobody foresaw."));
                }
            }
            case Reading.Unreadable unreadable
            when unreadable.isAnswered() -> refuse(unreadable.id(), unreadable.reason());
            case Reading.Unreadable unreadable -> failCall(unreadable);
        }
    }

    private void receive(Message message, Optional<FrameReader> lender) throws InterruptedException {
        switch (message) {
            case Message.JioQuery query -> {
                outbox.awaitFetched();
                requests.accept(query, lender);
            }
            case Message.JioResponse response -> calls.complete(response.id(), response);
            case Message.JioError error when error.id() != null -> calls.complete(error.id(), error);
            case Message.JioError error -> greeting.refused(error);
            case Message.Notice notice -> tell(notice);
            case Message.Changed changed -> {
                feeds.receive(changed);
                feedListeners.forEach(listener -> tell(listener, changed.feed()));
            }
            case Message.Live live -> liveListeners.forEach(listener -> tell(listener::told, live));
            case Message.Hello hello -> greeting.receive(hello);
            case Message.Ping() -> reply(MessageCodec.writeUtf8(new Message.Pong()));
            case Message.Pong() -> heartbeat.answered(settings.time().nanos());
            case Message.Cancel(CallId id) -> requests.cancel(id);
        }
    }

    private void tell(Message.Notice notice) {
        if (greeting.features().contains(Feature.NOTICE)) {
            noticeListeners.forEach(listener -> tell(listener, notice));
        }
    }

    /** An answer that cannot be read is an answer all the same: its call need not wait any longer. */
    private void failCall(Reading.Unreadable answer) {
        if (answer.id() != null && !"notice".equals(answer.type())) {
            String sentence = "The answer could not be read: " + answer.reason().getMessage();
            calls.complete(answer.id(), new Message.JioError(answer.id(), sentence, 500));
        }
    }

    private void refuse(@Nullable CallId id, StorageException reason) throws InterruptedException {
        reply(outbox.fitting(Message.JioError.of(id, reason)));
    }

    /** Sends what the reader itself answers; stops reading while the peer does not fetch what was sent before. */
    private void reply(byte[] message) throws InterruptedException {
        outbox.awaitSpace(TimeUnit.DAYS.toNanos(1));
        outbox.sendFirst(message);
    }

    private void keepTime() {
        try {
            while (closedBecause.get() == null) {
                settings.time().sleepUntil(settings.time().nanos() + TICK.toNanos());
                tick(settings.time().nanos());
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick(long now) {
        requests.expire(now);
        if (!reader.isWaiting()) { // a reader at work has not missed anything
            heartbeat.received(now);
        }
        if (greeting.features().contains(Feature.HEARTBEAT)) {
            switch (heartbeat.check(now)) {
                case FINE -> {}
                case ASK -> outbox.sendFirst(MessageCodec.writeUtf8(new Message.Ping()));
                case DEAD ->
                    close("The other side has been silent for %d s."
                            .formatted(settings.deadAfter().toSeconds()));
            }
        }
    }
}
