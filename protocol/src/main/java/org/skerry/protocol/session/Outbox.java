package org.skerry.protocol.session;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.message.MessageCodec;

/**
 * What waits to be sent. Whoever adds a message while nobody sends sends it, and what others add meanwhile: an idle
 * session has no thread to wake, and a busy one packs small messages into shared frames without ever waiting for more.
 *
 * <p>Any thread may add. Where the channel is full a thread of the outbox's own waits for it, never the caller.
 */
final class Outbox {

    /** How many frames a caller sends for others before it goes on with its own work. */
    private static final int MAX_FRAMES_FOR_OTHERS = 64;

    /** The largest frame that WebRTC implementations agree on, in bytes. */
    static final int MAX_FRAME_BYTES = 262_144;

    private static final String NO_ROOM = "This failed, and your frames are too short to say what and why.";

    private final MessageChannel channel;
    private final SessionSettings settings;
    private final Consumer<String> onFailure;
    private final LongAdder bytesOut = new LongAdder();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<byte[]> first = new ArrayDeque<>();
    private final ArrayDeque<byte[]> small = new ArrayDeque<>();
    private final ArrayDeque<byte[]> large = new ArrayDeque<>();
    private final ArrayDeque<Fragments.Outgoing> inPieces = new ArrayDeque<>();
    private byte @Nullable [] latest; // one at most, a later one takes its place
    private long queuedBytes;
    private long shortBytes; // of those in first and small, and of the latest
    private long inPiecesBytes;
    private int nextNumber;
    private boolean isSending;
    private boolean isClosed;
    private boolean lastWasSmall;
    private boolean mayBatch;
    private boolean mayFragment;
    private int peerMaxMessageBytes = SessionSettings.MAX_MESSAGE_BYTES;

    Outbox(MessageChannel channel, SessionSettings settings, Consumer<String> onFailure) {
        this.channel = channel;
        this.settings = settings;
        this.onFailure = onFailure;
    }

    /** From now on frames may be shared, or messages cut. */
    void allow(boolean batch, boolean fragments, int maxMessageBytes) {
        lock.lock();
        try {
            mayBatch = batch;
            mayFragment = fragments;
            peerMaxMessageBytes = maxMessageBytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds one message. Nothing happens after {@link #close}.
     *
     * @throws StorageException.TooLarge if the peer cannot take a message of this size
     */
    void send(byte[] message) {
        if (add(message)) {
            sendAll();
        }
    }

    /**
     * As {@link #send}, when others are about to add messages too: the threads that are ready to do so run first. Where
     * frames may be shared this makes one frame of many, each of which costs far more than what is in it.
     */
    void sendWithOthers(byte[] message) {
        if (add(message)) {
            Thread.yield(); // comes back at once where nobody is ready
            sendAll();
        }
    }

    /**
     * Adds some messages, in this order, before anything is sent: they share frames where that is allowed.
     *
     * @throws StorageException.TooLarge if the peer cannot take one of them; none is added then
     */
    void sendTogether(List<byte[]> messages) {
        lock.lock();
        try {
            if (isClosed || messages.isEmpty()) {
                return;
            }
            for (byte[] message : messages) {
                if (message.length > maxTextBytes()) {
                    throw tooLarge(message.length);
                }
            }
            for (byte[] message : messages) {
                small.add(message);
                count(message.length);
            }
            if (!begin()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        sendAll();
    }

    /** How many bytes one message may have that is not cut. */
    int maxWholeBytes() {
        lock.lock();
        try {
            return maxTextBytes();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the peer fetches what is sent to it: no more than so much waits. */
    boolean hasLess(long bytes) {
        lock.lock();
        try {
            return queuedBytes < bytes;
        } finally {
            lock.unlock();
        }
    }

    /** An error as the peer can take it: where frames are very short, without the id and the reason. */
    byte[] fitting(Message.JioError error) {
        byte[] message = MessageCodec.writeUtf8(error);
        return message.length <= channel.maxFrameBytes()
                ? message
                : MessageCodec.writeUtf8(new Message.JioError(null, NO_ROOM, error.statusCode()));
    }

    /** Adds a short message which goes before all others, in a frame of its own. */
    void sendFirst(byte[] message) {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            first.add(message);
            count(message.length);
            if (!begin()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        sendAll();
    }

    /**
     * Adds a short message that makes the earlier ones of its kind pointless: it takes the place of one that still waits, so
     * that a slow peer has one to fetch. In a frame of its own, after those that go first.
     */
    void sendLatest(byte[] message) {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            count(message.length - (latest == null ? 0 : latest.length));
            latest = message;
            if (!begin()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        sendAll();
    }

    /**
     * Waits until not too much is queued.
     *
     * @return false if it still is, or the outbox was closed
     */
    boolean awaitSpace(long patienceNanos) throws InterruptedException {
        long left = patienceNanos;
        lock.lockInterruptibly();
        try {
            while (!isClosed && queuedBytes > settings.maxQueuedBytes() && left > 0) {
                left = drained.awaitNanos(left);
            }
            return !isClosed && queuedBytes <= settings.maxQueuedBytes();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits while the peer leaves more short messages unread than its calls alone can cause: no further call is begun for
     * it by then, but calls that it gives up are answered all the same.
     */
    void awaitFetched() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!isClosed && isFlooded()) {
                drained.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything went into the channel.
     *
     * @return false if it did not in time
     */
    boolean awaitEmpty(long patienceNanos) throws InterruptedException {
        long left = patienceNanos;
        lock.lockInterruptibly();
        try {
            while (!isClosed && (queuedBytes > 0 || isSending) && left > 0) {
                left = drained.awaitNanos(left);
            }
            return queuedBytes == 0 && !isSending;
        } finally {
            lock.unlock();
        }
    }

    long bytesOut() {
        return bytesOut.sum();
    }

    /** Forgets what waits, and frees those who wait for space. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
            first.clear();
            latest = null;
            small.clear();
            large.clear();
            inPieces.clear();
            queuedBytes = 0;
            shortBytes = 0;
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** True if the caller is the one to send. */
    private boolean add(byte[] message) {
        lock.lock();
        try {
            if (isClosed) {
                return false;
            }
            if (message.length <= maxTextBytes()) {
                small.add(message);
                count(message.length);
            } else if (mayFragment && message.length <= peerMaxMessageBytes) {
                large.add(message);
                queuedBytes += message.length;
            } else {
                throw tooLarge(message.length);
            }
            return begin();
        } finally {
            lock.unlock();
        }
    }

    private int maxTextBytes() {
        return Math.min(channel.maxFrameBytes(), mayFragment ? Fragments.MAX_FRAME_BYTES : MAX_FRAME_BYTES);
    }

    private StorageException.TooLarge tooLarge(int bytes) {
        int most = mayFragment ? Math.max(peerMaxMessageBytes, maxTextBytes()) : maxTextBytes();
        return new StorageException.TooLarge(
                "This message has %d bytes, the receiver takes up to %d.".formatted(bytes, most));
    }

    private boolean begin() {
        if (isSending) {
            return false;
        }
        isSending = true;
        return true;
    }

    private void sendAll() {
        for (int frames = 0; frames < MAX_FRAMES_FOR_OTHERS && channel.isWritable(); frames++) {
            Frame frame = take();
            if (frame == null) {
                return;
            }
            if (!deliver(frame)) {
                sendElsewhere(frame);
                return;
            }
        }
        sendElsewhere(null);
    }

    /** On a thread that may wait for the channel, and that nobody interrupts. */
    private void sendElsewhere(@Nullable Frame begun) {
        Thread.ofVirtual().name("session-outbox").start(() -> {
            Frame frame = begun == null ? take() : begun;
            while (frame != null) {
                deliver(frame);
                frame = take();
            }
        });
    }

    private @Nullable Frame take() {
        lock.lock();
        try {
            Frame frame = isClosed ? null : next();
            if (frame == null) {
                isSending = false;
            }
            if (queuedBytes <= settings.maxQueuedBytes() || !isFlooded()) {
                drained.signalAll();
            }
            return frame;
        } finally {
            lock.unlock();
        }
    }

    /** False if the frame is still to be sent: the caller was interrupted, which is no matter of the channel. */
    private boolean deliver(Frame frame) {
        try {
            channel.send(frame, settings.stallPatience());
            bytesOut.add(frame.bytes().length);
        } catch (StorageException.Unreachable gone) {
            if (Thread.currentThread().isInterrupted() && channel.isOpen()) {
                return false;
            }
            onFailure.accept(String.valueOf(gone.getMessage())); // closes this outbox, so that nothing follows
        }
        return true;
    }

    private boolean isFlooded() {
        return shortBytes > 2L * settings.maxQueuedBytes();
    }

    private @Nullable Frame next() {
        if (!first.isEmpty()) {
            return text(taken(first));
        }
        byte[] news = latest;
        if (news != null) {
            latest = null;
            count(-news.length);
            return text(news);
        }
        startPieces();
        if (!small.isEmpty() && (inPieces.isEmpty() || !lastWasSmall)) {
            lastWasSmall = true;
            return text(smallOnes());
        }
        lastWasSmall = false;
        Fragments.Outgoing outgoing = inPieces.poll();
        return outgoing == null ? null : Frame.binary(piece(outgoing));
    }

    private Frame text(byte[] utf8) {
        return new Frame(Frame.Kind.TEXT, utf8);
    }

    private byte[] smallOnes() {
        byte[] one = taken(small);
        if (!mayBatch || small.isEmpty() || 3 + one.length + small.element().length > maxTextBytes()) {
            return one;
        }
        var batch = new ByteArrayOutputStream(4 * one.length);
        batch.write('[');
        batch.writeBytes(one);
        int count = 1;
        while (!small.isEmpty()
                && count < MessageCodec.MAX_BATCH
                && batch.size() + 2 + small.element().length <= maxTextBytes()) {
            byte[] other = taken(small);
            batch.write(',');
            batch.writeBytes(other);
            count++;
        }
        batch.write(']');
        return batch.toByteArray();
    }

    private byte[] taken(ArrayDeque<byte[]> shortOnes) {
        byte[] message = shortOnes.remove();
        count(-message.length);
        return message;
    }

    private void count(int shortOnes) {
        queuedBytes += shortOnes;
        shortBytes += shortOnes;
    }

    private void startPieces() {
        // A receiver holds messages in pieces within these limits only, see FragmentReader.
        while (!large.isEmpty()
                && inPieces.size() < Fragments.MAX_PARTIAL
                && (inPieces.isEmpty()
                        || inPiecesBytes + large.element().length
                                <= (long) Fragments.MAX_PARTIAL_WHOLE * peerMaxMessageBytes)) {
            byte[] message = large.remove();
            inPiecesBytes += message.length;
            inPieces.add(new Fragments.Outgoing(message, nextNumber++));
        }
    }

    private byte[] piece(Fragments.Outgoing outgoing) {
        byte[] frame = outgoing.next(maxTextBytes());
        queuedBytes -= frame.length - Fragments.HEADER_BYTES;
        if (outgoing.isDone()) {
            inPiecesBytes -= outgoing.size();
        } else {
            inPieces.add(outgoing);
        }
        return frame;
    }
}
