package org.skerry.protocol.transfer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.skerry.protocol.session.PeerSession;

/** The transfers of the sessions of one peer, each of which has one channel for files; one of these for each of them. Any thread. */
public final class TransferLines {

    private final Map<PeerSession, TransferLine> lines = new ConcurrentHashMap<>();

    TransferLine of(PeerSession session) {
        TransferLine line = lines.computeIfAbsent(session, TransferLine::new);
        session.onClosed(reason -> lines.remove(session, line));
        return line;
    }
}
