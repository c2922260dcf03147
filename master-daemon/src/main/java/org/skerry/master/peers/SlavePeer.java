package org.skerry.master.peers;

import java.time.Instant;
import org.skerry.master.broadcaster.Arrival;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;

/**
 * One connected slave.
 *
 * @param since when its channel opened
 */
record SlavePeer(Arrival arrival, Instant since, MessageChannel channel, PeerSession session, SlaveService service) {}
