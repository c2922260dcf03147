package org.skerry.protocol.signal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One frame of the signalling WebSocket; {@code docs/protocol.md} has an example of each. */
public sealed interface SignalMessage {

    /** A slave asks to be let in. */
    record Request(PeerId from, int version, String name, Entry entry) implements SignalMessage {}

    /** As whom a slave asks. */
    sealed interface Entry {

        /** As nobody: let in with {@code --open} only. */
        record Open() implements Entry {}

        /**
         * As one that is paired.
         *
         * @param key its fingerprint, in hexadecimal digits
         * @param nonce 32 bytes, in base64url as all below
         */
        record Known(String key, String nonce) implements Entry {}

        /** As one that has a code. */
        record Pairing(String key, String nonce, String round1) implements Entry {}
    }

    /** The master's half of the key exchange with a slave that has a code. */
    record PairingRounds(PeerId to, String key, String nonce, String round1, String round2) implements SignalMessage {}

    /** The slave's second half, and the proof that it has the code. */
    record PairingProof(PeerId from, String round2, String confirm) implements SignalMessage {}

    /** The master's proof that it has its key, and what the slave has to sign. */
    record Challenge(PeerId to, String key, String nonce, String proof) implements SignalMessage {}

    /** The slave's proof that it has its key. */
    record Proof(PeerId from, String proof) implements SignalMessage {}

    /** The master's proof that it has the code, and its offer, for this slave's eyes only. */
    record SealedOffer(PeerId to, String confirm, String sealed) implements SignalMessage {}

    /** The slave's answer to it. */
    record SealedAnswer(PeerId from, String sealed) implements SignalMessage {}

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
