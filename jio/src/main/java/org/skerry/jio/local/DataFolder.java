package org.skerry.jio.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;

/**
 * The folder of one storage or program, held against everybody else until it is closed. Where it is made, it is for its user
 * only.
 */
public final class DataFolder implements AutoCloseable {

    /** The name of the file in the folder by which it is held. */
    public static final String LOCK_FILE = "lock";

    /**
     * Folders that this JVM holds. Static, because file locks are: on POSIX systems, closing any other channel on the lock
     * file would give up the lock of the whole process, so a second try must not even open it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private @Nullable FileChannel lockFile;

    private DataFolder(Path path) {
        this.path = path;
    }

    /**
     * @throws StorageException.InUse if somebody else holds it
     * @throws StorageException.Failed with what to do, if it is no folder or read-only
     */
    public static DataFolder hold(Path wanted) {
        Path path = created(wanted);
        if (!HELD.add(path)) {
            throw inUse(path);
        }
        DataFolder folder = new DataFolder(path);
        try {
            folder.lock();
            return folder;
        } catch (StorageException refused) {
            folder.close();
            throw refused;
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            if (lockFile != null) {
                lockFile.close();
            }
        } catch (IOException closedAnyway) {
            // the system gives the lock up with the descriptor, whatever close says
        } finally {
            HELD.remove(path);
        }
    }

    private static Path created(Path wanted) {
        try {
            if (!Files.isDirectory(wanted)) {
                DurableFiles.createFolders(wanted);
                DurableFiles.syncFolder(wanted.toAbsolutePath().normalize().getParent());
            }
            return wanted.toRealPath();
        } catch (FileAlreadyExistsException file) {
            throw new StorageException.Failed(
                    "The data folder %s is a file; move it away or choose another folder.".formatted(wanted), file);
        } catch (IOException refused) {
            throw FileFailures.failure(
                    "The data folder %s cannot be created; check the rights of the folder above it or choose another."
                            .formatted(wanted),
                    refused);
        }
    }

    private void lock() {
        if (!Files.isWritable(path)) {
            throw new StorageException.Failed(readOnly());
        }
        try {
            lockFile = FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lockFile.tryLock();
            if (lock == null) {
                throw inUse(path);
            }
        } catch (OverlappingFileLockException byAnotherClassLoader) {
            throw inUse(path);
        } catch (IOException refused) {
            throw FileFailures.failure(readOnly(), refused);
        }
    }

    private String readOnly() {
        return "The data folder %s cannot be written to; check its rights or choose another folder.".formatted(path);
    }

    private static StorageException.InUse inUse(Path path) {
        return new StorageException.InUse(
                "The data folder %s is in use by another program; stop that one or choose another folder."
                        .formatted(path));
    }
}
