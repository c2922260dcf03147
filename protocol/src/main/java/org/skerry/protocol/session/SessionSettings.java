package org.skerry.protocol.session;

import java.time.Duration;

/**
 * The limits of one session.
 *
 * @param maxRunning how many requests of the peer are worked on at a time; bounds threads and what they hold
 * @param maxOutstanding how many calls may wait for their answers, in each direction; more get status 429
 * @param maxMessageBytes the largest message taken in fragments; a message is held in memory several times over
 * @param maxQueuedBytes how much may wait to be sent before no further work is begun for the peer
 * @param stallPatience how long a frame waits for space before the peer counts as one that does not read
 * @param maxHandling how long a request may take before it is answered with status 504
 * @param pingAfter how long nothing may come before the peer is asked whether it is there
 * @param deadAfter how long nothing may come before the peer is given up, if it ever answered a ping
 */
public record SessionSettings(
        int maxRunning,
        int maxOutstanding,
        int maxMessageBytes,
        int maxQueuedBytes,
        Duration stallPatience,
        Duration maxHandling,
        Duration pingAfter,
        Duration deadAfter,
        SessionTime time) {

    /** The largest fragmented message of a session that was told nothing else, in bytes. */
    public static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

    /** What both programs use. */
    public static SessionSettings defaults() {
        return new SessionSettings(
                8,
                256,
                MAX_MESSAGE_BYTES,
                4 * 1024 * 1024,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(6),
                SessionTime.system());
    }

    public SessionSettings withMaxRunning(int requests) {
        return new SessionSettings(
                requests,
                maxOutstanding,
                maxMessageBytes,
                maxQueuedBytes,
                stallPatience,
                maxHandling,
                pingAfter,
                deadAfter,
                time);
    }

    public SessionSettings withMaxMessageBytes(int bytes) {
        return new SessionSettings(
                maxRunning,
                maxOutstanding,
                bytes,
                maxQueuedBytes,
                stallPatience,
                maxHandling,
                pingAfter,
                deadAfter,
                time);
    }

    public SessionSettings withStallPatience(Duration patience) {
        return new SessionSettings(
                maxRunning,
                maxOutstanding,
                maxMessageBytes,
                maxQueuedBytes,
                patience,
                maxHandling,
                pingAfter,
                deadAfter,
                time);
    }

    public SessionSettings withMaxHandling(Duration duration) {
        return new SessionSettings(
                maxRunning,
                maxOutstanding,
                maxMessageBytes,
                maxQueuedBytes,
                stallPatience,
                duration,
                pingAfter,
                deadAfter,
                time);
    }

    public SessionSettings withTime(SessionTime other) {
        return new SessionSettings(
                maxRunning,
                maxOutstanding,
                maxMessageBytes,
                maxQueuedBytes,
                stallPatience,
                maxHandling,
                pingAfter,
                deadAfter,
                other);
    }
}
