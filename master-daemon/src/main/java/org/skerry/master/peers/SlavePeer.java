package org.skerry.master.peers;

import java.net.InetAddress;
import java.time.Instant;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.signal.PeerId;

/**
 * One connected slave.
 *
 * @param name as it calls itself, may be empty
 * @param address where its signalling came from
 * @param since when its channel opened
 */
record SlavePeer(
        PeerId id, String name, InetAddress address, Instant since, MessageChannel channel, PeerSession session) {}
