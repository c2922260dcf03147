package org.skerry.master.broadcaster;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;

/** A door without WebRTC: a channel opens when the description that came says so. */
final class FakeDoor implements PeerDoor {

    /** In a description: the channel opens at once. */
    static final String OPENS = "opens";

    /** In a description: it is not usable. */
    static final String UNUSABLE = "unusable";

    /** In a description: the native library fails on it. */
    static final String FAILS = "fails";

    /** Whether no connection can be made. */
    volatile boolean isStuck;

    final CopyOnWriteArrayList<FakeKnock> knocks = new CopyOnWriteArrayList<>();

    @Override
    public Knock offer(PeerId peer, InetAddress address) {
        return knock(new Description(Description.Kind.OFFER, "offer for " + peer));
    }

    @Override
    public Knock answer(PeerId peer, Description offer, InetAddress address) {
        FakeKnock knock = knock(new Description(Description.Kind.ANSWER, "answer for " + peer));
        knock.accept(offer);
        return knock;
    }

    private FakeKnock knock(Description own) {
        if (isStuck) {
            throw new StorageException.TooMany("No UDP port is free on this machine.");
        }
        FakeKnock knock = new FakeKnock(own);
        knocks.add(knock);
        return knock;
    }

    static final class FakeKnock implements Knock {
        private final Description own;
        private final CompletableFuture<MessageChannel> channel = new CompletableFuture<>();
        volatile boolean closed;

        private FakeKnock(Description own) {
            this.own = own;
        }

        @Override
        public Description description() {
            return own;
        }

        @Override
        public void accept(Description description) {
            if (description.sdp().equals(UNUSABLE)) {
                throw new IllegalArgumentException("This description is not usable.");
            }
            if (description.sdp().equals(FAILS)) {
                throw new StorageException.Failed("WebRTC refused: native words");
            }
            if (description.sdp().equals(OPENS)) {
                channel.complete(new DeadChannel());
            }
        }

        @Override
        public MessageChannel awaitOpen(Duration patience) {
            try {
                return channel.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException | InterruptedException late) {
                throw new StorageException.Unreachable("The channel did not open.", late);
            }
        }

        @Override
        public void close() {
            closed = true;
            channel.completeExceptionally(new IllegalStateException("closed"));
        }
    }

    /** A channel nobody uses. */
    private static final class DeadChannel implements MessageChannel {
        @Override
        public int maxFrameBytes() {
            return 65_536;
        }

        @Override
        public void send(Frame frame, Duration patience) {
            throw new StorageException.Unreachable("dead");
        }

        @Override
        public boolean isWritable() {
            return false;
        }

        @Override
        public Optional<Frame> receive() {
            return Optional.empty();
        }

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void close() {}
    }
}
