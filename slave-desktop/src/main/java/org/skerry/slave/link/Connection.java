package org.skerry.slave.link;

import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;

/**
 * A session with a master that has greeted us.
 *
 * @param session owns the channel
 * @param channel asked only whether it is worn
 */
record Connection(PeerSession session, MessageChannel channel) {}
