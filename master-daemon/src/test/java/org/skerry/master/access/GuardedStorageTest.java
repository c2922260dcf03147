package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Caller;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.AllDocs;

/** What each role may do, for each operation that there is. */
class GuardedStorageTest {

    private static final RecordId ID = new RecordId("x");
    private static final Attachment CONTENT = new Attachment(Attachment.TEXT, "a".getBytes(StandardCharsets.UTF_8));

    /** The least role for each method of a storage; a method that is missing here fails the test. */
    private static final Map<String, Role> LEAST = new LinkedHashMap<>();

    private static final Map<String, Consumer<Storage>> OPERATIONS = new LinkedHashMap<>();

    /** What no slave may do, whatever its role. */
    private static final Set<String> NEVER = Set.of("note", "forgetUploads");

    private static void operation(String method, Role least, Consumer<Storage> call) {
        LEAST.put(method, least);
        OPERATIONS.put(method, call);
    }

    /** Memory has no index and no history: that is the storage's own word. */
    private static Consumer<Storage> notOffered(Consumer<Storage> call) {
        return storage -> {
            try {
                call.accept(storage);
                fail("memory has neither");
            } catch (StorageException.NotOffered asItShouldBe) {
                // nobody has refused it before
            }
        };
    }

    static {
        operation("capacities", Role.READER, Storage::capacities);
        operation("get", Role.READER, storage -> storage.get(ID));
        operation("allDocs", Role.READER, storage -> storage.allDocs(AllDocs.EVERYTHING));
        operation("getAttachment", Role.READER, storage -> storage.getAttachment(ID, "a", ByteRange.ALL));
        operation("allAttachments", Role.READER, storage -> storage.allAttachments(ID));
        operation("feed", Role.READER, storage -> storage.feed().last());
        operation("evaluator", Role.READER, Storage::evaluator);
        operation("count", Role.READER, Storage::count);
        operation("index", Role.READER, Storage::index);
        operation("attachmentInfos", Role.READER, storage -> storage.attachmentInfos(ID));
        operation(
                "openAttachment",
                Role.READER,
                storage -> storage.openAttachment(ID, "a").close());
        operation("beginUpload", Role.WRITER, storage -> {
            AttachmentInfo info = new AttachmentInfo(Signature.of(CONTENT.bytes()), CONTENT.bytes().length, "");
            try (AttachmentUpload upload = storage.beginUpload(ID, "a", info, Caller.UNKNOWN)) {
                upload.discard();
            }
        });
        operation("apply", Role.WRITER, storage -> {
            storage.apply(new Write.Put(ID, JsonText.object(), Expected.ANY), WriteKey.NONE);
            storage.apply(new Write.PutAttachment(ID, "a", CONTENT), WriteKey.NONE);
        });
        operation("post", Role.WRITER, storage -> storage.post(JsonText.object()));
        operation("put", Role.WRITER, storage -> storage.put(ID, JsonText.object()));
        operation("remove", Role.WRITER, storage -> storage.remove(new RecordId("none")));
        operation("putAttachment", Role.WRITER, storage -> storage.putAttachment(ID, "a", CONTENT));
        operation("removeAttachment", Role.WRITER, storage -> storage.removeAttachment(ID, "none"));
        operation("repair", Role.ADMIN, Storage::repair);
        operation("history", Role.READER, notOffered(storage -> storage.history(ID, Optional.empty(), 1)));
        operation("version", Role.READER, notOffered(storage -> storage.version(ID, new Sequence(1))));
        operation("removedRecords", Role.READER, notOffered(storage -> storage.removedRecords(Optional.empty(), 1)));
        operation("historyStatus", Role.READER, Storage::historyStatus);
        operation("reindex", Role.ADMIN, notOffered(Storage::reindex));
        operation("inTurn", Role.READER, storage -> storage.inTurn(() -> "looked"));
        operation("awaitWriter", Role.ADMIN, Storage::awaitWriter);
        operation("damages", Role.ADMIN, Storage::damages);
        operation("note", Role.ADMIN, storage -> storage.note("a", Caller.UNKNOWN, "", ""));
        operation("forgetUploads", Role.ADMIN, storage -> storage.forgetUploads("key"));
        operation("close", Role.READER, Storage::close);
    }

    private final MemoryStorage records = new MemoryStorage();

    private static Rights rights(Role role) {
        return new Rights(Grant.of(role), "", "", "front desk", "");
    }

    @BeforeEach
    void fill() {
        records.put(ID, JsonText.object().put("name", "Ana"));
        records.putAttachment(ID, "a", CONTENT);
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void everyOperationHasARule() {
        Set<String> methods = Arrays.stream(Storage.class.getMethods())
                .map(Method::getName)
                .filter(name -> !name.equals("getClass"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(methods, new TreeSet<>(OPERATIONS.keySet()));
    }

    @Test
    void everyRoleMayDoWhatItsRuleSaysAndNoMore() {
        OPERATIONS.forEach((name, call) -> {
            for (Role role : Role.values()) {
                Storage guarded = new GuardedStorage(records, () -> Optional.of(rights(role)));
                String before = records.allDocs(AllDocs.EVERYTHING).toString()
                        + records.feed().last();
                if (role.compareTo(LEAST.get(name)) >= 0 && !NEVER.contains(name)) {
                    call.accept(guarded);
                } else {
                    assertThrows(StorageException.Forbidden.class, () -> call.accept(guarded), role + " " + name);
                    assertEquals(
                            before,
                            records.allDocs(AllDocs.EVERYTHING).toString()
                                    + records.feed().last());
                }
            }
        });
    }

    @Test
    void whoIsRevokedMayDoNothingAtOnce() {
        AtomicReference<Optional<Rights>> right = new AtomicReference<>(Optional.of(rights(Role.ADMIN)));
        Storage guarded = new GuardedStorage(records, right::get);
        guarded.get(ID);

        right.set(Optional.empty());

        OPERATIONS.forEach((name, call) -> {
            if (!name.equals("close")) {
                assertThrows(StorageException.Forbidden.class, () -> call.accept(guarded), name);
            }
        });
    }
}
