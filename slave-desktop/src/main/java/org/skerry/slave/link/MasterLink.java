package org.skerry.slave.link;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.storage.SessionSource;

/**
 * A slave's relation to its master, over time: connects, and connects anew whenever the connection is lost or worn.
 *
 * <p>Any thread. One virtual thread keeps the link, another tells of changes; {@link #close} ends both. Any number of links
 * share one runtime.
 */
public final class MasterLink implements SessionSource, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(MasterLink.class.getName());

    /** How often a connection is asked whether it is worn. */
    private static final Duration WEAR_CHECK = Duration.ofSeconds(5);

    /** How long calls of a replaced connection have to end; what is left then is repeated in the new one. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /** How long a master may send us away for. */
    private static final Duration LONGEST_WANTED = Duration.ofSeconds(60);

    private final MasterAddress address;
    private final Connector connector;
    private final Backoff backoff;
    private final AtomicReference<LinkState> state = new AtomicReference<>(LinkState.OFFLINE);
    private final List<Consumer<LinkState>> observers = new CopyOnWriteArrayList<>();
    private final FeedNews feedNews = new FeedNews();
    private final SignIn signIn;
    private final List<Consumer<LinkStep>> stepObservers = new CopyOnWriteArrayList<>();
    private final Set<PeerSession> replaced = ConcurrentHashMap.newKeySet();
    private final Thread keeper;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Connection current; // guarded by lock, as all below
    private @Nullable LinkFailure lastFailure;
    private @Nullable Duration masterWants; // when to come back, as the master said
    private int waitingCalls;
    private boolean isReplacementDue;

    /** Somebody listens, until this is closed; a call under way is not waited for. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    public MasterLink(SignalClient signalling, MasterAddress address, SessionSettings settings, Backoff backoff) {
        this(address, new SessionConnector(signalling, address, settings), backoff);
    }

    @SuppressWarnings("this-escape") // the class is final, and the thread starts with start()
    MasterLink(MasterAddress address, Connector connector, Backoff backoff) {
        this.address = address;
        this.connector = connector;
        this.backoff = backoff;
        this.signIn = new SignIn(this);
        this.keeper = Thread.ofVirtual().name("link " + address).unstarted(this::keep);
    }

    /** Begins to connect; once. */
    public MasterLink start() {
        keeper.start();
        feedNews.start();
        return this;
    }

    public MasterAddress address() {
        return address;
    }

    /** Who sits at this PC. */
    public SignIn signIn() {
        return signIn;
    }

    public LinkState state() {
        return state.get();
    }

    /** Calls back after each change of the state, on the thread that keeps the link: it returns soon. */
    public void onState(Consumer<LinkState> observer) {
        observers.add(observer);
    }

    /** Calls back when a step of an attempt to connect begins, on the thread that keeps the link: it returns soon. */
    public void onStep(Consumer<LinkStep> observer) {
        stepObservers.add(observer);
    }

    /**
     * Waits until the link is there, or an attempt has failed.
     *
     * @return why the last attempt failed; empty when the link is there
     * @throws InterruptedException if the caller does not want to know any more
     */
    public Optional<LinkFailure> awaitAttempt() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (state.get() != LinkState.CLOSED) {
                if (current != null && current.session().isOpen()) {
                    return Optional.empty();
                }
                if (lastFailure != null) {
                    return Optional.of(lastFailure);
                }
                changed.await();
            }
            return Optional.of(new LinkFailure.Unreachable(
                    LinkFailure.Obstacle.BROKEN_OFF, "The link to the master at %s is closed.".formatted(address)));
        } finally {
            lock.unlock();
        }
    }

    /** How long the last heartbeat took to the master and back; empty while there is no link, or none came back yet. */
    public Optional<Duration> roundTrip() {
        lock.lock();
        try {
            return current == null ? Optional.empty() : current.session().roundTrip();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls back with where the master's change feed stands, so that what is shown can be asked for anew: at once if that is
     * known, after each connection (also if the feed stands where it stood), and whenever records have changed, whoever
     * changed them. After a restore of the master the feed has another id. Sequences of one id never go back.
     *
     * <p>All listeners are called on one virtual thread of the link, one after the other. A listener may wait there and may use
     * the link, but the others wait meanwhile; what comes in the meantime is told by its newest only. What a listener throws is
     * logged. Nobody is called any more once the link is closed.
     *
     * @return ends the listening
     */
    public Listening onFeed(Consumer<Message.Feed> listener) {
        return feedNews.add(listener);
    }

    /** Where the master's change feed stands, as it told last; empty while there is no link. */
    public Optional<Message.Feed> feed() {
        lock.lock();
        try {
            return current == null ? Optional.empty() : current.session().peerFeed();
        } finally {
            lock.unlock();
        }
    }

    /** What the master said about itself; empty while there is none. */
    public Optional<Message.Hello> master() {
        lock.lock();
        try {
            return current == null ? Optional.empty() : current.session().peerHello();
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Where waiting does not help (the master does not let us in, speaks another version), it fails at once.
     *
     * @throws StorageException.Forbidden if the master does not let us in
     * @throws StorageException.NotOffered if it speaks another version
     * @throws StorageException.Failed if this machine cannot connect to anybody
     */
    @Override
    public PeerSession session(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (true) {
                if (current != null && current.session().isOpen()) {
                    return current.session();
                }
                failWhereWaitingDoesNotHelp();
                if (left <= 0) {
                    throw new StorageException.Unreachable(whyUnreachable(patience));
                }
                left = awaitSession(left);
            }
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("Nobody waits for the master at %s any more.".formatted(address));
        } finally {
            lock.unlock();
        }
    }

    /** Ends the link for good; calls under way fail. Idempotent. */
    @Override
    public void close() {
        LinkState before = state.getAndSet(LinkState.CLOSED);
        if (before == LinkState.CLOSED) {
            return;
        }
        keeper.interrupt();
        signIn.forget();
        feedNews.close();
        Connection last;
        lock.lock();
        try {
            last = current;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.session().close();
        }
        replaced.forEach(PeerSession::close);
        tell(observers, LinkState.CLOSED);
    }

    private long awaitSession(long nanos) throws InterruptedException {
        if (waitingCalls++ == 0) {
            changed.signalAll(); // the next attempt may come earlier now
        }
        try {
            return changed.awaitNanos(nanos);
        } finally {
            waitingCalls--;
        }
    }

    /** Why the last attempt failed; empty while there is a connection, or none was tried. */
    public Optional<LinkFailure> lastFailure() {
        lock.lock();
        try {
            return Optional.ofNullable(lastFailure);
        } finally {
            lock.unlock();
        }
    }

    private void failWhereWaitingDoesNotHelp() {
        if (state.get() == LinkState.CLOSED) {
            throw new StorageException.Unreachable("The link to the master at %s is closed.".formatted(address));
        }
        switch (lastFailure) {
            case LinkFailure.NotAllowed refused -> throw new StorageException.Forbidden(refused.getMessage());
            case LinkFailure.Version other -> throw new StorageException.NotOffered(other.getMessage());
            case LinkFailure.Unable unable -> throw new StorageException.Failed(unable.getMessage(), unable);
            case LinkFailure.Unreachable passing -> {}
            case LinkFailure.Busy passing -> {}
            case null -> {}
        }
    }

    private String whyUnreachable(Duration patience) {
        return lastFailure == null
                ? "The master at %s did not answer within %.1f s.".formatted(address, patience.toMillis() / 1000.0)
                : lastFailure.getMessage();
    }

    private void keep() {
        try {
            while (state.get() != LinkState.CLOSED) {
                if (attempt()) {
                    backoff.reset();
                    awaitLossOrWear();
                } else {
                    awaitNextAttempt();
                }
            }
        } catch (InterruptedException closing) {
            // the link is closed, and this thread ends
        } catch (Throwable unexpected) {
            LOG.log(Level.ERROR, "The link to the master stands still for a reason that nobody foresaw", unexpected);
            failed(new LinkFailure.Unable(
                    "The link failed for a reason that nobody foresaw; the log tells more.", unexpected));
        }
    }

    private boolean attempt() throws InterruptedException {
        transition(LinkState.OFFLINE, LinkState.SIGNALLING);
        try {
            linked(connector.connect(step -> tell(stepObservers, step)));
            return true;
        } catch (LinkFailure failure) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LOG.log(Level.DEBUG, () -> "Not connected: " + failure.getMessage());
            failed(failure);
            return false;
        }
    }

    private void linked(Connection next) throws InterruptedException {
        signIn.again(next.session());
        next.session().onNotice(this::noticed);
        next.session().onPeerFeed(feed -> moved(next, feed));
        Connection before;
        lock.lock();
        try {
            if (state.get() == LinkState.CLOSED) { // close() has not seen this session
                next.session().close();
                throw new InterruptedException();
            }
            before = current;
            current = next;
            lastFailure = null;
            masterWants = null;
            isReplacementDue = false;
            next.session().peerFeed().ifPresent(feedNews::greeted);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        next.session().onClosed(reason -> wake());
        if (before != null) {
            retire(before.session());
        }
        transition(LinkState.SIGNALLING, LinkState.LINKED);
    }

    private void failed(LinkFailure failure) {
        boolean isOffline;
        lock.lock();
        try {
            isOffline = current == null || !current.session().isOpen();
            lastFailure = isOffline ? failure : null;
            if (failure instanceof LinkFailure.Busy busy) {
                masterWants = bounded(busy.retryAfter().orElse(null));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (isOffline) {
            transition(LinkState.LINKED, LinkState.OFFLINE);
            transition(LinkState.SIGNALLING, LinkState.OFFLINE);
        }
    }

    /** Waits until there is a reason to connect anew. */
    private void awaitLossOrWear() throws InterruptedException {
        lock.lock();
        try {
            while (current != null && current.session().isOpen() && !isReplacementDue) {
                changed.await(WEAR_CHECK.toMillis(), TimeUnit.MILLISECONDS);
                isReplacementDue |= current.channel().isWorn();
            }
            if (current != null && current.session().isOpen()) {
                return; // worn: stays linked until its replacement is there
            }
            current = null;
        } finally {
            lock.unlock();
        }
        transition(LinkState.LINKED, LinkState.OFFLINE);
        awaitNextAttempt();
    }

    private void awaitNextAttempt() throws InterruptedException {
        long now = System.nanoTime();
        Duration calm = backoff.next();
        Duration urgent = backoff.shortened(calm);
        lock.lock();
        try {
            long earliest = now + (masterWants == null ? 0 : masterWants.toNanos());
            masterWants = null;
            long left;
            do {
                long next = now + (waitingCalls > 0 ? urgent : calm).toNanos();
                left = changed.awaitNanos(Math.max(earliest - System.nanoTime(), next - System.nanoTime()));
            } while (left > 0);
        } finally {
            lock.unlock();
        }
    }

    private void noticed(Message.Notice notice) {
        lock.lock();
        try {
            masterWants = bounded(notice.retryAfter());
            isReplacementDue |= notice.event().equals(Message.Notice.RECONNECT);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What a connection tells that was replaced may be older than what its successor told. */
    private void moved(Connection teller, Message.Feed feed) {
        lock.lock();
        try {
            if (teller == current) {
                feedNews.moved(feed);
            }
        } finally {
            lock.unlock();
        }
    }

    static @Nullable Duration bounded(@Nullable Duration wanted) {
        return wanted != null && wanted.compareTo(LONGEST_WANTED) > 0 ? LONGEST_WANTED : wanted;
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void retire(PeerSession session) {
        replaced.add(session);
        session.onClosed(reason -> replaced.remove(session));
        Thread.ofVirtual().name("link-drain").start(() -> {
            try {
                Thread.sleep(DRAIN);
            } catch (InterruptedException nobodyDoesThis) {
                Thread.currentThread().interrupt();
            }
            session.close();
        });
    }

    private void transition(LinkState from, LinkState to) {
        if (state.compareAndSet(from, to)) {
            tell(observers, to);
        }
    }

    private static <T> void tell(List<Consumer<T>> observers, T news) {
        for (Consumer<T> observer : observers) {
            try {
                observer.accept(news);
            } catch (RuntimeException unexpected) {
                LOG.log(Level.ERROR, "Somebody told about the link failed", unexpected);
            }
        }
    }
}
