package org.skerry.master.broadcaster;

import java.net.InetAddress;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.PeerId;

/** Takes over slaves whose channel is open. */
public interface ConnectedSlaves {

    /**
     * A slave's channel is open; its owner is now the receiver.
     *
     * @param name as the slave calls itself, may be empty
     * @param address where its signalling came from
     */
    void connected(PeerId peer, String name, InetAddress address, MessageChannel channel);

    /** Whether a connected slave has this identifier. */
    boolean isConnected(PeerId peer);
}
