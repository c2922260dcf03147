package org.skerry.master.broadcaster;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;

/** Finds out who a slave is, before anything native is made for it. Any thread. */
public interface Doorkeeper {

    /** What to say to a slave's first word. */
    Word greet(SignalMessage.Request request, InetAddress address);

    /** Whether a slave of 2016 may offer. */
    Word greetOffer(PeerId peer, InetAddress address);

    /** Whether web pages may come: those of 2016, with {@code --open}. */
    boolean takesPages();

    /** How long a WebSocket may be open that has not led to a connected slave; empty if it may stay. */
    Optional<Duration> timeToProve();

    /** What a slave is told. */
    sealed interface Word {

        /** That it is not let in. */
        record No(SignalMessage.Refused refused) implements Word {}

        /**
         * Something that it has to answer.
         *
         * @param next what to say to the answer; asked once
         */
        record Ask(SignalMessage message, Function<SignalMessage, Word> next) implements Word {}

        /** That it may come in. */
        record Yes(Visitor visitor) implements Word {}
    }

    /** A slave that is let in. */
    interface Visitor {

        /** What it is called; of one that has just been paired only after its answer. */
        String name();

        /** By which key it is known, if by any. */
        Optional<Fingerprint> key();

        /** Our offer, as this slave gets it. */
        SignalMessage offer(Description offer);

        /**
         * Its answer.
         *
         * @throws IllegalArgumentException with one plain sentence, if it is not this slave's
         */
        Description answer(SignalMessage answer);

        /** Its channel is open, so that it has proved its certificate. */
        default void arrived() {}
    }
}
