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
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Frame;

/**
 * One native peer connection with its data channels: one for messages, and one for files where somebody asks for it. Every call
 * to the library is made under one lock, and none after CLOSED. Events come on the native thread; they never take that lock,
 * since its holder may be waiting for that thread.
 */
final class NativePeer {

    enum State {
        NEW,
        OPEN,
        CLOSED
    }

    /** ICE heals short breaks by itself; after this long nothing is lost by connecting anew. */
    private static final Duration DISCONNECTED_PATIENCE = Duration.ofSeconds(2);

    /** More channels than the two make no sense, and some hundreds end the process. */
    private static final int MAX_EXTRA_CHANNELS = 16;

    private final PeerParts parts;
    private final DataLine messages;
    private final DataLine files;

    /** Fair: on one processor, somebody who sends on and on would keep out whoever wants to close, for minutes. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final Gathering gathering = new Gathering();
    private final PeerShell peerShell = new PeerShell(this);
    private @Nullable RTCPeerConnection connection; // guarded by lock
    private boolean isOffering; // guarded by lock: this side makes the channels
    private int extraChannels; // guarded by lock
    private volatile State state = State.NEW; // written under lock; read by all who only want to know
    private volatile String closeReason = "";
    private volatile long connectionChanges; // written by the native thread alone; tells one break from the next

    /**
     * @param label of the data channel to be made or expected
     * @param sink gets its frames
     * @param files gets those of the channel for files
     */
    @SuppressWarnings("this-escape") // the class is final, and nothing happens before connect()
    NativePeer(PeerParts parts, String label, FrameSink sink, FrameSink files) {
        this.parts = parts;
        this.messages = new DataLine(this, label, sink, Unsent.Level.MESSAGES);
        this.files = new DataLine(this, label + DataLine.FILES, files, Unsent.Level.FILES);
    }

    DataLine messages() {
        return messages;
    }

    DataLine files() {
        return files;
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
            isOffering = true;
            messages.use(open.createDataChannel(messages.label(), new RTCDataChannelInit()));
            return open;
        });
    }

    /**
     * Waits until the channel for files is open; makes it if that is for this side to do.
     *
     * @throws StorageException.Unreachable if it did not open in time, or this peer is closed
     */
    void awaitFiles(Duration patience) throws InterruptedException {
        call(open -> {
            if (isOffering && !files.isUsed()) {
                files.use(open.createDataChannel(files.label(), new RTCDataChannelInit()));
            }
            return open;
        });
        checkChannel(files); // on an open connection it may have opened before anybody observed it
        if (!files.awaitSettled(patience)) {
            throw new StorageException.Unreachable(
                    "The channel for attachments did not open within %d ms.".formatted(patience.toMillis()));
        }
        if (state != State.OPEN) {
            throw new StorageException.Unreachable(closeReason);
        }
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
            if (!messages.awaitSettled(patience)) {
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
    boolean trySend(DataLine line, Frame frame) {
        lock.lock();
        try {
            RTCDataChannel open = requireOpen(line);
            if (!line.unsent().hasRoom()) {
                return false;
            }
            // Of a ByteBuffer the library sends the whole array behind it, hence an array of its own.
            open.send(new RTCDataChannelBuffer(ByteBuffer.wrap(frame.bytes()), frame.kind() == Frame.Kind.BINARY));
            line.unsent().sent(frame.bytes().length);
            if (line.unsent().isOverrun()) {
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
            return requireOpen(messages);
        } finally {
            lock.unlock();
        }
    }

    boolean hasRoom(DataLine line) {
        lock.lock();
        try {
            return state == State.OPEN && line.unsent().hasRoom();
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
        messages.end();
        files.end();
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
    void frameCame(DataLine line, Frame frame) {
        parts.factory().countMessage();
        if (!line.sink().accept(frame)) {
            parts.caretaker().soon(() -> close("More came than could be worked off."));
        }
    }

    /** On the native thread. */
    void channelCame(RTCDataChannel came) {
        parts.caretaker().soon(() -> adopt(came));
    }

    /** On the native thread. */
    void channelChanged(DataLine line) {
        parts.caretaker().soon(() -> checkChannel(line));
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
        DataLine line = messages;
        lock.lock();
        try {
            if (state == State.CLOSED) {
                return;
            }
            if (messages.isUsed()) {
                line = files;
            }
            boolean isExpected = line.label().equals(came.getLabel());
            if (line == files && (isOffering || files.isUsed() || !isExpected)) {
                came.close();
                refusal = ++extraChannels > MAX_EXTRA_CHANNELS ? "The other side opened too many channels." : "";
            } else if (!isExpected) {
                refusal = "The other side's channel is not labelled with its identifier.";
            } else if (!came.isOrdered() || !came.isReliable()) {
                refusal = "The other side's channel is not ordered or not reliable.";
            } else {
                line.use(came);
            }
        } finally {
            lock.unlock();
        }
        if (refusal.isEmpty()) {
            checkChannel(line);
        } else {
            close(refusal);
        }
    }

    private void checkChannel(DataLine line) {
        boolean gone = false;
        lock.lock();
        try {
            RTCDataChannel channel = line.channel();
            if (channel == null || state == State.CLOSED) {
                return;
            }
            RTCDataChannelState now = channel.getState();
            if (now == RTCDataChannelState.OPEN) {
                opened(line);
            }
            gone = now == RTCDataChannelState.CLOSING || now == RTCDataChannelState.CLOSED;
        } finally {
            lock.unlock();
        }
        if (gone) {
            close("The other side closed the connection.");
        }
    }

    private void opened(DataLine line) {
        if (line == messages && state == State.NEW) {
            state = State.OPEN;
            parts.tally().connections.increment();
            parts.tally().openChannels.incrementAndGet();
        }
        line.settle();
    }

    private RTCDataChannel requireOpen(DataLine line) {
        RTCDataChannel channel = line.channel();
        if (state != State.OPEN || channel == null) {
            throw new StorageException.Unreachable("The channel is not open. " + closeReason);
        }
        return channel;
    }

    /** In this order, and never {@code dispose()}: that ends the process if a message is on its way. */
    private void closeNative() {
        peerShell.detach();
        RTCPeerConnection lastConnection = connection;
        connection = null;
        for (DataLine line : List.of(files, messages)) {
            RTCDataChannel last = line.letGo();
            if (last != null) {
                attempt("observer", last::unregisterObserver);
                attempt("channel", last::close);
            }
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
