package org.skerry.protocol.session;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;
import org.skerry.protocol.message.CallId;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.message.MessageCodec;
import tools.jackson.databind.JsonNode;

/** The calls made here that wait for their answers. Any thread. */
final class Calls {

    private static final long FAR = TimeUnit.DAYS.toNanos(1);

    private final Outbox outbox;
    private final Supplier<Set<Feature>> features;
    private final Semaphore slots;
    private final Map<CallId, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    /** Wakes those whose time is over. A timed wait of each caller would wake the timer of the JDK twice for each call. */
    private final Thread timekeeper =
            Thread.ofVirtual().name("session-timekeeper").unstarted(this::watch);

    /** When {@link #timekeeper} looks next; whoever may not wait so long wakes it. */
    private volatile long nextLook;

    /** Set once, when the session closes: a call that registers afterwards sees it and fails. */
    private volatile @Nullable String closedBecause;

    Calls(Outbox outbox, SessionSettings settings, Supplier<Set<Feature>> features) {
        this.outbox = outbox;
        this.features = features;
        this.slots = new Semaphore(settings.maxOutstanding());
        timekeeper.start();
    }

    /** See {@link PeerSession#call}. */
    @Nullable
    JsonNode call(Call call, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        if (!patience.isPositive()) {
            throw call.late(patience);
        }
        try {
            if (!slots.tryAcquire() && !slots.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw call.late(patience);
            }
            try {
                return exchange(call, patience, deadline);
            } finally {
                slots.release();
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable(call.method() + ": the caller gave up.", interrupt);
        }
    }

    long count() {
        return count.get();
    }

    /** An answer came. One that nobody waits for any more is dropped. */
    void complete(CallId id, Message answer) {
        Waiting one = waiting.remove(id);
        if (one != null) {
            one.complete(answer);
        }
    }

    /** Fails all calls, now and later. */
    void close(String reason) {
        closedBecause = reason;
        for (CallId id : waiting.keySet()) {
            complete(id, gone(id, reason));
        }
        LockSupport.unpark(timekeeper);
    }

    private void watch() {
        while (closedBecause == null) {
            nextLook = System.nanoTime() + FAR;
            long left = FAR;
            for (Waiting one : waiting.values()) {
                left = Math.min(left, one.wakeIfLate());
            }
            nextLook = System.nanoTime() + left;
            LockSupport.parkNanos(this, left);
        }
    }

    private @Nullable JsonNode exchange(Call call, Duration patience, long deadline) throws InterruptedException {
        if (!outbox.awaitSpace(deadline - System.nanoTime()) && closedBecause == null) {
            throw call.late(patience);
        }
        CallId id = CallId.of(count.incrementAndGet());
        byte[] query = MessageCodec.writeUtf8(query(id, call, deadline));
        var one = new Waiting(deadline);
        waiting.put(id, one);
        if (deadline - nextLook < 0) {
            LockSupport.unpark(timekeeper);
        }
        String reason = closedBecause;
        if (reason != null) {
            complete(id, gone(id, reason));
        }
        try {
            send(query);
            Message answer = one.await();
            if (answer == null) {
                cancel(id);
                throw call.late(patience);
            }
            return result(answer);
        } catch (InterruptedException interrupt) {
            cancel(id);
            throw interrupt;
        } finally {
            waiting.remove(id);
        }
    }

    private void send(byte[] query) {
        if (waiting.size() > 1) {
            outbox.sendWithOthers(query);
        } else {
            outbox.send(query);
        }
    }

    private Message.JioQuery query(CallId id, Call call, long deadline) {
        Set<Feature> shared = features.get();
        if (call.expected() != Expected.ANY && !shared.contains(Feature.EXPECTED)) {
            // Leaving it out would turn a guarded write into one that overwrites.
            throw new StorageException.NotOffered("The other side does not check what a write expects.");
        }
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        return new Message.JioQuery(
                id,
                call.method(),
                call.arguments(),
                shared.contains(Feature.WRITE_KEY) ? call.key() : WriteKey.NONE,
                call.expected(),
                shared.contains(Feature.EXPECTED) ? call.attachment() : ExpectedAttachment.ANY,
                shared.contains(Feature.DEADLINE) ? left : null);
    }

    private void cancel(CallId id) {
        if (features.get().contains(Feature.CANCEL)) {
            outbox.send(MessageCodec.writeUtf8(new Message.Cancel(id)));
        }
    }

    private static @Nullable JsonNode result(Message answer) {
        return switch (answer) {
            case Message.JioResponse response -> response.result();
            case Message.JioError error -> throw error.reason();
            default -> throw new IllegalStateException("not an answer: " + answer);
        };
    }

    private static Message gone(CallId id, String reason) {
        return new Message.JioError(id, reason, 504);
    }

    private static final class Waiting {
        private final Thread thread = Thread.currentThread();
        private final long deadline;

        /** Written by the reader, read by the caller that it wakes. */
        private volatile @Nullable Message answer;

        Waiting(long deadline) {
            this.deadline = deadline;
        }

        /** How long this one still waits, in nanoseconds; {@link #FAR} if it was woken now. */
        long wakeIfLate() {
            long left = deadline - System.nanoTime();
            if (left > 0) {
                return left;
            }
            LockSupport.unpark(thread);
            return FAR;
        }

        void complete(Message message) {
            answer = message;
            LockSupport.unpark(thread);
        }

        @Nullable
        Message await() throws InterruptedException {
            while (answer == null) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (deadline - System.nanoTime() <= 0) {
                    return null;
                }
                LockSupport.park(this);
            }
            return answer;
        }
    }
}
