package org.skerry.system.reliability;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.node.ObjectNode;

/** Counts in a record that all writers share: in the end it shows how many of them succeeded. */
final class CountingDuty implements Duty {

    private static final RecordId ID = new RecordId("the shared counter");

    private final AtomicInteger acknowledged;

    /** @param acknowledged by all the writers together */
    CountingDuty(AtomicInteger acknowledged) {
        this.acknowledged = acknowledged;
    }

    static void begin(Storage storage) {
        storage.put(ID, counter(0));
    }

    @Override
    public void once(Storage storage, Random random) {
        ObjectNode before = storage.get(ID);
        ObjectNode after = counter(before.get("count").asInt() + 1);
        try {
            storage.apply(new Write.Put(ID, after, new Expected.Signed(Signature.of(before))), WriteKey.NONE);
        } catch (StorageException.Conflict somebodyWasFaster) {
            return;
        }
        acknowledged.incrementAndGet();
    }

    @Override
    public List<String> faults(Storage storage) {
        int count = storage.get(ID).get("count").asInt();
        return count == acknowledged.get()
                ? List.of()
                : List.of("the shared counter is %d after %d acknowledged increments"
                        .formatted(count, acknowledged.get()));
    }

    private static ObjectNode counter(int count) {
        return JsonText.object().put("portal_type", "Counter").put("count", count);
    }
}
