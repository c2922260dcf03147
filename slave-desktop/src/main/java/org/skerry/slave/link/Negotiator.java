package org.skerry.slave.link;

import java.net.InetAddress;
import java.time.Duration;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;

/** The slave's part in making a data channel: answers offers. Any thread. */
public interface Negotiator {

    /**
     * Answers an offer.
     *
     * @param label the identifier that we made: the label of the data channel
     * @param master the address at which the master was reached
     * @throws IllegalArgumentException with one plain sentence if the offer is not usable
     */
    Negotiation answer(Description offer, PeerId label, InetAddress master);

    /** One connection in the making. */
    interface Negotiation {

        /** Our complete answer. */
        Description description();

        /** The data channel, as soon as it is open. */
        MessageChannel awaitOpen(Duration patience);

        /** Gives up; idempotent. */
        void close();
    }
}
