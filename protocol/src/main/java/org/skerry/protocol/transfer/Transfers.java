package org.skerry.protocol.transfer;

import java.nio.file.Path;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;

/**
 * Files to attachments and back. Any thread; a call returns when all is done, and throws {@link StorageException} when it
 * cannot be. An interrupt ends it, and leaves what was transferred for another time; {@link Transfer#cancel} throws that away.
 */
public interface Transfers {

    /**
     * Sends a file, and attaches it to a record.
     *
     * @param type its media type; may be empty
     * @param expected compared when it is attached, which may be days later
     * @throws StorageException.Conflict if something else is there by then, but the same content
     * @throws StorageException.TooLarge if the file is larger than {@link AttachmentInfo#MAX_SIZE}
     * @throws StorageException.BadRequest if the file changed while it was sent
     * @throws StorageException.Failed if it cannot be read
     * @throws StorageException as the master refuses it
     */
    AttachmentInfo put(
            Path file, RecordId id, String name, String type, ExpectedAttachment expected, Transfer transfer);

    /** The same in the place of whatever is there. */
    default AttachmentInfo put(Path file, RecordId id, String name, String type, Transfer transfer) {
        return put(file, id, name, type, ExpectedAttachment.ANY, transfer);
    }

    /**
     * Fetches an attachment into a file, which takes the place of one that is there. Until it is whole and checked it is
     * another file beside, with {@code .part} at the end of its name.
     *
     * @throws StorageException.NotFound if there is no such attachment
     * @throws StorageException.Full if there is no space left for it
     * @throws StorageException.Failed if it cannot be written, or what comes is damaged
     * @throws StorageException as the master refuses it
     */
    AttachmentInfo get(RecordId id, String name, Path target, Transfer transfer);

    /**
     * The same into a file that is not there yet.
     *
     * @throws StorageException.Failed also if there is one by the time when all has come, because of a
     *     {@link java.nio.file.FileAlreadyExistsException}
     */
    AttachmentInfo getNew(RecordId id, String name, Path target, Transfer transfer);
}
