package org.skerry.protocol.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;

/** What has come of an attachment, beside the file that it is to become: {@code NAME.SHA256.part}. One thread. */
final class PartFile implements Receiving.Sink, AutoCloseable {

    private static final int DIGITS = 12;

    /** What came does not have the hash that it should. */
    static final class Damaged extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Damaged() {
            super("another hash than announced", null, false, false);
        }
    }

    private final Path path;
    private final AttachmentInfo info;
    private final FileChannel file;
    private final MessageDigest digest;
    private long received;
    private boolean isGone;

    private PartFile(Path path, AttachmentInfo info, FileChannel file, MessageDigest digest, long received) {
        this.path = path;
        this.info = info;
        this.file = file;
        this.digest = digest;
        this.received = received;
    }

    /**
     * Goes on with what is there of this content.
     *
     * @throws StorageException.Full if there is no space for the rest
     * @throws StorageException.InUse if somebody else fetches it to the same place
     */
    static PartFile open(Path target, AttachmentInfo info, Transfer transfer) throws IOException {
        Path whole = target.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder == null || whole.getFileName() == null || Files.isDirectory(whole)) {
            throw new StorageException.BadRequest("%s is no file.".formatted(target));
        }
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        Path path = folder.resolve(
                "%s.%s.part".formatted(whole.getFileName(), info.sha256().substring(0, DIGITS)));
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(path); // a link, say, of somebody who would have another file written to
        }
        FileChannel file = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            lock(file, path);
            transfer.keepsIn(path);
            if (file.size() > info.size()) {
                file.truncate(0);
            }
            long received = file.size();
            if (Files.getFileStore(folder).getUsableSpace() < info.size() - received) {
                throw LocalFailures.full();
            }
            return new PartFile(path, info, file, LocalFile.digest(file, received, transfer), received);
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private static void lock(FileChannel file, Path path) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException hereAsWell) {
            lock = null;
        }
        if (lock == null) {
            throw new StorageException.InUse("%s is being written already; wait for that.".formatted(path));
        }
    }

    AttachmentInfo info() {
        return info;
    }

    /** How many bytes are there. */
    long received() {
        return received;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        try {
            ByteBuffer left = ByteBuffer.wrap(bytes, from, length);
            for (long at = received; left.hasRemaining(); ) {
                at += file.write(left, at);
            }
        } catch (IOException failure) {
            throw LocalFailures.of(failure);
        }
        digest.update(bytes, from, length);
        received += length;
    }

    @Override
    public void finish() {
        if (!LocalFile.text(digest).equals(info.sha256())) {
            throw new Damaged();
        }
        try {
            file.force(true);
        } catch (IOException failure) {
            throw LocalFailures.of(failure);
        }
    }

    /**
     * Takes the place of the target, where nothing may be.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is something
     */
    void becomeNew(Path target) throws IOException {
        Files.createFile(target); // from here on the place is ours
        try {
            become(target);
        } finally {
            if (!isGone) {
                Files.deleteIfExists(target);
            }
        }
    }

    /** Takes the place of the target. */
    void become(Path target) throws IOException {
        file.close();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        isGone = true;
        try {
            DurableFiles.syncFolder(target.toAbsolutePath().getParent());
        } catch (ClosedByInterruptException tooLate) { // it is there; after a power cut it may be the part again
            Thread.currentThread().interrupt();
        }
    }

    void discard() throws IOException {
        if (!isGone) {
            isGone = true;
            file.close();
            Files.deleteIfExists(path);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
