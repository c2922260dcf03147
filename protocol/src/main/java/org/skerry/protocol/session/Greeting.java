package org.skerry.protocol.session;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.message.MessageCodec;

/** The exchange of hellos: once in a session, from whichever side begins. */
final class Greeting {

    private final Outbox outbox;
    private final SessionSettings settings;
    private final Supplier<Message.Hello> ownHello;
    private final CountDownLatch answered = new CountDownLatch(1);

    private final Object lock = new Object();
    private Message.@Nullable Hello said;
    private Message.@Nullable JioError refusal;

    /** Written by the reader, read by those who send. */
    private volatile Message.@Nullable Hello peerHello;

    /** Written by the reader once the hello that answers is on its way, read by those who send. */
    private volatile Set<Feature> features = Set.of();

    Greeting(Outbox outbox, SessionSettings settings, Supplier<Message.Hello> ownHello) {
        this.outbox = outbox;
        this.settings = settings;
        this.ownHello = ownHello;
    }

    /** What both sides announced; nothing before the hellos. */
    Set<Feature> features() {
        return features;
    }

    /** The hello of this side, once it was said. */
    Optional<Message.Hello> ownHello() {
        synchronized (lock) {
            return Optional.ofNullable(said);
        }
    }

    Optional<Message.Hello> peerHello() {
        return Optional.ofNullable(peerHello);
    }

    /** See {@link PeerSession#greet}. */
    Message.Hello greet(Message.Hello own, Duration patience) {
        synchronized (lock) {
            if (said != null) {
                throw new IllegalStateException("a hello was said already");
            }
            said = own;
        }
        outbox.sendFirst(MessageCodec.writeUtf8(withLimits(own)));
        try {
            boolean inTime = answered.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            synchronized (lock) {
                if (refusal != null) {
                    throw StorageException.of(refusal.statusCode(), refusal.message());
                }
            }
            Message.Hello answer = peerHello;
            if (!inTime || answer == null) {
                throw new StorageException.Unreachable(
                        "The other side did not answer the hello within %d ms.".formatted(patience.toMillis()));
            }
            return answer;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("The hello was given up.", interrupt);
        }
    }

    /**
     * A hello came: the answer to the one said here, or one to answer.
     *
     * @throws StorageException.BadRequest if it is the second one
     */
    void receive(Message.Hello hello) {
        Message.Hello own;
        boolean isAnswer;
        synchronized (lock) {
            if (peerHello != null) {
                throw new StorageException.BadRequest("A hello was said already; nothing has changed.");
            }
            isAnswer = said != null;
            own = said != null ? said : ownHello.get();
            said = own;
            peerHello = hello;
        }
        Set<Feature> shared = new HashSet<>(Feature.named(own.features()));
        shared.retainAll(Feature.named(hello.features()));
        if (!isAnswer) {
            outbox.sendFirst(MessageCodec.writeUtf8(withLimits(new Message.Hello(
                    own.version(), Feature.words(shared), own.name(), own.feed(), own.open(), own.maxMessageBytes()))));
        }
        Integer limit = hello.maxMessageBytes();
        outbox.allow(
                shared.contains(Feature.BATCH),
                shared.contains(Feature.FRAGMENTS),
                limit == null ? SessionSettings.MAX_MESSAGE_BYTES : limit);
        features = Set.copyOf(shared);
        answered.countDown();
    }

    /** The peer refused a frame without naming a call: the hello, if one waits for its answer. */
    void refused(Message.JioError error) {
        synchronized (lock) {
            if (said == null || peerHello != null) {
                return;
            }
            refusal = error;
        }
        answered.countDown();
    }

    /** The session ended. */
    void close(String reason) {
        refused(new Message.JioError(null, reason, 504));
    }

    private Message.Hello withLimits(Message.Hello hello) {
        return new Message.Hello(
                hello.version(),
                hello.features(),
                hello.name(),
                hello.feed(),
                hello.open(),
                settings.maxMessageBytes());
    }
}
