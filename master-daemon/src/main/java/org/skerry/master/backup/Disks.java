package org.skerry.master.backup;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which disk something is on, and whether it is full. */
public final class Disks {

    /** Less is none: what systems say of it is in many words and languages. */
    private static final long FULL_BYTES = 64 * 1024;

    private Disks() {}

    /**
     * Whether something failed because a disk is full.
     *
     * @param folder on it
     */
    static boolean isFull(Path folder, IOException failed) {
        String reason = String.valueOf(failed.getMessage());
        try {
            return reason.contains("No space left")
                    || reason.contains("quota")
                    || Files.getFileStore(folder).getUsableSpace() < FULL_BYTES;
        } catch (IOException | SecurityException unknown) {
            return false;
        }
    }

    /** Whether two folders are on different disks; empty where nobody can tell. */
    public static Optional<Boolean> areDifferent(Path one, Path other) {
        try {
            FileStore first = Files.getFileStore(one);
            FileStore second = Files.getFileStore(other);
            return Optional.of(!first.equals(second));
        } catch (IOException | SecurityException unknown) {
            return Optional.empty();
        }
    }
}
