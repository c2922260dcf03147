package org.skerry.jio.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import org.skerry.jio.AttachmentContent;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.StorageException;

/** A content in a file. Not a channel, which an interrupt would close in the middle of the read. */
final class OpenContent implements AttachmentContent {

    private final AttachmentInfo info;
    private final RandomAccessFile file;
    private final Runnable release;
    private boolean isClosed;

    OpenContent(AttachmentInfo info, RandomAccessFile file, Runnable release) {
        this.info = info;
        this.file = file;
        this.release = release;
    }

    @Override
    public AttachmentInfo info() {
        return info;
    }

    @Override
    public int read(long position, byte[] into, int from, int length) {
        int wanted = (int) Math.min(length, Math.max(0, info.size() - position));
        try {
            file.seek(position);
            file.readFully(into, from, wanted);
            return wanted;
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            try {
                file.close();
            } catch (IOException closedAnyway) {
                // nothing was written
            }
            release.run();
        }
    }

    static StorageException.Failed unreadable(IOException cause) {
        return new StorageException.Failed("The attachment's file cannot be read; restore it from a backup.", cause);
    }
}
