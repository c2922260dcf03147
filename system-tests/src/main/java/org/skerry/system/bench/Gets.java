package org.skerry.system.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.slave.Slave;
import org.skerry.slave.SlaveSettings;
import org.skerry.slave.link.MasterAddress;

/** A slave that gets records of its master, any of many in turn. */
final class Gets implements Contender {

    private static final int RECORDS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long SEED = 1;

    private final Slave slave;
    private final Storage storage;
    private final List<RecordId> ids = new ArrayList<>();

    /** Connects, and leaves records of so many bytes at the master. */
    Gets(String url, int bytes) {
        slave = new Slave(SlaveSettings.of(MasterAddress.parse(url)));
        storage = slave.storage(PATIENCE);
        for (int i = 0; i < RECORDS; i++) {
            ids.add(storage.post(Records.ofBytes(bytes, i)));
        }
    }

    @Override
    public String name() {
        return "Skerry";
    }

    @Override
    public Sample measure(int inFlight, Duration span) throws InterruptedException {
        List<Runnable> calls = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            Random random = new Random(SEED + i);
            calls.add(() -> storage.get(ids.get(random.nextInt(RECORDS))));
        }
        return Callers.measure(calls, span);
    }

    @Override
    public void close() {
        slave.close();
    }
}
