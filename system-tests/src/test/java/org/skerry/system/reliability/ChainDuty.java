package org.skerry.system.reliability;

import java.util.List;
import java.util.Random;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes a record of its own from what the last change made it: a lost change, and one that was applied twice, both end
 * in a conflict.
 */
final class ChainDuty implements Duty {

    private final RecordId id;
    private ObjectNode last = JsonText.object();
    private int length;
    private int conflicts;

    ChainDuty(int writer) {
        this.id = new RecordId("chain " + writer);
    }

    @Override
    public void once(Storage storage, Random random) {
        ObjectNode next = JsonText.object().put("portal_type", "Chain").put("length", length + 1);
        Expected expected = length == 0 ? Expected.ABSENT : new Expected.Signed(Signature.of(last));
        try {
            storage.apply(new Write.Put(id, next, expected), WriteKey.NONE);
        } catch (StorageException.Conflict lostOrTwice) {
            conflicts++;
            throw lostOrTwice;
        }
        last = next;
        length++;
    }

    @Override
    public List<String> faults(Storage storage) {
        boolean isThere = length == 0 || storage.get(id).equals(last);
        return isThere && conflicts == 0
                ? List.of()
                : List.of("%s of length %d had %d conflicts, the last change is there: %b"
                        .formatted(id, length, conflicts, isThere));
    }
}
