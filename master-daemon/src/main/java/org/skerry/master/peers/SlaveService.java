package org.skerry.master.peers;

import java.util.function.Supplier;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;

/** What a connected slave is served. Any thread. */
public interface SlaveService {

    /**
     * Answers its requests, as far as it may ask.
     *
     * @param session that will hand them over; waits until there is one
     */
    PeerSession.RequestHandler handler(Supplier<PeerSession> session);

    /**
     * Where the change feed stands for it.
     *
     * @param whole where it stands for those who see everything
     */
    Message.Feed feed(Message.Feed whole);

    /** It is gone; called once, by a thread that goes on soon. */
    default void left() {}
}
