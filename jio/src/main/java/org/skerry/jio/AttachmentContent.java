package org.skerry.jio;

/**
 * The content of an attachment, to be read piece by piece. It stays as it was opened, whatever becomes of the attachment. One
 * thread at a time.
 */
public interface AttachmentContent extends AutoCloseable {

    AttachmentInfo info();

    /**
     * Reads what fits.
     *
     * @param position of the first byte, 0 or more
     * @return how many bytes were read: as many as asked for, fewer at the end only, 0 behind it
     * @throws StorageException.Failed if the file is missing or damaged
     * @throws StorageException.Forbidden if the caller may not see it any more
     */
    int read(long position, byte[] into, int from, int length);

    @Override
    void close();
}
