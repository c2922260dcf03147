package org.skerry.jio;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What files need to survive a power cut, and to be whole at any moment. Any thread. */
public final class DurableFiles {

    /** Windows cannot open a folder, and keeps its entries by its own journal. */
    private static final boolean FOLDERS_SYNC = File.separatorChar == '/';

    private DurableFiles() {}

    /**
     * Makes a folder, and those above it that are missing, for its user only: what databases and indexes write there has the
     * rights that are usual on the system. One that is there keeps its rights.
     *
     * @throws FileAlreadyExistsException if it is a file
     */
    public static Path createFolders(Path folder) throws IOException {
        return hasPosixRights(folder)
                ? Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectories(folder);
    }

    /** Makes the entries of a folder durable: new, renamed and removed files. */
    public static void syncFolder(@Nullable Path folder) throws IOException {
        if (folder != null && FOLDERS_SYNC) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    /**
     * Writes a small file anew, for its user only. Whatever happens, it is the old one or the new one, whole; when this returns
     * the new one is on the disk.
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path part = written(file, content);
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        syncFolder(file.toAbsolutePath().getParent());
    }

    /**
     * The same of a file that is not there yet.
     *
     * @throws FileAlreadyExistsException if it is there by now
     */
    public static void create(Path file, byte[] content) throws IOException {
        Path part = written(file, content);
        try {
            link(file, part);
        } finally {
            Files.deleteIfExists(part);
        }
        syncFolder(file.toAbsolutePath().getParent());
    }

    /** Unlike a move it never replaces one that is there; but not all file systems can. */
    private static void link(Path file, Path part) throws IOException {
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException isThere) {
            throw isThere;
        } catch (UnsupportedOperationException | IOException noLinks) {
            Files.move(part, file);
        }
    }

    private static Path written(Path file, byte[] content) throws IOException {
        Path folder = createFolders(file.toAbsolutePath().getParent());
        Path part = folder.resolve(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        Files.deleteIfExists(part);
        if (hasPosixRights(folder)) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return part;
    }

    /**
     * Makes an empty file, for its user only.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    public static Path createForOwner(Path file) throws IOException {
        return hasPosixRights(file)
                ? Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
    }

    /** A folder for its user only, where temporary files are. */
    public static Path createTemporaryFolder(String name) throws IOException {
        return Files.createTempDirectory(name); // which is for its user only, as Java says
    }

    /** Deletes a folder with all that is in it, or a file; nothing where there is none. Follows no links. */
    public static void deleteTree(Path tree) throws IOException {
        if (Files.notExists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Makes what was written into a file durable. */
    public static void syncFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Asked of the system, not of the disk: the list of disks cannot be read in a chroot. */
    private static boolean hasPosixRights(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
