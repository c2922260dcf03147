package org.skerry.protocol.signal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One frame of the signalling WebSocket; {@code docs/protocol.md} has an example of each. */
public sealed interface SignalMessage {

    /** A slave asks to be let in. */
    record Request(PeerId from, int version, String name) implements SignalMessage {}

    /** A description for the slave that asked, or, in {@code --open}, from a slave of 2016. */
    record Offer(PeerId peer, Description description) implements SignalMessage {}

    /** The answer to an offer. */
    record Answer(PeerId peer, Description description) implements SignalMessage {}

    /**
     * Either side declines.
     *
     * @param peer null where no identifier could be read
     * @param message one plain sentence for a person
     * @param retryAfter when it may go better; only with {@link Reason#BUSY}, else null
     */
    record Refused(
            @Nullable PeerId peer,
            Reason reason,
            String message,
            @Nullable Duration retryAfter) implements SignalMessage {}

    /** Why a peer is refused; the word on the wire is the name in lower case. */
    enum Reason {
        MALFORMED,
        VERSION,
        BUSY,
        DUPLICATE,
        EXPIRED,
        CODE,
        UNKNOWN,
        REVOKED,
        NOT_OPEN
    }
}
