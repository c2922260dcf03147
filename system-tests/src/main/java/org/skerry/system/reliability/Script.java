package org.skerry.system.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.skerry.jio.Attachment;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one writer does to records of its own, one step after the other: creates, changes, removes, brings back, attaches,
 * detaches. The same for the same seed, so that whoever knows how many steps were acknowledged knows what must be there.
 * Every step succeeds on a storage that works. Not thread-safe.
 */
final class Script {

    private static final int MAX_RECORDS = 12;
    private static final int NAMES = 3;

    private static final int SMALL_TEXT = 400;
    private static final int LARGE_TEXT = 60_000;
    private static final int SMALL_CONTENT = 3_000;
    private static final int LARGE_CONTENT = 150_000;

    private final Random random;
    private final String prefix;
    private final int writer;
    private final Map<RecordId, Kept> records = new TreeMap<>();
    private int number;

    Script(long seed, int writer) {
        this.random = new Random(seed * 31 + writer);
        this.prefix = "%x-%d-".formatted(seed, writer);
        this.writer = writer;
    }

    /** A script that has come to a step. */
    static Script after(long seed, int writer, int steps) {
        Script script = new Script(seed, writer);
        for (int i = 0; i < steps; i++) {
            script.next();
        }
        return script;
    }

    /** What must be there after the steps until now, removed records as well. */
    Map<RecordId, Kept> records() {
        return Map.copyOf(records);
    }

    Step next() {
        number++;
        Write write = write();
        records.merge(write.id(), applied(Kept.NEVER, write), (before, first) -> applied(before, write));
        int times = random.nextInt(8) == 0 ? 2 : 1;
        return new Step(number, write, new WriteKey.Numbered(prefix + "writer", number), times);
    }

    private static Kept applied(Kept before, Write write) {
        return switch (write) {
            case Write.Put put -> before.withBody(put.body());
            case Write.Remove _ -> before.removed();
            case Write.PutAttachment put -> before.attached(put.name(), put.content());
            case Write.RemoveAttachment remove -> before.detached(remove.name());
            case Write.Restore _, Write.AttachUploaded _ ->
                throw new IllegalArgumentException("not scripted: " + write);
        };
    }

    private Write write() {
        if (records.size() < 2 || (records.size() < MAX_RECORDS && random.nextInt(4) == 0)) {
            return new Write.Put(new RecordId(prefix + records.size()), body(), Expected.ABSENT);
        }
        RecordId id = new RecordId(prefix + random.nextInt(records.size()));
        Kept kept = records.get(id);
        if (kept.body().isEmpty()) {
            return new Write.Put(id, body(), Expected.GONE);
        }
        ObjectNode there = kept.body().get();
        return switch (random.nextInt(10)) {
            case 0 -> new Write.Remove(id, new Expected.Signed(Signature.of(there)));
            case 1 -> new Write.Put(id, body(), Expected.ANY);
            case 2, 3, 4 -> new Write.PutAttachment(id, "part " + random.nextInt(NAMES), content());
            case 5 -> detaching(id, kept);
            default -> new Write.Put(id, body(), new Expected.Signed(Signature.of(there)));
        };
    }

    private Write detaching(RecordId id, Kept kept) {
        List<String> names = new ArrayList<>(new TreeMap<>(kept.attachments()).keySet());
        return names.isEmpty()
                ? new Write.PutAttachment(id, "part 0", content())
                : new Write.RemoveAttachment(id, names.get(random.nextInt(names.size())));
    }

    private ObjectNode body() {
        int length = random.nextInt(40) == 0 ? random.nextInt(LARGE_TEXT) : random.nextInt(SMALL_TEXT);
        return JsonText.object()
                .put("portal_type", "Proof")
                .put("writer", writer)
                .put("number", number)
                .put("text", "岛 %d ".formatted(random.nextInt(1_000)).repeat(1 + length / 6));
    }

    private Attachment content() {
        byte[] bytes =
                new byte[random.nextInt(20) == 0 ? random.nextInt(LARGE_CONTENT) : random.nextInt(SMALL_CONTENT)];
        random.nextBytes(bytes);
        return new Attachment("image/png", bytes);
    }
}
