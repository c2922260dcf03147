package org.skerry.slave.ui.attach;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;

/** What is asked of the master about files. Calls block; any thread; failures are {@link StorageException}. */
final class AttachmentCalls {

    private final Storage storage;

    AttachmentCalls(Storage storage) {
        this.storage = storage;
    }

    /** The files of a record; none if it is gone. */
    List<AttachedFile> all(RecordId id) {
        try {
            return storage.attachmentInfos(id).entrySet().stream()
                    .map(entry -> new AttachedFile(id, entry.getKey(), entry.getValue()))
                    .toList();
        } catch (StorageException.NotFound gone) {
            return List.of();
        }
    }

    /** The same by name. Fails if the record is gone. */
    SortedMap<String, AttachmentInfo> byName(RecordId id) {
        return storage.attachmentInfos(id);
    }

    /** The first bytes of a file, and no more of it. */
    byte[] start(AttachedFile file, int bytes) {
        return storage.getAttachment(file.record(), file.name(), new ByteRange(0, bytes))
                .bytes();
    }

    /** @throws StorageException.Conflict if it is another one by now, or none */
    void remove(AttachedFile file) {
        storage.apply(
                new Write.RemoveAttachment(
                        file.record(),
                        file.name(),
                        new ExpectedAttachment.Content(file.info().sha256())),
                WriteKey.NONE);
    }

    /**
     * Undoes that a file was removed, if that is the last thing that happened to the record.
     *
     * @throws StorageException.Conflict if it is not
     */
    void bringBack(AttachedFile file) {
        RecordId id = file.record();
        String body = Signature.of(storage.get(id)); // first: what is done to it from here on is noticed
        List<RecordVersion> last = storage.history(id, Optional.empty(), 2).versions();
        boolean isLast = last.size() == 2
                && last.getFirst().action().equals(RecordVersion.DETACHED)
                && last.getFirst().detail().equals(file.name())
                && last.getLast().isKept();
        if (!isLast) {
            throw new StorageException.Conflict("The record was changed after the file was removed.");
        }
        Expected unchanged =
                new Expected.Signed(body, Optional.of(last.getFirst().sequence()));
        storage.apply(new Write.Restore(id, last.getLast().sequence(), unchanged), WriteKey.NONE);
    }
}
