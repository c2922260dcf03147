package org.skerry.protocol.session;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the times at which something came whether a peer is still there. Times are those of
 * {@link SessionTime}; any thread.
 */
final class Heartbeat {

    enum Verdict {
        FINE,
        ASK,
        DEAD
    }

    private final long pingAfter;
    private final long deadAfter;
    private long lastReceived;
    private long lastAsked;
    private boolean hasAnswered;
    private @Nullable Duration roundTrip;

    Heartbeat(SessionSettings settings) {
        pingAfter = settings.pingAfter().toNanos();
        deadAfter = settings.deadAfter().toNanos();
        lastReceived = settings.time().nanos();
        lastAsked = lastReceived;
    }

    synchronized void received(long now) {
        lastReceived = now;
    }

    /** The peer answered a ping; only such a one is declared dead when it falls silent. */
    synchronized void answered(long now) {
        hasAnswered = true;
        roundTrip = Duration.ofNanos(now - lastAsked);
    }

    /** How long the last ping took to the peer and back; empty before one was answered. */
    synchronized Optional<Duration> roundTrip() {
        return Optional.ofNullable(roundTrip);
    }

    /** What to do now. After {@link Verdict#ASK} a ping is sent. */
    synchronized Verdict check(long now) {
        long silence = now - lastReceived;
        if (hasAnswered && silence >= deadAfter) {
            return Verdict.DEAD;
        }
        // A busy peer is asked too, until it has answered once: only then its silence will mean something.
        if ((silence >= pingAfter || !hasAnswered) && now - lastAsked >= pingAfter) {
            lastAsked = now;
            return Verdict.ASK;
        }
        return Verdict.FINE;
    }
}
