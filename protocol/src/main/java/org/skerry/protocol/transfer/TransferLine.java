package org.skerry.protocol.transfer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;

/**
 * The transfers of one session, by number, over its channel for files. Any thread; a virtual thread of its own reads, from
 * {@link #open} on until the session ends. A frame of no transfer is ignored: it may have crossed the end of one.
 */
final class TransferLine {

    private static final Logger LOG = System.getLogger(TransferLine.class.getName());

    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(10);

    /** How long a frame waits for space before the peer counts as one that does not read. */
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(30);

    /** After so long without a call transfers are fast. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final PeerSession session;
    private final Map<Integer, Flow> flows = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ReentrantLock opening = new ReentrantLock();

    /** Set once, under the lock for opening; read by all who send. */
    private volatile @Nullable MessageChannel channel;

    /** Set once, before the transfers are ended for it; one that begins later sees it. */
    private volatile @Nullable Ending closed;

    /** How many calls there were when somebody looked, and when that was another number; written by any transfer. */
    private volatile long calls;

    private volatile long lastCall = System.nanoTime() - SILENCE.toNanos();

    /** That of a session: its channel has one reader. */
    static TransferLine of(PeerSession session) {
        return session.companion(TransferLine.class, TransferLine::new);
    }

    private TransferLine(PeerSession session) {
        this.session = session;
        session.onClosed(reason -> {
            if (channel == null) { // else the reader tells, after the last frame
                close(reason);
            }
        });
    }

    /** A number that no transfer had. */
    int nextNumber() {
        return numbers.incrementAndGet();
    }

    /** @throws StorageException.BadRequest if the number is in use */
    Sending sending(int number) {
        return added(new Sending(this, number, System::nanoTime));
    }

    /** @throws StorageException.BadRequest if the number is in use */
    Receiving receiving(int number) {
        return added(new Receiving(this, number, System::nanoTime));
    }

    private <T extends Flow> T added(T flow) {
        if (flows.putIfAbsent(flow.number, flow) != null) {
            throw new StorageException.BadRequest("There is a transfer %d already.".formatted(flow.number));
        }
        Ending known = closed;
        if (known != null) {
            flow.end(known);
        }
        return flow;
    }

    /** The transfer is over; what still comes for it is ignored. */
    void remove(Flow flow) {
        flows.remove(flow.number, flow);
    }

    /**
     * Opens the channel, if it is not.
     *
     * @throws StorageException.Unreachable if that was not possible
     */
    void open() {
        if (channel != null) {
            return;
        }
        opening.lock();
        try {
            if (channel == null) {
                MessageChannel opened = session.files(OPEN_PATIENCE);
                channel = opened;
                Thread.ofVirtual().name("transfer-reader").start(() -> read(opened));
            }
        } finally {
            opening.unlock();
        }
    }

    /** How many bytes of a content fit a frame. */
    int maxDataBytes() {
        return Math.min(pace().frame(), opened().maxFrameBytes()) - TransferFrame.HEADER_BYTES;
    }

    /** How fast transfers may be now; not exact where several threads ask at once. */
    Pace pace() {
        long now = System.nanoTime();
        long made = session.counters().calls();
        if (made != calls) {
            calls = made;
            lastCall = now;
        }
        return now - lastCall < SILENCE.toNanos() ? Pace.SMOOTH : Pace.FAST;
    }

    /** @throws StorageException.Unreachable if the channel is closed */
    void send(byte[] frame) {
        opened().send(Frame.binary(frame), SEND_PATIENCE);
    }

    /** The same, but nothing happens if the channel is closed: the reader tells. */
    void sendIfOpen(byte[] frame) {
        MessageChannel there = channel;
        if (there != null) {
            try {
                there.send(Frame.binary(frame), SEND_PATIENCE);
            } catch (StorageException.Unreachable gone) {
                LOG.log(Level.DEBUG, "Not sent: {0}", gone.getMessage());
            }
        }
    }

    /** A frame that came is not needed any more. */
    void recycle(byte[] frame) {
        MessageChannel there = channel;
        if (there != null) {
            there.recycle(frame);
        }
    }

    private MessageChannel opened() {
        MessageChannel there = channel;
        if (there == null) {
            throw new StorageException.Unreachable("The channel for attachments is not open.");
        }
        return there;
    }

    private void read(MessageChannel files) {
        try {
            Optional<Frame> frame = files.receive();
            while (frame.isPresent()) {
                TransferFrame.read(frame.get()).ifPresent(this::receive);
                frame = files.receive();
            }
            close("The connection is closed.");
        } catch (InterruptedException nobodyDoesThis) {
            close("The connection was closed here.");
        } catch (Throwable unexpected) {
            LOG.log(Level.ERROR, "The reader of attachments failed; the session ends", unexpected);
            close("The connection failed for a reason that nobody foresaw; the log here tells more.");
            session.close();
        }
    }

    private void receive(TransferFrame frame) {
        Flow flow = flows.get(frame.number());
        if (flow != null) {
            flow.receive(frame);
        }
    }

    private void close(String reason) {
        Ending ending = new Ending(new StorageException.Unreachable(reason), false);
        closed = ending;
        flows.values().forEach(flow -> flow.end(ending));
    }
}
