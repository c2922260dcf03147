package org.skerry.master.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Capacity;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import tools.jackson.databind.node.ObjectNode;

/** A storage as one slave may use it. Its right is looked up for each call, so that a change has effect at once. */
public final class GuardedStorage implements Storage {

    private final Storage storage;
    private final Supplier<Optional<Role>> right;

    /**
     * @param storage not closed by this one
     * @param right what the slave may do now; empty if nothing
     */
    public GuardedStorage(Storage storage, Supplier<Optional<Role>> right) {
        this.storage = storage;
        this.right = right;
    }

    private Role role() {
        return right.get()
                .orElseThrow(() -> new StorageException.Forbidden(
                        "The keeper of this master has taken this PC's right to connect away."));
    }

    private Storage reading() {
        role();
        return storage;
    }

    private Storage writing() {
        if (role().compareTo(Role.WRITER) < 0) {
            throw new StorageException.Forbidden(
                    "This PC may read records, but not change them. The keeper of the master can let it.");
        }
        return storage;
    }

    private Storage managing() {
        if (role() != Role.ADMIN) {
            throw new StorageException.Forbidden("Only a PC that was paired as admin may do that.");
        }
        return storage;
    }

    @Override
    public Set<Capacity> capacities() {
        return reading().capacities();
    }

    @Override
    public ObjectNode get(RecordId id) {
        return reading().get(id);
    }

    @Override
    public Answer allDocs(AllDocs request) {
        return reading().allDocs(request);
    }

    @Override
    public Attachment getAttachment(RecordId id, String name, ByteRange range) {
        return reading().getAttachment(id, name, range);
    }

    @Override
    public List<String> allAttachments(RecordId id) {
        return reading().allAttachments(id);
    }

    @Override
    public void apply(Write write, WriteKey key) {
        writing().apply(write, key);
    }

    @Override
    public void repair() {
        managing().repair();
    }

    @Override
    public ChangeFeed feed() {
        return reading().feed();
    }

    @Override
    public long count() {
        return reading().count();
    }

    @Override
    public Optional<IndexStatus> index() {
        return reading().index();
    }

    @Override
    public void reindex() {
        managing().reindex();
    }

    @Override
    public void close() {
        // the storage is another's
    }
}
