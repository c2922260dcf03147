package org.skerry.slave.ui.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.skerry.jio.AttachmentContent;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.Caller;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.Transfers;

/** Files to and from a storage in the same program, without a connection between. */
public record StorageTransfers(Storage storage) implements Transfers {

    @Override
    public AttachmentInfo put(
            Path file, RecordId id, String name, String type, ExpectedAttachment expected, Transfer transfer) {
        byte[] content = read(file);
        AttachmentInfo info = new AttachmentInfo(Signature.of(content), content.length, type);
        try (AttachmentUpload upload = storage.beginUpload(id, name, info, Caller.UNKNOWN)) {
            int from = (int) upload.received();
            if (from < content.length) {
                upload.append(content, from, content.length - from);
            }
            upload.finish();
        }
        storage.apply(new Write.AttachUploaded(id, name, info, expected), WriteKey.NONE);
        return info;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException missing) {
            throw new StorageException.Failed("There is no file %s.".formatted(file), missing);
        }
    }

    @Override
    public AttachmentInfo getNew(RecordId id, String name, Path target, Transfer transfer) {
        try {
            Files.createFile(target);
        } catch (IOException taken) {
            throw new StorageException.Failed("There is something at %s.".formatted(target), taken);
        }
        return get(id, name, target, transfer);
    }

    @Override
    public AttachmentInfo get(RecordId id, String name, Path target, Transfer transfer) {
        try (AttachmentContent content = storage.openAttachment(id, name)) {
            byte[] bytes = new byte[(int) content.info().size()];
            content.read(0, bytes, 0, bytes.length);
            Files.write(target, bytes);
            return content.info();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
