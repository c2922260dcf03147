package org.skerry.system.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;

/** Writes, replaces and removes attachments of one record; small ones, and ones of several frames. */
final class AttachingDuty implements Duty {

    private static final int NAMES = 8;
    private static final int MAX_BYTES = 100_000;

    private final RecordId id;
    private final Map<String, Attachment> there = new TreeMap<>();
    private boolean isBegun;

    AttachingDuty(int writer) {
        this.id = new RecordId("attached " + writer);
    }

    @Override
    public void once(Storage storage, Random random) {
        if (!isBegun) {
            storage.put(id, JsonText.object().put("portal_type", "Attached"));
            isBegun = true;
        }
        String name = "part " + random.nextInt(NAMES);
        if (there.containsKey(name) && random.nextInt(4) == 0) {
            storage.removeAttachment(id, name);
            there.remove(name);
            return;
        }
        byte[] bytes = new byte[random.nextInt(MAX_BYTES)];
        random.nextBytes(bytes);
        Attachment content = new Attachment("image/png", bytes);
        storage.putAttachment(id, name, content);
        there.put(name, content);
    }

    @Override
    public List<String> faults(Storage storage) {
        if (!isBegun) {
            return List.of();
        }
        List<String> names = storage.allAttachments(id);
        List<String> faults = new ArrayList<>();
        if (!names.equals(List.copyOf(there.keySet()))) {
            faults.add("%s has the attachments %s, not %s".formatted(id, names, there.keySet()));
        }
        there.forEach((name, content) -> {
            if (names.contains(name)
                    && !storage.getAttachment(id, name, ByteRange.ALL).equals(content)) {
                faults.add("%s of %s is another one".formatted(name, id));
            }
        });
        return faults;
    }
}
