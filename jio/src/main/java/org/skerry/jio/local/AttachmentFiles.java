package org.skerry.jio.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.skerry.jio.AttachmentContent;
import org.skerry.jio.AttachmentInfo;
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
        keep(sha256, temporary -> writeNew(temporary, content));
    }

    /** The same with the content of a durable file, which stays where it is; on the same disk. */
    void keep(String sha256, Path content) {
        keep(sha256, temporary -> {
            link(temporary, content);
            Files.setLastModifiedTime(temporary, FileTime.from(Instant.now())); // it was not unused until now
        });
    }

    /** Brings a content to a place of its own. */
    private interface Bringing {
        void to(Path temporary) throws IOException;
    }

    private void keep(String sha256, Bringing content) {
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

    /** Not all file systems have links. */
    private static void link(Path temporary, Path content) throws IOException {
        try {
            Files.createLink(temporary, content);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.copy(content, temporary);
            try (RandomAccessFile copy = new RandomAccessFile(temporary.toFile(), "rw")) {
                copy.getFD().sync();
            }
        }
    }

    private void write(Path file, Bringing content) throws IOException {
        Path temporary = file.resolveSibling(UUID.randomUUID() + TEMPORARY);
        makeFolder(file.getParent());
        try {
            content.to(temporary);
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
     * A content to be read piece by piece; its file stays until it is closed.
     *
     * @throws StorageException.Failed if the file is missing
     */
    AttachmentContent open(AttachmentInfo info) {
        hold(info.sha256());
        try {
            RandomAccessFile file = new RandomAccessFile(file(info.sha256()).toFile(), "r");
            return new OpenContent(info, file, () -> release(info.sha256(), true));
        } catch (IOException failure) {
            release(info.sha256(), true);
            throw OpenContent.unreadable(failure);
        }
    }

    /**
     * Deletes what nothing refers to any more, while others write.
     *
     * @param referred asks for the SHA-256 of everything that is referred to, as it is then
     * @param isKnown whether that is all; asked where there is something to delete
     * @param grace how old a file has to be: a write that was given up may still wait for its turn
     */
    void sweepUnused(Supplier<? extends Collection<String>> referred, BooleanSupplier isKnown, Duration grace)
            throws IOException {
        FileTime oldest = FileTime.from(Instant.now().minus(grace));
        List<Path> unused = new ArrayList<>();
        Collection<String> before = referred.get();
        each((file, isTemporary) -> {
            if (!isTemporary
                    && !before.contains(file.getFileName().toString())
                    && Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                unused.add(file);
            }
        });
        if (unused.isEmpty() || !isKnown.getAsBoolean()) {
            return;
        }
        holding.lock();
        try {
            // Who refers to one from now on holds it before, which this lock keeps him from.
            Collection<String> now = referred.get();
            for (Path file : unused) {
                String sha256 = file.getFileName().toString();
                if (!now.contains(sha256) && !held.containsKey(sha256) && holdsOnAll == 0) {
                    Files.deleteIfExists(file);
                }
            }
        } finally {
            holding.unlock();
        }
    }

    /**
     * Deletes what a crash left or nothing refers to any more. Only while nobody writes.
     *
     * @param isReferred whether a SHA-256 is referred to
     * @param isKnown whether that is all; asked where there is something to delete
     */
    void sweep(Predicate<String> isReferred, BooleanSupplier isKnown) {
        try {
            List<Path> unused = new ArrayList<>();
            each((file, isTemporary) -> {
                if (isTemporary) {
                    Files.delete(file);
                } else if (!isReferred.test(file.getFileName().toString())) {
                    unused.add(file);
                }
            });
            if (!unused.isEmpty() && isKnown.getAsBoolean()) {
                for (Path file : unused) {
                    Files.delete(file);
                }
            }
        } catch (IOException failure) {
            throw FileFailures.failure("The folder %s cannot be used; check its rights.".formatted(blobs), failure);
        }
    }

    private interface Visitor {
        void visit(Path file, boolean isTemporary) throws IOException;
    }

    private void each(Visitor visitor) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(blobs, "??")) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> files =
                        Files.newDirectoryStream(folder, "{*" + TEMPORARY + "," + "?".repeat(64) + "}")) {
                    for (Path file : files) {
                        visitor.visit(file, file.toString().endsWith(TEMPORARY));
                    }
                }
            }
        } catch (NoSuchFileException none) {
            // no attachment was ever put
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
