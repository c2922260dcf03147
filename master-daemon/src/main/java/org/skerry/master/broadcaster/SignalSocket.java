package org.skerry.master.broadcaster;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalCodec;
import org.skerry.protocol.signal.SignalCodec.Malformed;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.signal.SignalMessage.Refused;

/**
 * One slave's WebSocket: its frames, one after the other, on a virtual thread of its own.
 *
 * <p>{@link #received}, {@link #receivedUnreadable} and {@link #closed} are called on an I/O thread and do not wait.
 */
final class SignalSocket {

    private static final Logger LOG = System.getLogger(SignalSocket.class.getName());

    /** A socket is closed with its tenth malformed frame: it stays open for nine more than the first. */
    private static final int MAX_MALFORMED = 10;

    /** Frames that wait to be handled; a slave sends two. */
    private static final int MAX_WAITING_FRAMES = 16;

    private final Signalling shared;
    private final InetAddress address;
    private final SignalWire wire;
    private final BlockingQueue<Runnable> frames = new ArrayBlockingQueue<>(MAX_WAITING_FRAMES);
    private final Optional<Future<?>> untilProved;

    private final ReentrantLock lock = new ReentrantLock(); // guards everything below
    private final Map<PeerId, Attempt> attempts = new HashMap<>();
    private final Set<PeerId> expired = new HashSet<>();
    private final Map<PeerId, Doorkeeper.Word.Ask> asked = new HashMap<>();
    private int malformed;
    private boolean left; // the WebSocket is closed
    private boolean counted = true; // as a socket that has not led to a connected slave

    private volatile boolean closed; // set on an I/O thread, ends the socket's own thread

    /** One slave's way from its first frame to an open channel. */
    private static final class Attempt {
        private final PeerId peer;
        private final Doorkeeper.Visitor visitor;
        private final PeerDoor.Knock knock;
        private boolean answered;
        private boolean settled;

        private Attempt(PeerId peer, Doorkeeper.Visitor visitor, PeerDoor.Knock knock) {
            this.peer = peer;
            this.visitor = visitor;
            this.knock = knock;
        }
    }

    SignalSocket(Signalling shared, InetAddress address, SignalWire wire) {
        this.shared = shared;
        this.address = address;
        this.wire = wire;
        Optional<Refused> refused = shared.admission().enter(address, this, () -> end("another PC needs the place"));
        if (refused.isPresent()) {
            send(refused.get());
            end("busy");
        }
        untilProved = shared.keeper()
                .timeToProve()
                .map(time -> shared.timer()
                        .schedule(
                                () -> Thread.startVirtualThread(() -> locked(this::endUnlessProved)),
                                time.toMillis(),
                                TimeUnit.MILLISECONDS));
        Thread.ofVirtual().name("signal-" + address.getHostAddress()).start(this::run);
    }

    /** A text frame came. */
    void received(String frame) {
        enqueue(() -> handle(frame));
    }

    /** A frame came that cannot be a message: a binary one. */
    void receivedUnreadable(String sentence) {
        enqueue(() -> refuseMalformed(Optional.empty(), sentence));
    }

    /** The WebSocket is closed, by whoever. */
    void closed() {
        closed = true;
        frames.offer(() -> {}); // wakes the thread; a full queue keeps it awake anyway
    }

    private void enqueue(Runnable task) {
        if (!closed && !frames.offer(task)) {
            end("too many frames at once");
        }
    }

    /** Closes the WebSocket for a fault of the client's; what still waits is not handled. */
    private void end(String reason) {
        wire.close(SignalWire.POLICY_VIOLATION, reason);
        closed();
    }

    private void run() {
        try {
            Runnable first = frames.poll(Signalling.FIRST_FRAME.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                end("nothing was said");
            } else {
                locked(first);
            }
            while (!closed) {
                locked(frames.take());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unforeseen) { // a stranger's frame ends his own socket at most
            LOG.log(Level.ERROR, "signalling failed for a reason that nobody foresaw address=" + address, unforeseen);
        } finally {
            untilProved.ifPresent(time -> time.cancel(false)); // who is gone costs nothing any more
            end("it is over"); // no WebSocket stays open that nobody reads
            locked(this::leave);
        }
    }

    private void endUnlessProved() {
        if (counted && attempts.isEmpty()) {
            end("nobody was let in");
        }
    }

    private void locked(Runnable task) {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        // Who has answered may have closed the WebSocket because the channel is open on that side already.
        List.copyOf(attempts.values()).stream()
                .filter(attempt -> !attempt.answered)
                .forEach(this::drop);
        uncount();
        left = true;
        releaseWhenDone();
    }

    /** The identifiers stay ours until each is that of a connected slave, or given up. */
    private void releaseWhenDone() {
        if (left && attempts.isEmpty()) {
            shared.admission().release(this);
        }
    }

    private void handle(String frame) {
        SignalMessage message;
        try {
            message = SignalCodec.read(frame, SignalCodec.Side.SLAVE);
        } catch (Malformed unreadable) {
            refuseMalformed(unreadable.peer(), unreadable.getMessage());
            return;
        }
        try {
            switch (message) {
                case SignalMessage.Request request -> request(request);
                case SignalMessage.Offer(var peer, var description) -> offer(peer, description);
                case SignalMessage.Answer answer -> answer(answer.peer(), answer);
                case SignalMessage.SealedAnswer answer -> answer(answer.from(), answer);
                case SignalMessage.PairingProof proof -> proved(proof.from(), proof);
                case SignalMessage.Proof proof -> proved(proof.from(), proof);
                case SignalMessage.PairingRounds _, SignalMessage.Challenge _, SignalMessage.SealedOffer _ ->
                    throw new IllegalStateException("only masters say that: " + message);
                case Refused(var peer, var _, var _, var _) -> declined(peer);
            }
        } catch (StorageException unavailable) {
            LOG.log(Level.WARNING, "signalling failed: {0} address={1}", unavailable.getMessage(), address);
            unavailable(sender(message));
        }
    }

    private static @Nullable PeerId sender(SignalMessage message) {
        return switch (message) {
            case SignalMessage.Request request -> request.from();
            case SignalMessage.Offer(var peer, var _) -> peer;
            case SignalMessage.Answer(var peer, var _) -> peer;
            case SignalMessage.PairingRounds rounds -> rounds.to();
            case SignalMessage.PairingProof proof -> proof.from();
            case SignalMessage.Challenge challenge -> challenge.to();
            case SignalMessage.Proof proof -> proof.from();
            case SignalMessage.SealedOffer offer -> offer.to();
            case SignalMessage.SealedAnswer answer -> answer.from();
            case Refused(var peer, var _, var _, var _) -> peer;
        };
    }

    /** No connection can be made here just now, for a reason of ours. */
    private void unavailable(@Nullable PeerId peer) {
        Attempt begun = attempts.get(peer);
        if (begun != null) {
            drop(begun);
        }
        send(shared.admission().unavailable(peer));
    }

    private void request(SignalMessage.Request request) {
        PeerId peer = request.from();
        asked.remove(peer);
        if (request.version() != SignalCodec.VERSION) {
            send(shared.admission().version(peer));
            return;
        }
        Optional<Refused> refused = shared.admission().greet(peer, this, address);
        if (refused.isPresent()) {
            send(refused.get());
        } else {
            told(peer, shared.keeper().greet(request, address), this::letIn);
        }
    }

    private void proved(PeerId peer, SignalMessage proof) {
        Doorkeeper.Word.Ask waiting = asked.remove(peer);
        if (waiting == null) {
            refuseMalformed(Optional.of(peer), "Nobody waits for this proof.");
        } else {
            told(peer, waiting.next().apply(proof), (who, visitor) -> {
                shared.admission().forgiven(address);
                letIn(who, visitor);
            });
        }
    }

    /** Says what the doorkeeper says. */
    private void told(PeerId peer, Doorkeeper.Word word, BiConsumer<PeerId, Doorkeeper.Visitor> letIn) {
        switch (word) {
            case Doorkeeper.Word.No(var refused) -> send(shared.admission().declined(refused, address));
            case Doorkeeper.Word.Ask ask -> {
                shared.admission().failed(address); // until it is answered well: it has cost us something
                asked.put(peer, ask);
                send(ask.message());
            }
            case Doorkeeper.Word.Yes(var visitor) -> letIn.accept(peer, visitor);
        }
    }

    private void letIn(PeerId peer, Doorkeeper.Visitor visitor) {
        if (admitted(peer)) {
            PeerDoor.Knock knock = knocking(() -> shared.door().offer(peer, address));
            start(new Attempt(peer, visitor, knock));
            send(visitor.offer(knock.description()));
        }
    }

    private void offer(PeerId peer, Description description) {
        told(peer, shared.keeper().greetOffer(peer, address), (who, visitor) -> takeOffer(who, visitor, description));
    }

    private void takeOffer(PeerId peer, Doorkeeper.Visitor visitor, Description description) {
        if (admitted(peer)) {
            PeerDoor.Knock knock;
            try {
                knock = knocking(() -> shared.door().answer(peer, description, address));
            } catch (IllegalArgumentException unusable) {
                refuseMalformed(Optional.of(peer), unusable.getMessage());
                return;
            }
            Attempt attempt = new Attempt(peer, visitor, knock);
            start(attempt);
            send(new SignalMessage.Answer(peer, knock.description()));
            awaitChannel(attempt);
        }
    }

    private void answer(PeerId peer, SignalMessage answer) {
        Attempt attempt = attempts.get(peer);
        if (attempt == null && expired.contains(peer)) {
            send(shared.admission().expired(peer));
        } else if (attempt == null || attempt.answered) {
            refuseMalformed(Optional.of(peer), "Nobody waits for this answer.");
        } else {
            try {
                attempt.knock.accept(attempt.visitor.answer(answer));
            } catch (IllegalArgumentException unusable) {
                refuseMalformed(Optional.of(peer), unusable.getMessage());
                return;
            }
            awaitChannel(attempt);
        }
    }

    private void declined(@Nullable PeerId peer) {
        Attempt attempt = attempts.get(peer);
        if (attempt != null) {
            drop(attempt);
        }
    }

    private boolean admitted(PeerId peer) {
        Attempt earlier = attempts.get(peer);
        if (earlier != null) {
            drop(earlier); // the slave starts over
        }
        Optional<Refused> refused = shared.admission().admit(peer, this, address);
        refused.ifPresent(this::send);
        return refused.isEmpty();
    }

    /** Makes a connection; one that fails leaves no place taken. */
    private PeerDoor.Knock knocking(Supplier<PeerDoor.Knock> door) {
        try {
            return door.get();
        } catch (RuntimeException failed) {
            shared.admission().settled();
            throw failed;
        }
    }

    private void start(Attempt attempt) {
        attempts.put(attempt.peer, attempt);
        expired.remove(attempt.peer);
        shared.timer()
                .schedule(
                        () -> Thread.startVirtualThread(() -> locked(() -> giveUp(attempt))),
                        shared.patience().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void awaitChannel(Attempt attempt) {
        attempt.answered = true;
        Thread.ofVirtual().name("await-" + attempt.peer).start(() -> {
            try {
                MessageChannel channel = attempt.knock.awaitOpen(shared.patience());
                locked(() -> opened(attempt, channel));
            } catch (StorageException notInTime) {
                LOG.log(Level.DEBUG, "no channel: {0} peer={1}", notInTime.getMessage(), attempt.peer);
                locked(() -> giveUp(attempt));
            }
        });
    }

    private void opened(Attempt attempt, MessageChannel channel) {
        if (attempt.settled) {
            channel.close(); // it was given up at the same moment
            return;
        }
        attempt.visitor.arrived();
        settle(attempt);
        uncount();
        Doorkeeper.Visitor visitor = attempt.visitor;
        shared.slaves().connected(new Arrival(attempt.peer, visitor.name(), visitor.key(), address), channel);
        releaseWhenDone();
    }

    private void giveUp(Attempt attempt) {
        if (!attempt.settled) {
            drop(attempt);
            expired.add(attempt.peer);
            send(shared.admission().expired(attempt.peer));
            releaseWhenDone();
        }
    }

    private void drop(Attempt attempt) {
        settle(attempt);
        shared.admission().failed(address);
        attempt.knock.close();
    }

    private void settle(Attempt attempt) {
        attempt.settled = true;
        attempts.remove(attempt.peer);
        shared.admission().settled();
    }

    private void uncount() {
        if (counted) {
            counted = false;
            shared.admission().leave(address, this);
        }
    }

    private void refuseMalformed(Optional<PeerId> peer, String sentence) {
        send(shared.admission().malformed(peer, address, sentence));
        if (++malformed >= MAX_MALFORMED) {
            end("too many malformed frames");
        }
    }

    private void send(SignalMessage message) {
        wire.send(SignalCodec.write(message, SignalCodec.Side.MASTER));
    }
}
