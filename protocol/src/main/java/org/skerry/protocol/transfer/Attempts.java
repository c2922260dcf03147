package org.skerry.protocol.transfer;

import java.time.Duration;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.storage.SessionSource;

/** Does something in one session after the other, until it is done. One thread. */
final class Attempts {

    /** How often it may break off without getting on in a session that is open. */
    private static final int MAX_FRUITLESS = 3;

    private static final Duration BUSY = Duration.ofSeconds(1);

    /** One try. */
    interface Attempt<T> {
        T in(PeerSession session, TransferLine line) throws InterruptedException;
    }

    private final SessionSource sessions;
    private final Duration patience;
    private final Transfer transfer;
    private boolean hasMoved;
    private int fruitless;

    /** @param patience how long there may be no session */
    Attempts(SessionSource sessions, Duration patience, Transfer transfer) {
        this.sessions = sessions;
        this.patience = patience;
        this.transfer = transfer;
    }

    /** The attempt gets on: it may break off as often as it likes. */
    void moved() {
        hasMoved = true;
    }

    /** Whether the peer has uploads and downloads. */
    boolean isOffered() {
        return sessions.session(patience).features().contains(Feature.ATTACHMENTS);
    }

    /** @throws StorageException as the attempt does, unless another one may help */
    <T> T repeat(Attempt<T> attempt) throws InterruptedException {
        while (true) {
            PeerSession session = sessions.session(patience);
            hasMoved = false;
            try {
                return attempt.in(session, TransferLine.of(session));
            } catch (Ending ended) {
                again(ended.why(), session);
            } catch (StorageException failure) {
                again(failure, session);
            }
        }
    }

    private void again(StorageException why, PeerSession session) throws InterruptedException {
        transfer.checkWanted();
        switch (why) {
            case StorageException.TooMany busy -> {
                transfer.tellWaiting();
                transfer.pause(busy.retryAfter().isPositive() ? busy.retryAfter() : BUSY);
            }
            case StorageException.Unreachable lost -> {
                fruitless = hasMoved || !session.isOpen() ? 0 : fruitless + 1;
                if (fruitless >= MAX_FRUITLESS) {
                    throw lost;
                }
                transfer.tellWaiting();
            }
            default -> throw why;
        }
    }
}
