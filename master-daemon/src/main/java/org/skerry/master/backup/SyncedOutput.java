package org.skerry.master.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes a file that is on the disk when this is closed. It is synced bit by bit: else the next sync of whoever writes on the
 * same disk would wait for all of it.
 */
public final class SyncedOutput extends OutputStream {

    private static final long BETWEEN_SYNCS_BYTES = 16 * 1024 * 1024;

    private final FileChannel channel;
    private long unsynced;

    public SyncedOutput(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        unsynced += length;
        if (unsynced >= BETWEEN_SYNCS_BYTES) {
            unsynced = 0;
            channel.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.isOpen()) {
                channel.force(true);
            }
        }
    }
}
