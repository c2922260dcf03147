package org.skerry.system.reliability;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;

/** Creates and removes: what was removed does not come back, also not by a delayed create. */
final class RemovingDuty implements Duty {

    private final Deque<RecordId> removed = new ArrayDeque<>();

    @Override
    public void once(Storage storage, Random random) {
        RecordId id = storage.post(JsonText.object().put("portal_type", "Passing"));
        storage.remove(id);
        removed.add(id);
    }

    @Override
    public List<String> faults(Storage storage) {
        return removed.stream()
                .filter(id -> isThere(storage, id))
                .map(id -> "removed record " + id + " is there again")
                .toList();
    }

    private static boolean isThere(Storage storage, RecordId id) {
        try {
            storage.get(id);
            return true;
        } catch (StorageException.NotFound gone) {
            return false;
        }
    }
}
