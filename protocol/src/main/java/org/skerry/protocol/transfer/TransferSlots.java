package org.skerry.protocol.transfer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.skerry.jio.StorageException;

/** How many transfers a master serves at a time, of all slaves together; each holds a window of memory and a thread. */
public final class TransferSlots {

    /** Of one slave. */
    static final int OF_A_SLAVE = 4;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Semaphore all;

    public TransferSlots(int most) {
        this.all = new Semaphore(most);
    }

    /** For 48 transfers. */
    public static TransferSlots defaults() {
        return new TransferSlots(48);
    }

    /** @throws StorageException.TooMany if none is free */
    void take(Semaphore ofSlave) {
        if (!ofSlave.tryAcquire()) {
            throw tooMany();
        }
        if (!all.tryAcquire()) {
            ofSlave.release();
            throw tooMany();
        }
    }

    void giveBack(Semaphore ofSlave) {
        all.release();
        ofSlave.release();
    }

    private static StorageException.TooMany tooMany() {
        return new StorageException.TooMany("Other attachments are on their way; this one has to wait.", RETRY);
    }
}
