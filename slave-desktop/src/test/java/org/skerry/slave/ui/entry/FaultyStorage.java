package org.skerry.slave.ui.entry;

import java.util.List;
import java.util.Set;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Capacity;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import tools.jackson.databind.node.ObjectNode;

/** A storage in memory behind a line that fails as told. */
final class FaultyStorage implements Storage {

    /** What the line does. */
    enum Line {
        GOOD,
        /** Nothing gets through. */
        CUT,
        /** Writes get through, their answers do not. */
        ANSWERS_LOST
    }

    private final MemoryStorage storage = new MemoryStorage();
    private Line line = Line.GOOD;
    private Runnable meanwhile = () -> {};

    void line(Line next) {
        line = next;
    }

    /** What happens between the moment when the next write is sent and its arrival. */
    void meanwhile(Runnable happens) {
        meanwhile = happens;
    }

    /** The storage at the other end of the line. */
    MemoryStorage master() {
        return storage;
    }

    @Override
    public Set<Capacity> capacities() {
        return storage.capacities();
    }

    @Override
    public ObjectNode get(RecordId id) {
        check();
        return storage.get(id);
    }

    @Override
    public Answer allDocs(AllDocs request) {
        check();
        return storage.allDocs(request);
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        check();
        return storage.getAttachment(id, name, range);
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        check();
        return storage.allAttachments(id);
    }

    @Override
    public void apply(Write write, WriteKey key) {
        if (line == Line.CUT) {
            throw new StorageException.Unreachable("cut");
        }
        Runnable happens = meanwhile;
        meanwhile = () -> {};
        happens.run();
        storage.apply(write, key);
        if (line == Line.ANSWERS_LOST) {
            throw new StorageException.Unreachable("the answer is lost");
        }
    }

    @Override
    public ChangeFeed feed() {
        return storage.feed();
    }

    @Override
    public void close() {
        storage.close();
    }

    private void check() {
        if (line != Line.GOOD) {
            throw new StorageException.Unreachable("cut");
        }
    }
}
