package org.skerry.protocol.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.skerry.jio.StorageException;

/** How many transfers a master serves at a time, of all slaves together; each holds a window of memory and a thread. */
public final class TransferSlots {

    /** Of one session. */
    static final int OF_A_SLAVE = 4;

    /** Of all sessions of one PC. */
    static final int OF_A_PC = 8;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Semaphore all;
    private final Map<String, Semaphore> ofPcs = new ConcurrentHashMap<>();

    public TransferSlots(int most) {
        this.all = new Semaphore(most);
    }

    /** For 48 transfers. */
    public static TransferSlots defaults() {
        return new TransferSlots(48);
    }

    /** One after the other, all or none. */
    private List<Semaphore> all(Semaphore ofSession, String pc) {
        return List.of(ofSession, ofPcs.computeIfAbsent(pc, unused -> new Semaphore(OF_A_PC)), all);
    }

    /** @throws StorageException.TooMany if none is free */
    void take(Semaphore ofSession, String pc) {
        List<Semaphore> taken = new ArrayList<>();
        for (Semaphore each : all(ofSession, pc)) {
            if (!each.tryAcquire()) {
                taken.forEach(Semaphore::release);
                throw tooMany();
            }
            taken.add(each);
        }
    }

    void giveBack(Semaphore ofSession, String pc) {
        all(ofSession, pc).reversed().forEach(Semaphore::release);
    }

    private static StorageException.TooMany tooMany() {
        return new StorageException.TooMany("Other attachments are on their way; this one has to wait.", RETRY);
    }
}
