package org.skerry.protocol.storage;

import java.time.Duration;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.PeerSession;

/** Where a {@link PeerStorage} finds the session with its peer, over all reconnections. */
public interface SessionSource {

    /**
     * The present session; waits for one while there is none. One that is known to be closed is not returned.
     *
     * @param patience how long to wait at most, positive
     * @throws StorageException.Unreachable with a plain sentence if there was none in that time, or on an interrupt
     */
    PeerSession session(Duration patience);
}
