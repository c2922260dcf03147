package org.skerry.jio.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.StorageException;

/**
 * What came of one upload: {@code NAME.part}, beside it {@code NAME.mark} with how much of it surely survives a power cut, and
 * at the end {@code NAME.done}. Thread-safe; it is {@link #begun} by one at a time.
 */
final class UploadFile {

    /** After so many bytes they are made durable, while more come: what a crash of this program may cost on a fast disk. */
    static final int SYNC_BYTES = 8 * 1024 * 1024;

    /** With so many that are not durable yet, the disk is waited for: what a crash may cost on a slow one. */
    static final int MAX_UNSYNCED_BYTES = 8 * SYNC_BYTES;

    private static final Logger LOG = System.getLogger(UploadFile.class.getName());

    private static final int READ_BYTES = 1024 * 1024;

    private final Path part;
    private final Path mark;
    private final Path done;
    private final long size;

    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private @Nullable RandomAccessFile file;
    private @Nullable MessageDigest digest; // of what is there; null until that is read after a restart
    private long durable;
    private boolean isSyncing;
    private final Condition synced = lock.newCondition();

    // Volatile, these: written under the lock, read by those who do not wait while the disk works.
    private volatile @Nullable Begun begun;
    private volatile long received;
    private volatile boolean isDone;
    private volatile boolean isGone;
    private volatile Instant moved;

    /** @param name of its files, without their endings */
    UploadFile(Path folder, String name, long size) throws IOException {
        this.part = folder.resolve(name + ".part");
        this.mark = folder.resolve(name + ".mark");
        this.done = folder.resolve(name + ".done");
        this.size = size;
        this.isDone = Files.exists(done);
        boolean isThere = isDone || Files.exists(part);
        this.received = isDone ? size : isThere ? Math.min(marked(), Files.size(part)) : 0;
        this.durable = received;
        this.moved = isThere ? Files.getLastModifiedTime(isDone ? done : part).toInstant() : Instant.now();
    }

    private long marked() {
        try {
            return Math.max(0, Long.parseLong(Files.readString(mark, StandardCharsets.US_ASCII)));
        } catch (IOException | NumberFormatException nothingDurable) {
            return 0;
        }
    }

    /** How many bytes are still to come. */
    long missing() {
        return isGone ? 0 : size - received;
    }

    /** Whether somebody goes on with it now. */
    boolean isOpen() {
        return begun != null;
    }

    /** Whether nobody goes on with it, and for how long nobody did. */
    boolean isIdle(Duration atLeast) {
        return begun == null && !moved.isAfter(Instant.now().minus(atLeast));
    }

    /** When it was last worked on. */
    Instant moved() {
        return moved;
    }

    /** Whether it was thrown away. */
    boolean isGone() {
        return isGone;
    }

    /** How many bytes it is to have. */
    long size() {
        return size;
    }

    /** The file of a content that is there and was checked, or null. */
    @Nullable
    Path checked() {
        return isDone && !isGone ? done : null;
    }

    /** Takes it over from whoever had begun it. */
    AttachmentUpload begun(AttachmentInfo announced) throws IOException {
        lock.lock();
        try {
            if (isGone) {
                throw new StorageException.Conflict("This upload was thrown away meanwhile; begin it again.");
            }
            if (!isDone) {
                open();
            }
            moved = Instant.now();
            Begun now = new Begun(announced);
            begun = now;
            return now;
        } finally {
            lock.unlock();
        }
    }

    private void open() throws IOException {
        if (file == null) {
            file = new RandomAccessFile(part.toFile(), "rw"); // an interrupt would close a channel
            file.setLength(received);
        }
        if (digest == null) {
            digest = digestOf(file, received);
        }
    }

    private static MessageDigest digestOf(RandomAccessFile file, long length) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = new byte[(int) Math.min(READ_BYTES, length)];
            file.seek(0);
            for (long at = 0; at < length; ) {
                int next = (int) Math.min(bytes.length, length - at);
                file.readFully(bytes, 0, next);
                digest.update(bytes, 0, next);
                at += next;
            }
            return digest;
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    /** Throws it away; whoever had begun it is refused. */
    void delete() {
        lock.lock();
        try {
            isGone = true;
            begun = null;
            closeFile();
            Files.deleteIfExists(part);
            Files.deleteIfExists(done);
            Files.deleteIfExists(mark);
        } catch (IOException stays) {
            // deleted at the next start, when it is old enough
        } finally {
            lock.unlock();
        }
    }

    /** Makes durable what is there; whoever had begun it is refused from now on. */
    void stop() {
        Begun now = begun;
        if (now != null) {
            now.close();
        }
    }

    /** Makes durable what is there, on a thread of its own. */
    private void beginSync(RandomAccessFile open) {
        isSyncing = true;
        long upTo = received;
        Thread.ofVirtual().name("upload-sync").start(() -> {
            boolean isSafe = false;
            try {
                open.getFD().sync();
                isSafe = true;
            } catch (IOException failure) {
                LOG.log(Level.DEBUG, "An upload was not synced", failure);
            } finally {
                endSync(open, upTo, isSafe);
            }
        });
    }

    private void endSync(RandomAccessFile open, long upTo, boolean isSafe) {
        lock.lock();
        try {
            if (file == open) { // else it was closed meanwhile
                if (isSafe) {
                    keepMark(upTo);
                } else {
                    delete(); // nobody knows what is on the disk, and another sync would not tell
                }
            }
        } catch (IOException noMark) {
            LOG.log(Level.DEBUG, "After a crash this upload begins earlier", noMark);
        } finally {
            isSyncing = false;
            synced.signalAll();
            lock.unlock();
        }
    }

    private void awaitSynced() {
        while (isSyncing) {
            synced.awaitUninterruptibly();
        }
    }

    /** Makes durable what is there, now. */
    private void sync(RandomAccessFile open) throws IOException {
        try {
            open.getFD().sync();
        } catch (IOException failure) {
            delete();
            throw failure;
        }
    }

    private void keepMark(long upTo) throws IOException {
        try (RandomAccessFile marks = new RandomAccessFile(mark.toFile(), "rw")) {
            marks.write("%019d".formatted(upTo).getBytes(StandardCharsets.US_ASCII)); // over the last one
        }
        durable = upTo;
        moved = Instant.now();
    }

    private void closeFile() throws IOException {
        RandomAccessFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    private static StorageException failure(IOException cause) {
        return FileFailures.failure("The attachment could not be written to the disk.", cause);
    }

    /** The upload as one who has begun it sees it. */
    private final class Begun implements AttachmentUpload {

        private final AttachmentInfo announced;

        Begun(AttachmentInfo announced) {
            this.announced = announced;
        }

        @Override
        public long received() {
            return received;
        }

        @Override
        public void append(byte[] bytes, int from, int length) {
            lock.lock();
            try {
                RandomAccessFile open = requireOpen();
                if (length > size - received) {
                    throw new StorageException.BadRequest(
                            "More came than the %d bytes that were announced.".formatted(size));
                }
                open.seek(received);
                open.write(bytes, from, length);
                if (digest != null) {
                    digest.update(bytes, from, length);
                }
                received += length;
                if (received - durable >= SYNC_BYTES && !isSyncing) {
                    beginSync(open);
                }
                if (received - durable >= MAX_UNSYNCED_BYTES) {
                    awaitSynced();
                }
            } catch (IOException failure) {
                throw failure(failure);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void finish() {
            lock.lock();
            try {
                if (isDone && begun == this) {
                    return;
                }
                RandomAccessFile open = requireOpen();
                if (received < size) {
                    throw new StorageException.BadRequest(
                            "%d of %d bytes have not come.".formatted(size - received, size));
                }
                MessageDigest whole = digest == null ? digestOf(open, received) : digest;
                digest = null; // it gives its result once
                if (!HexFormat.of().formatHex(whole.digest()).equals(announced.sha256())) {
                    delete();
                    throw new StorageException.BadRequest(
                            "What came is not what was announced: the file has changed meanwhile, or was damaged on the way. Send it again.");
                }
                sync(open);
                closeFile();
                Files.move(part, done, StandardCopyOption.ATOMIC_MOVE); // durable when it is linked to its last place
                Files.deleteIfExists(mark);
                isDone = true;
            } catch (IOException failure) {
                throw failure(failure);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void discard() {
            lock.lock();
            try {
                if (begun == this) {
                    delete();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (begun == this) {
                    begun = null;
                    moved = Instant.now();
                    awaitSynced(); // somebody may take it over meanwhile, or throw it away
                    RandomAccessFile open = file;
                    if (open != null && begun == null) {
                        if (durable < received) {
                            sync(open);
                            keepMark(received);
                        }
                        closeFile();
                    }
                }
            } catch (IOException less) {
                LOG.log(Level.DEBUG, "An upload begins anew, or after a crash earlier", less);
            } finally {
                lock.unlock();
            }
        }

        private RandomAccessFile requireOpen() {
            RandomAccessFile open = file;
            if (begun != this || open == null) {
                throw new StorageException.Conflict(
                        "This upload was begun again elsewhere, or thrown away; it goes on there.");
            }
            return open;
        }
    }
}
