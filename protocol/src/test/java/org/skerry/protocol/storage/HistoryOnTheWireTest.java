package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.local.LocalStorage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A peer sees the history as it is. */
@Timeout(60)
class HistoryOnTheWireTest {

    private static final RecordId ID = new RecordId("居里");

    @TempDir
    private Path folder;

    private Storage records;
    private MemoryMaster master;
    private PeerStorage peer;

    @BeforeEach
    void connect() {
        records = LocalStorage.open(folder);
        master = new MemoryMaster(_ -> new StorageService(records, RequestGate.OPEN));
        peer = new PeerStorage(master, Duration.ofSeconds(20), "w");
        records.put(ID, body(1));
        records.putAttachment(ID, "a", new Attachment("text/plain", "hello".getBytes(StandardCharsets.UTF_8)));
        records.put(ID, body(3));
        records.remove(ID);
        records.put(new RecordId("b"), body(5));
        records.remove(new RecordId("b"));
    }

    @AfterEach
    void close() {
        peer.close();
        master.close();
        records.close();
    }

    private static ObjectNode body(int n) {
        return JsonText.object().put("n", n);
    }

    @Test
    void aPeerIsToldWhatTheStorageTells() {
        assertEquals(records.history(ID, Optional.empty(), 10), peer.history(ID, Optional.empty(), 10));
        assertEquals(records.history(ID, Optional.empty(), 2), peer.history(ID, Optional.empty(), 2));
        Optional<Sequence> before = Optional.of(new Sequence(3));
        assertEquals(records.history(ID, before, 1), peer.history(ID, before, 1));
        assertEquals(records.version(ID, new Sequence(3)), peer.version(ID, new Sequence(3)));
        assertEquals(records.removedRecords(Optional.empty(), 10), peer.removedRecords(Optional.empty(), 10));
        assertEquals(records.removedRecords(Optional.empty(), 1), peer.removedRecords(Optional.empty(), 1));
        assertThrows(StorageException.NotFound.class, () -> peer.version(ID, new Sequence(4)));
        assertThrows(StorageException.NotFound.class, () -> peer.history(new RecordId("c"), Optional.empty(), 10));
    }

    @Test
    void aPeerRestoresAsItExpects() {
        peer.apply(new Write.Restore(ID, new Sequence(2), Expected.GONE), WriteKey.NONE);

        assertEquals(body(1), records.get(ID));
        assertEquals(List.of("a"), records.allAttachments(ID));
        assertThrows(
                StorageException.Conflict.class,
                () -> peer.apply(new Write.Restore(ID, new Sequence(3), Expected.GONE), WriteKey.NONE));
        var seen = new Expected.Signed(Signature.of(body(1)));
        peer.apply(new Write.Restore(ID, new Sequence(3), seen), WriteKey.NONE);
        assertEquals(body(3), records.get(ID));
    }

    @Test
    void aRestoreWhoseAnswerWasLostIsDoneOnce() {
        WriteKey key = new WriteKey.Numbered("w", 9);
        Write write = new Write.Restore(ID, new Sequence(1), Expected.GONE);

        peer.apply(write, key);
        master.cut();
        peer.apply(write, key);

        assertEquals(7, records.feed().last().number());
    }

    @Test
    void aMasterWithoutHistorySaysSo() {
        try (MemoryMaster memory = new MemoryMaster();
                PeerStorage other = new PeerStorage(memory, Duration.ofSeconds(20), "w")) {
            assertThrows(StorageException.NotOffered.class, () -> other.history(ID, Optional.empty(), 10));
            assertThrows(StorageException.NotOffered.class, () -> other.version(ID, new Sequence(1)));
            assertThrows(StorageException.NotOffered.class, () -> other.removedRecords(Optional.empty(), 10));
            assertThrows(
                    StorageException.NotOffered.class,
                    () -> other.apply(new Write.Restore(ID, new Sequence(1), Expected.ANY), WriteKey.NONE));
        }
    }

    @Test
    void whatIsNoHistoryIsNotTakenForOne() {
        for (String answer : List.of(
                "{}",
                "{'versions':[{'version':0}]}",
                "{'versions':[{'version':1,'time':'soon'}]}",
                "{'versions':[],'next':'x'}")) {
            JsonNode json = JsonText.read(answer.replace('\'', '"'));
            try (MemoryMaster odd = new MemoryMaster(_ -> _ -> json);
                    PeerStorage other = new PeerStorage(odd, Duration.ofSeconds(20), "w")) {
                assertThrows(StorageException.Failed.class, () -> other.history(ID, Optional.empty(), 10), answer);
            }
        }
    }
}
