package org.skerry.master.broadcaster;

import java.net.InetAddress;
import java.time.Duration;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;

/** Makes peer connections for slaves that were let in: WebRTC in the daemon, a memory pair in tests. */
public interface PeerDoor {

    /** Starts a connection with an offer of ours. */
    Knock offer(PeerId peer, InetAddress address);

    /**
     * Starts a connection by answering a slave's offer.
     *
     * @throws IllegalArgumentException with one plain sentence if the offer is not usable
     */
    Knock answer(PeerId peer, Description offer, InetAddress address);

    /** A connection in the making. */
    interface Knock extends AutoCloseable {

        /** Our complete description. */
        Description description();

        /**
         * Takes the slave's answer to our offer.
         *
         * @throws IllegalArgumentException with one plain sentence if it is not usable
         */
        void accept(Description answer);

        /**
         * Waits for the data channel.
         *
         * @throws org.skerry.jio.StorageException.Unreachable if it does not open in time
         */
        MessageChannel awaitOpen(Duration patience);

        /** Gives up; the channel, once it was handed out, is not touched. */
        @Override
        void close();
    }
}
