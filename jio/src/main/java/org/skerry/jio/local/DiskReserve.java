package org.skerry.jio.local;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is left free on a disk for records, whatever else wants it. */
final class DiskReserve {

    private static final long BYTES = 256L * 1024 * 1024;

    /** On a small disk so much of it. */
    private static final int PART = 16;

    private DiskReserve() {}

    /** Whether the disk of a folder, which is there, takes so many bytes more. */
    static boolean hasRoom(Path folder, long bytes) throws IOException {
        FileStore disk = Files.getFileStore(folder);
        return disk.getUsableSpace() - bytes >= Math.min(BYTES, disk.getTotalSpace() / PART);
    }
}
