package org.skerry.system.reliability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.Caller;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.Sequence;
import org.skerry.jio.Signature;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one writer does to records of its own, one step after the other: creates, changes, removes, brings back, attaches,
 * uploads, detaches, makes what they were. The same for the same seed, so that whoever knows how many steps were acknowledged
 * knows what must be there. Every step succeeds on a storage that works. Not thread-safe.
 */
final class Script {

    private static final int MAX_RECORDS = 12;
    private static final int NAMES = 3;
    private static final int MAX_VERSIONS = 10_000; // more than any script makes of one record

    private static final int SMALL_TEXT = 400;
    private static final int LARGE_TEXT = 60_000;
    private static final int SMALL_CONTENT = 3_000;
    private static final int LARGE_CONTENT = 150_000;
    private static final int UPLOAD_PIECE = 20_000;

    /** A write, and what its record is then. */
    private record Change(RecordId id, Kept after, Step.Action action) {
        Change(Write write, Kept after) {
            this(write.id(), after, (storage, key) -> storage.apply(write, key));
        }
    }

    private final Random random;
    private final String prefix;
    private final int writer;
    private final boolean isRestoring;
    private final Map<RecordId, List<Kept>> records = new TreeMap<>();
    private int number;

    Script(long seed, int writer) {
        this.random = new Random(seed * 31 + writer);
        this.prefix = prefix(seed, writer);
        this.writer = writer;
        this.isRestoring = isRestoring(seed);
    }

    /** What the identifiers of a writer's records begin with; a number follows. */
    static String prefix(long seed, int writer) {
        return "%x-%d-".formatted(seed, writer);
    }

    /** Whether scripts of that seed make records what they were; the history of the others may be dropped at any time. */
    static boolean isRestoring(long seed) {
        return seed % 2 == 0;
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
        Map<RecordId, Kept> now = new HashMap<>();
        records.forEach((id, states) -> now.put(id, states.getLast()));
        return now;
    }

    /** What a record was after each of its writes. */
    List<Kept> states(RecordId id) {
        return records.getOrDefault(id, List.of());
    }

    Step next() {
        number++;
        Change change = change();
        records.computeIfAbsent(change.id(), _ -> new ArrayList<>()).add(change.after());
        int times = random.nextInt(8) == 0 ? 2 : 1;
        return new Step(number, change.action(), new WriteKey.Numbered(prefix + "writer", number), times);
    }

    private Change change() {
        if (records.size() < 2 || (records.size() < MAX_RECORDS && random.nextInt(4) == 0)) {
            return put(new RecordId(prefix + records.size()), Kept.NEVER, Expected.ABSENT);
        }
        RecordId id = new RecordId(prefix + random.nextInt(records.size()));
        List<Kept> states = records.get(id);
        Kept kept = states.getLast();
        if (isRestoring && random.nextInt(8) == 0) {
            return restoring(id, states);
        }
        if (kept.body().isEmpty()) {
            return put(id, kept, Expected.GONE);
        }
        Expected standing = new Expected.Signed(Signature.of(kept.body().get()));
        return switch (random.nextInt(10)) {
            case 0 -> new Change(new Write.Remove(id, standing), kept.removed());
            case 1 -> put(id, kept, Expected.ANY);
            case 2, 3 -> attaching(id, kept);
            case 4 -> uploading(id, kept);
            case 5 -> detaching(id, kept);
            default -> put(id, kept, standing);
        };
    }

    private Change put(RecordId id, Kept kept, Expected expected) {
        ObjectNode body = body();
        return new Change(new Write.Put(id, body, expected), kept.withBody(body));
    }

    private Change attaching(RecordId id, Kept kept) {
        String name = name();
        Attachment content = content();
        return new Change(new Write.PutAttachment(id, name, content), kept.attached(name, content));
    }

    private Change detaching(RecordId id, Kept kept) {
        List<String> names = new ArrayList<>(new TreeMap<>(kept.attachments()).keySet());
        if (names.isEmpty()) {
            return attaching(id, kept);
        }
        String name = names.get(random.nextInt(names.size()));
        return new Change(new Write.RemoveAttachment(id, name), kept.detached(name));
    }

    private Change uploading(RecordId id, Kept kept) {
        String name = name();
        Attachment content = content();
        byte[] bytes = content.bytes();
        AttachmentInfo info = new AttachmentInfo(Kept.sha256(content), bytes.length, content.type());
        return new Change(id, kept.attached(name, content), (storage, key) -> {
            try (AttachmentUpload upload = storage.beginUpload(id, name, info, Caller.UNKNOWN)) {
                for (int from = (int) upload.received(); from < bytes.length; from += UPLOAD_PIECE) {
                    upload.append(bytes, from, Math.min(UPLOAD_PIECE, bytes.length - from));
                }
                upload.finish();
            }
            storage.apply(new Write.AttachUploaded(id, name, info), key);
        });
    }

    private Change restoring(RecordId id, List<Kept> states) {
        List<Integer> whole = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).body().isPresent()) {
                whole.add(i);
            }
        }
        int which = whole.get(random.nextInt(whole.size()));
        return new Change(id, states.getLast().restored(states.get(which)), (storage, key) -> {
            List<RecordVersion> versions =
                    storage.history(id, Optional.empty(), MAX_VERSIONS).versions();
            Sequence version = versions.get(versions.size() - 1 - which).sequence();
            storage.apply(new Write.Restore(id, version, Expected.ANY), key);
        });
    }

    private String name() {
        return "part " + random.nextInt(NAMES);
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
