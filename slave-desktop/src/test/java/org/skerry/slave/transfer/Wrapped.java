package org.skerry.slave.transfer;

import java.util.List;
import java.util.Set;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Capacity;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import tools.jackson.databind.node.ObjectNode;

/** A storage that does what another one does. */
abstract class Wrapped implements Storage {

    private final Storage inner;

    Wrapped(Storage inner) {
        this.inner = inner;
    }

    @Override
    public Set<Capacity> capacities() {
        return inner.capacities();
    }

    @Override
    public ObjectNode get(RecordId id) {
        return inner.get(id);
    }

    @Override
    public Answer allDocs(AllDocs request) {
        return inner.allDocs(request);
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        return inner.getAttachment(id, name, range);
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        return inner.allAttachments(id);
    }

    @Override
    public void apply(Write write, WriteKey key) {
        inner.apply(write, key);
    }

    @Override
    public ChangeFeed feed() {
        return inner.feed();
    }

    @Override
    public void close() {
        inner.close();
    }
}
