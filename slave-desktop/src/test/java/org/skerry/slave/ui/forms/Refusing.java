package org.skerry.slave.ui.forms;

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

/** An empty master that takes nothing. */
final class Refusing implements Storage {

    private final MemoryStorage empty = new MemoryStorage();
    private final StorageException why;

    Refusing(StorageException why) {
        this.why = why;
    }

    @Override
    public Set<Capacity> capacities() {
        return empty.capacities();
    }

    @Override
    public ObjectNode get(RecordId id) {
        return empty.get(id);
    }

    @Override
    public Answer allDocs(AllDocs request) {
        return empty.allDocs(request);
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        return empty.getAttachment(id, name, range);
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        return empty.allAttachments(id);
    }

    @Override
    public void apply(Write write, WriteKey key) {
        throw why;
    }

    @Override
    public ChangeFeed feed() {
        return empty.feed();
    }

    @Override
    public void close() {
        empty.close();
    }
}
