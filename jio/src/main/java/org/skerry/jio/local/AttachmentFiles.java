package org.skerry.jio.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.skerry.jio.ByteRange;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;

/**
 * Contents of attachments: files named by their SHA-256, {@code blobs/ab/abcd...}. A file is durable before anything
 * refers to it, and is never changed.
 */
final class AttachmentFiles {

    private static final Logger LOG = System.getLogger(AttachmentFiles.class.getName());

    /** In the data folder. */
    static final String FOLDER = "blobs";

    private static final String TEMPORARY = ".tmp";

    /** Writes that have a content kept and do not have their answers yet. */
    private static final class Holders {
        private final boolean wasThere;
        private boolean isNamed;
        private int count;

        Holders(boolean wasThere) {
            this.wasThere = wasThere;
        }
    }

    private final Path blobs;
    private final Set<Path> madeFolders = ConcurrentHashMap.newKeySet();
    private final ReentrantLock making = new ReentrantLock();

    /** By SHA-256; the lock guards it, and that no file is deleted while somebody comes to hold it. */
    private final Map<String, Holders> held = new HashMap<>();

    private final ReentrantLock holding = new ReentrantLock();
    private final CheckedFiles checked = new CheckedFiles();

    /** Who wants all files to stay; guarded by the lock. */
    private int holdsOnAll;

    AttachmentFiles(Path dataFolder) {
        this.blobs = dataFolder.resolve(FOLDER);
    }

    /**
     * Keeps some bytes; after the return they survive a power cut. What is there already is written again: this is as
     * durable, needs no agreement with another writer of the same bytes, and heals a damaged file. To be followed by
     * {@link #release}.
     */
    void keep(String sha256, byte[] content) {
        hold(sha256);
        try {
            write(file(sha256), content);
        } catch (IOException failure) {
            release(sha256, false);
            throw FileFailures.failure("The attachment could not be written to the disk.", failure);
        }
    }

    /**
     * Deletes a kept file that was not there before, if none of those who had it kept has named it.
     *
     * @param isNamed whether something refers to it, or nobody knows
     */
    void release(String sha256, boolean isNamed) {
        holding.lock();
        try {
            Holders holders = Objects.requireNonNull(held.get(sha256));
            holders.isNamed |= isNamed;
            if (--holders.count == 0) {
                held.remove(sha256);
                if (!holders.wasThere && !holders.isNamed && holdsOnAll == 0) {
                    Files.deleteIfExists(file(sha256));
                }
            }
        } catch (IOException stays) {
            LOG.log(Level.DEBUG, "The content of a refused write is deleted at the next start", stays);
        } finally {
            holding.unlock();
        }
    }

    /** No file is deleted until this is closed. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /** What a snapshot refers to stays, while it is copied. */
    Hold holdAll() {
        holding.lock();
        try {
            holdsOnAll++;
        } finally {
            holding.unlock();
        }
        AtomicBoolean isClosed = new AtomicBoolean();
        return () -> {
            if (isClosed.compareAndSet(false, true)) {
                release();
            }
        };
    }

    private void release() {
        holding.lock();
        try {
            holdsOnAll--;
        } finally {
            holding.unlock();
        }
    }

    private void hold(String sha256) {
        holding.lock();
        try {
            held.computeIfAbsent(sha256, name -> new Holders(Files.exists(file(name)))).count++;
        } finally {
            holding.unlock();
        }
    }

    private void write(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(UUID.randomUUID() + TEMPORARY);
        makeFolder(file.getParent());
        try {
            writeNew(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        DurableFiles.syncFolder(file.getParent());
    }

    /**
     * The bytes of a range, checked.
     *
     * @throws StorageException.Failed if the file is missing or damaged
     */
    byte[] read(String sha256, ByteRange range) {
        try {
            return checked.read(file(sha256), sha256, range);
        } catch (IOException failure) {
            throw new StorageException.Failed(
                    "The attachment's file cannot be read; restore it from a backup.", failure);
        }
    }

    /**
     * Deletes what a crash left or nothing refers to any more. Only while nobody writes.
     *
     * @param isReferred whether a SHA-256 is referred to
     */
    void sweep(Predicate<String> isReferred) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(blobs, "??")) {
            for (Path folder : folders) {
                sweep(folder, isReferred);
            }
        } catch (NoSuchFileException none) {
            // no attachment was ever put
        } catch (IOException failure) {
            throw FileFailures.failure("The folder %s cannot be used; check its rights.".formatted(blobs), failure);
        }
    }

    private static void sweep(Path folder, Predicate<String> isReferred) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "{*" + TEMPORARY + "," + "?".repeat(64) + "}")) {
            for (Path file : files) {
                if (!isReferred.test(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Locked, so that nobody goes on with a folder that another thread has made but not made durable yet. */
    private void makeFolder(Path folder) throws IOException {
        if (madeFolders.contains(folder)) {
            return;
        }
        making.lock();
        try {
            Files.createDirectories(folder);
            DurableFiles.syncFolder(blobs);
            DurableFiles.syncFolder(blobs.getParent());
            madeFolders.add(folder);
        } finally {
            making.unlock();
        }
    }

    private static void writeNew(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private Path file(String sha256) {
        return file(blobs, sha256);
    }

    static Path file(Path blobs, String sha256) {
        return blobs.resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
