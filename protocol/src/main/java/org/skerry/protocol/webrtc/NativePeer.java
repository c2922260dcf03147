package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Frame;

/**
 * One native peer connection with its one data channel. Every call to the library is made under one lock, and none
 * after CLOSED. Events come on the native thread; they never take that lock, since its holder may be waiting for that
 * thread.
 */
final class NativePeer {

    enum State {
        NEW,
        OPEN,
        CLOSED
    }

    /** ICE heals short breaks by itself; after this long nothing is lost by connecting anew. */
    private static final Duration DISCONNECTED_PATIENCE = Duration.ofSeconds(2);

    /** More channels than one make no sense yet, and some hundreds end the process. */
    private static final int MAX_EXTRA_CHANNELS = 16;

    private final PeerParts parts;
    private final String label;
    private final FrameSink sink;

    /** Fair: on one processor, somebody who sends on and on would keep out whoever wants to close, for minutes. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final Gathering gathering = new Gathering();
    private final PeerShell peerShell = new PeerShell(this);
    private final ChannelShell channelShell = new ChannelShell(this);
    private final CountDownLatch settled = new CountDownLatch(1);
    private final Unsent unsent = new Unsent(this::bufferedAmount);
    private @Nullable RTCPeerConnection connection; // guarded by lock
    private @Nullable RTCDataChannel channel; // guarded by lock
    private int extraChannels; // guarded by lock
    private volatile State state = State.NEW; // written under lock; read by all who only want to know
    private volatile String closeReason = "";
    private volatile long connectionChanges; // written by the native thread alone; tells one break from the next

    /** @param label of the data channel to be made or expected */
    NativePeer(PeerParts parts, String label, FrameSink sink) {
        this.parts = parts;
        this.label = label;
        this.sink = sink;
    }

    /** Makes the native connection. */
    void connect() {
        RTCConfiguration configuration = new RTCConfiguration();
        configuration.portAllocatorConfig = parts.lease().config();
        configuration.certificates = parts.certificates();
        lock.lock();
        try {
            if (state == State.CLOSED) {
                throw new StorageException.Unreachable(closeReason);
            }
            connection = parts.factory().connect(configuration, peerShell);
        } catch (Error refused) { // the library throws just that
            throw new StorageException.Failed("WebRTC refused: " + refused.getMessage(), refused);
        } finally {
            lock.unlock();
        }
    }

    /** Makes the data channel; else the other side has to. */
    void createChannel() {
        call(open -> {
            RTCDataChannel made = open.createDataChannel(label, new RTCDataChannelInit());
            made.registerObserver(channelShell);
            channel = made;
            return made;
        });
    }

    /**
     * Makes one call to the library.
     *
     * @throws StorageException.Unreachable if this peer is closed
     * @throws StorageException.Failed if the library refuses
     */
    <T> T call(Function<RTCPeerConnection, T> action) {
        lock.lock();
        try {
            if (connection == null) {
                throw new StorageException.Unreachable("The connection is closed: " + closeReason);
            }
            return action.apply(connection);
        } catch (StorageException closed) {
            throw closed;
        } catch (Throwable refused) { // the library throws Error
            throw new StorageException.Failed("WebRTC refused: " + refused.getMessage(), refused);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the data channel is open; closes this peer if it does not get there.
     *
     * @throws StorageException.Unreachable if it did not open
     */
    void awaitOpen(Duration patience) {
        try {
            if (!settled.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                close("The WebRTC channel did not open within %d ms.".formatted(patience.toMillis()));
            }
        } catch (InterruptedException givenUp) {
            close("Waiting for the WebRTC channel was given up.");
            Thread.currentThread().interrupt();
        }
        if (state != State.OPEN) {
            throw new StorageException.Unreachable(closeReason);
        }
    }

    /**
     * Sends a frame unless too much is unsent.
     *
     * @return whether it was sent
     * @throws StorageException.Unreachable if the channel is not open
     */
    boolean trySend(Frame frame) {
        lock.lock();
        try {
            RTCDataChannel open = requireOpen();
            if (!unsent.hasRoom()) {
                return false;
            }
            // Of a ByteBuffer the library sends the whole array behind it, hence an array of its own.
            open.send(new RTCDataChannelBuffer(ByteBuffer.wrap(frame.bytes()), frame.kind() == Frame.Kind.BINARY));
            unsent.sent(frame.bytes().length);
            if (unsent.isOverrun()) {
                close("The other side takes nothing any more.");
                throw new StorageException.Unreachable(closeReason);
            }
            return true;
        } catch (StorageException closed) {
            throw closed;
        } catch (Throwable failed) { // the library throws Error
            close("Sending failed: " + failed.getMessage());
            throw new StorageException.Unreachable(closeReason, failed);
        } finally {
            lock.unlock();
        }
    }

    /** The native channel itself, for one who keeps the rules of this class by other means. */
    RTCDataChannel openChannel() {
        lock.lock();
        try {
            return requireOpen();
        } finally {
            lock.unlock();
        }
    }

    boolean hasRoom() {
        lock.lock();
        try {
            return state == State.OPEN && unsent.hasRoom();
        } finally {
            lock.unlock();
        }
    }

    /** Closes for good; idempotent; afterwards no call goes down. */
    void close(String reason) {
        lock.lock();
        try {
            if (state == State.CLOSED) {
                return;
            }
            if (state == State.OPEN) {
                parts.tally().openChannels.decrementAndGet();
            }
            closeReason = reason;
            state = State.CLOSED;
            closeNative();
        } finally {
            lock.unlock();
        }
        sink.finish();
        settled.countDown();
        parts.lease().close();
        parts.factory().leave();
        parts.onClosed().accept(this);
    }

    State state() {
        return state;
    }

    boolean isWorn() {
        return parts.factory().isWorn();
    }

    LocalPorts.Lease lease() {
        return parts.lease();
    }

    Gathering gathering() {
        return gathering;
    }

    /** On the native thread. */
    void frameCame(Frame frame) {
        parts.factory().countMessage();
        if (!sink.accept(frame)) {
            parts.caretaker().soon(() -> close("More came than could be worked off."));
        }
    }

    /** On the native thread. */
    void channelCame(RTCDataChannel came) {
        parts.caretaker().soon(() -> adopt(came));
    }

    /** On the native thread. */
    void channelChanged() {
        parts.caretaker().soon(this::checkChannel);
    }

    /** On the native thread. */
    void connectionChanged(RTCPeerConnectionState now) {
        long change = ++connectionChanges;
        switch (now) {
            case FAILED -> parts.caretaker().soon(() -> close("The other side cannot be reached over the network."));
            case CLOSED -> parts.caretaker().soon(() -> close("The connection was closed."));
            case DISCONNECTED ->
                parts.caretaker().later(DISCONNECTED_PATIENCE, () -> {
                    if (connectionChanges == change) {
                        close("The other side went away.");
                    }
                });
            case NEW, CONNECTING, CONNECTED -> {}
        }
    }

    private void adopt(RTCDataChannel came) {
        String refusal = "";
        lock.lock();
        try {
            if (state == State.CLOSED) {
                return;
            }
            if (channel != null) {
                came.close();
                refusal = ++extraChannels > MAX_EXTRA_CHANNELS ? "The other side opened too many channels." : "";
            } else if (!label.equals(came.getLabel())) {
                refusal = "The other side's channel is not labelled with its identifier.";
            } else if (!came.isOrdered() || !came.isReliable()) {
                refusal = "The other side's channel is not ordered or not reliable.";
            } else {
                came.registerObserver(channelShell);
                channel = came;
            }
        } finally {
            lock.unlock();
        }
        if (refusal.isEmpty()) {
            checkChannel();
        } else {
            close(refusal);
        }
    }

    private void checkChannel() {
        boolean gone = false;
        lock.lock();
        try {
            if (channel == null || state == State.CLOSED) {
                return;
            }
            RTCDataChannelState now = channel.getState();
            if (now == RTCDataChannelState.OPEN && state == State.NEW) {
                state = State.OPEN;
                parts.tally().connections.increment();
                parts.tally().openChannels.incrementAndGet();
                settled.countDown();
            }
            gone = now == RTCDataChannelState.CLOSING || now == RTCDataChannelState.CLOSED;
        } finally {
            lock.unlock();
        }
        if (gone) {
            close("The other side closed the connection.");
        }
    }

    private RTCDataChannel requireOpen() {
        if (state != State.OPEN || channel == null) {
            throw new StorageException.Unreachable("The channel is not open. " + closeReason);
        }
        return channel;
    }

    private long bufferedAmount() {
        return channel == null ? 0 : channel.getBufferedAmount();
    }

    /** In this order, and never {@code dispose()}: that ends the process if a message is on its way. */
    private void closeNative() {
        peerShell.detach();
        channelShell.detach();
        RTCDataChannel lastChannel = channel;
        RTCPeerConnection lastConnection = connection;
        channel = null;
        connection = null;
        if (lastChannel != null) {
            attempt("observer", lastChannel::unregisterObserver);
            attempt("channel", lastChannel::close);
        }
        if (lastConnection != null) {
            attempt("connection", lastConnection::close);
        }
    }

    private static void attempt(String what, Runnable closing) {
        try {
            closing.run();
        } catch (Throwable unexpected) {
            NativeLog.closingFailed(what, unexpected);
        }
    }
}
