package org.skerry.protocol.storage;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.PeerSession;
import tools.jackson.databind.JsonNode;

/** Calls that outlive the session in which they were begun: repeated in the next one while patience lasts. Any thread. */
public final class RepeatedCalls implements AutoCloseable {

    private final SessionSource sessions;
    private final Duration patience;
    private final Set<Thread> callers = new HashSet<>();
    private boolean closed; // guarded by callers, as that set is

    /**
     * @param sessions neither they nor their source are closed by these calls
     * @param patience how long one call may take in all, reconnections included; positive
     */
    public RepeatedCalls(SessionSource sessions, Duration patience) {
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("patience " + patience + " is not positive");
        }
        this.sessions = Objects.requireNonNull(sessions);
        this.patience = patience;
    }

    /**
     * Makes one call, again in the next session where the first one breaks.
     *
     * @param call one that may be repeated without harm
     * @return null for an answer without result
     * @throws StorageException the peer's refusal, or {@link StorageException.Unreachable} without answer in time
     */
    @Nullable
    public JsonNode call(Call call) {
        enter();
        try {
            return repeated(call, System.nanoTime() + patience.toNanos());
        } finally {
            leave();
        }
    }

    /** Ends the calls that wait; idempotent. */
    @Override
    public void close() {
        synchronized (callers) {
            if (!closed) {
                closed = true;
                callers.forEach(Thread::interrupt);
            }
        }
    }

    private @Nullable JsonNode repeated(Call call, long deadline) {
        while (true) {
            PeerSession session = sessions.session(rest(call, deadline));
            try {
                return session.call(call, rest(call, deadline));
            } catch (StorageException.Unreachable lost) {
                // In an open session this is the peer's own word, or the end of patience.
                if (session.isOpen() || Thread.currentThread().isInterrupted()) {
                    throw lost;
                }
            }
        }
    }

    private Duration rest(Call call, long deadline) {
        Duration rest = Duration.ofNanos(deadline - System.nanoTime());
        if (!rest.isPositive()) {
            throw call.late(patience);
        }
        return rest;
    }

    private void enter() {
        synchronized (callers) {
            if (closed) {
                throw new StorageException.Unreachable("This storage is closed.");
            }
            callers.add(Thread.currentThread());
        }
    }

    private void leave() {
        synchronized (callers) {
            callers.remove(Thread.currentThread());
            if (closed) {
                Thread.interrupted(); // close() meant this call, not what its thread does next
            }
        }
    }
}
