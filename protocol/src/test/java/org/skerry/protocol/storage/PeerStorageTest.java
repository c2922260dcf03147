package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageContract;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.Row;
import org.skerry.jio.query.SortKey;

class PeerStorageTest extends StorageContract {

    private final MemoryMaster master = new MemoryMaster();

    @Override
    protected Storage open() {
        return new PeerStorage(master, Duration.ofSeconds(20), PeerStorage.randomWriter());
    }

    @AfterEach
    void closeMaster() {
        master.close();
    }

    @Test
    void queryIsAnsweredThere() {
        storage.put(id("a"), json("{'n':1,'t':'pump'}"));
        storage.put(id("b"), json("{'n':2,'t':'pump'}"));
        storage.put(id("c"), json("{'n':3,'t':'valve'}"));

        Answer answer = storage.allDocs(new AllDocs(
                QueryParser.parse("t:pump"),
                List.of(new SortKey("n", SortKey.Direction.DESCENDING)),
                new Limit(0, 1),
                List.of("n"),
                true));

        assertEquals(new Answer(List.of(new Row(id("b"), json("{'n':2}"), json("{'n':2,'t':'pump'}"))), 2), answer);
    }

    @Test
    void postNamesTheRecordHere() {
        RecordId id = storage.post(json("{'a':1}"));

        assertEquals(json("{'a':1}"), master.storage().get(id));
    }

    @Test
    void fiveMebibytesTravel() {
        storage.put(id("x"), json("{}"));
        Attachment large = new Attachment("image/png", new byte[5 * 1024 * 1024]);

        storage.putAttachment(id("x"), "a", large);

        assertEquals(large, storage.getAttachment(id("x"), "a", ByteRange.ALL));
    }

    @Test
    void repairPassesThrough() {
        storage.put(id("x"), json("{}"));

        storage.repair();

        assertEquals(JsonText.object(), storage.get(id("x")));
    }

    @Test
    void changesAreFollowedPageByPage() {
        storage.put(id("x"), json("{\"n\":1}"));
        storage.put(id("y"), json("{\"n\":2}"));
        storage.remove(id("x"));

        assertEquals(master.storage().feed().id(), storage.feed().id());
        assertEquals(master.storage().feed().last(), storage.feed().last());
        assertEquals(
                master.storage().feed().after(Sequence.START, 10),
                storage.feed().after(Sequence.START, 10));
        assertEquals(
                master.storage().feed().after(Sequence.START, 1), storage.feed().after(Sequence.START, 1));
    }

    @Test
    void aFailureThereKeepsItsStatusAndSentence() {
        master.storage().close();

        StorageException failure = assertThrows(StorageException.Unreachable.class, () -> storage.get(id("x")));

        assertEquals("The storage is closed.", failure.getMessage());
    }
}
