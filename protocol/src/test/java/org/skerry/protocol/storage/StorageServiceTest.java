package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.protocol.message.CallId;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

class StorageServiceTest {

    private final MemoryStorage storage = new MemoryStorage();
    private final StorageService service = new StorageService(storage, RequestGate.OPEN);

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void aRepeatedPostGivesTheSameRecord() {
        JsonNode first = handle("post", "[{\"a\":1}]", key(1));
        JsonNode again = handle("post", "[{\"a\":1}]", key(1));
        JsonNode other = handle("post", "[{\"a\":1}]", key(2));

        assertEquals(first, again);
        assertNotEquals(first, other);
        assertEquals(new Sequence(2), storage.feed().last());
    }

    @Test
    void aPostThatWasRemovedSinceDoesNotComeBack() {
        JsonNode id = handle("post", "[{\"a\":1}]", key(1));
        storage.remove(new RecordId(id.stringValue()));

        assertEquals(id, handle("post", "[{\"a\":1}]", key(1)));

        assertThrows(StorageException.NotFound.class, () -> handle("get", "[" + id + "]", WriteKey.NONE));
    }

    @Test
    void postsWithoutAKeyAreDifferentRecords() {
        assertNotEquals(handle("post", "[{}]", WriteKey.NONE), handle("post", "[{}]", WriteKey.NONE));
    }

    @Test
    void theGateSeesEachRequestBeforeTheStorage() {
        List<StorageRequest> seen = new ArrayList<>();
        StorageService guarded = new StorageService(storage, request -> {
            seen.add(request);
            throw new StorageException.Forbidden("Nobody may do anything.");
        });
        Message.JioQuery put = query("put", "[\"x\",{}]", WriteKey.NONE);

        assertThrows(StorageException.Forbidden.class, () -> guarded.handle(put));

        assertEquals(
                List.of(new StorageRequest.Put(new RecordId("x"), JsonText.object(), Expected.ANY, WriteKey.NONE)),
                seen);
        assertEquals(Sequence.START, storage.feed().last());
    }

    private @Nullable JsonNode handle(String method, String arguments, WriteKey key) {
        return service.handle(query(method, arguments, key));
    }

    private static Message.JioQuery query(String method, String arguments, WriteKey key) {
        return new Message.JioQuery(
                CallId.of(1), method, (ArrayNode) JsonText.read(arguments), key, Expected.ANY, null);
    }

    private static WriteKey key(long counter) {
        return new WriteKey.Numbered("writer", counter);
    }
}
