package org.skerry.master.backup;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which disk something is on. */
public final class Disks {

    private Disks() {}

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
