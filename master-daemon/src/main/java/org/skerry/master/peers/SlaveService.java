package org.skerry.master.peers;

import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.PeerSession;

/** What a connected slave is served. Any thread. */
public interface SlaveService {

    /** Answers its requests, as far as it may ask. */
    PeerSession.RequestHandler handler();

    /**
     * Where the change feed stands for it.
     *
     * @param whole where it stands for those who see everything
     */
    Message.Feed feed(Message.Feed whole);

    /** It is gone; called once, by a thread that goes on soon. */
    default void left() {}
}
