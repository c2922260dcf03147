package org.skerry.master.broadcaster;

import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.signal.PeerId;

/** Takes over slaves whose channel is open. */
public interface ConnectedSlaves {

    /** A slave's channel is open; its owner is now the receiver. */
    void connected(Arrival slave, MessageChannel channel);

    /** Whether a connected slave has this identifier. */
    boolean isConnected(PeerId peer);
}
