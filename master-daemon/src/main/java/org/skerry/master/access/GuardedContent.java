package org.skerry.master.access;

import org.skerry.jio.AttachmentContent;
import org.skerry.jio.AttachmentInfo;

/** A content that takes long to read: whether it still may be is asked again and again. One thread at a time. */
final class GuardedContent implements AttachmentContent {

    private static final long CHECK_BYTES = 4L * 1024 * 1024;

    private final AttachmentContent content;
    private final Runnable check;
    private long sinceCheck;

    /** @param check throws if it may not be read any more */
    GuardedContent(AttachmentContent content, Runnable check) {
        this.content = content;
        this.check = check;
    }

    @Override
    public AttachmentInfo info() {
        return content.info();
    }

    @Override
    public int read(long position, byte[] into, int from, int length) {
        if (sinceCheck >= CHECK_BYTES) {
            check.run();
            sinceCheck = 0;
        }
        sinceCheck += length;
        return content.read(position, into, from, length);
    }

    @Override
    public void close() {
        content.close();
    }
}
