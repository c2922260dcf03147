package org.skerry.jio;

/**
 * A content on its way into a storage. What came stays there when this is closed, so that the same caller goes on later from
 * {@link #received}, until it was attached ({@link Write.AttachUploaded}), discarded, or left alone for days. One thread at a
 * time.
 */
public interface AttachmentUpload extends AutoCloseable {

    /** How many bytes are there, from the start. With all of them, {@link #finish} was done if there were any before. */
    long received();

    /**
     * Adds the next bytes.
     *
     * @throws StorageException.BadRequest if there are more than were announced
     * @throws StorageException.Conflict if the same upload was begun again meanwhile
     * @throws StorageException.Full if there is no space left; it may go on when there is
     */
    void append(byte[] bytes, int from, int length);

    /**
     * Checks that all of it is there; then it is durable and may be attached.
     *
     * @throws StorageException.BadRequest if it is not the content that was announced; it was discarded
     */
    void finish();

    /** Throws away what is there. */
    void discard();

    @Override
    void close();
}
