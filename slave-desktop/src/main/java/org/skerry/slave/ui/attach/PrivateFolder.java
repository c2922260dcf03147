package org.skerry.slave.ui.attach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;

/** Where files lie that are looked at: for this user only, and until the work with a master ends. Any thread. */
final class PrivateFolder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PrivateFolder.class.getName());

    private final Path root;
    private @Nullable Path folder; // guarded by this: made when it is needed
    private boolean isClosed; // guarded by this

    /** @param root made when it is needed */
    PrivateFolder(Path root) {
        this.root = root;
    }

    /**
     * A place where there is no file of that name.
     *
     * @param name {@linkplain SafeName safe}
     */
    synchronized Path place(String name) {
        if (isClosed) {
            throw new StorageException.Failed("The work has ended.");
        }
        try {
            Path present = folder;
            if (present == null || !Files.isDirectory(present)) {
                present = Files.createTempDirectory(Files.createDirectories(root), "");
                folder = present;
            }
            return placeIn(present, name);
        } catch (IOException full) {
            throw noPlace(full);
        }
    }

    /** The same, in a folder that stays. */
    static Path lastingPlace(Path root, String name) {
        try {
            return placeIn(Files.createDirectories(root), name);
        } catch (IOException full) {
            throw noPlace(full);
        }
    }

    private static Path placeIn(Path folder, String name) throws IOException {
        return Files.createTempDirectory(folder, "").resolve(name);
    }

    private static StorageException noPlace(IOException full) {
        return new StorageException.Failed("No folder could be made for the file.", full);
    }

    /** Deletes what lies in such a place. */
    static void clear(Path place) {
        delete(place);
        Optional.ofNullable(place.getParent()).ifPresent(PrivateFolder::delete);
    }

    /** What somebody changes in the copy would not come into the record: the programs that open it are to say so. */
    static void protect(Path file) {
        Origin.mark(file);
        if (!file.toFile().setReadOnly()) {
            LOG.log(Level.DEBUG, "A copy can be changed");
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException inUse) {
            LOG.log(Level.DEBUG, "A copy is not deleted yet", inUse);
        }
    }

    /** Deletes what no other program holds. */
    @Override
    public synchronized void close() {
        isClosed = true;
        Path present = folder;
        folder = null;
        if (present != null) {
            deleteAll(present);
        }
    }

    static void deleteAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            deepestFirst.forEach(file -> {
                file.toFile().setWritable(true); // else Windows keeps it
                delete(file);
            });
        } catch (IOException | UncheckedIOException gone) {
            LOG.log(Level.DEBUG, "Copies of files are not deleted", gone);
        }
    }
}
