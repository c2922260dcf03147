package org.skerry.protocol.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.StorageException;
import org.skerry.protocol.transfer.TransferProgress.Phase;

/** A file of this PC that is sent. One thread. */
final class LocalFile implements AutoCloseable {

    private static final int READ_BYTES = 256 * 1024;

    private final RandomAccessFile file;
    private final AttachmentInfo info;

    private LocalFile(RandomAccessFile file, AttachmentInfo info) {
        this.file = file;
        this.info = info;
    }

    /** Reads it through once, to know what it is. */
    static LocalFile open(Path path, String type, Transfer transfer) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (!Files.isRegularFile(path)) {
            throw new StorageException.BadRequest("%s is no file.".formatted(path));
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            long size = file.length();
            if (size > AttachmentInfo.MAX_SIZE) {
                throw new StorageException.TooLarge("The file %s has %,d bytes; an attachment may have up to %,d."
                        .formatted(path, size, AttachmentInfo.MAX_SIZE));
            }
            MessageDigest digest = digest(file.getChannel(), size, transfer);
            return new LocalFile(file, new AttachmentInfo(text(digest), size, type));
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    /** The digest of the beginning of a file. */
    static MessageDigest digest(FileChannel file, long length, Transfer transfer) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(READ_BYTES, length));
        for (long done = 0; done < length; ) {
            transfer.checkWanted();
            bytes.clear().limit((int) Math.min(bytes.capacity(), length - done));
            int next = file.read(bytes, done);
            if (next < 0) {
                throw new EOFException("It ends at %d.".formatted(done));
            }
            digest.update(bytes.flip());
            done += next;
            transfer.tell(Phase.READING, done, length);
        }
        return digest;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    AttachmentInfo info() {
        return info;
    }

    /** @throws StorageException.BadRequest if it is shorter than before */
    void read(long position, byte[] into, int from, int length) {
        try {
            file.seek(position);
            file.readFully(into, from, length);
        } catch (EOFException shorter) {
            throw new StorageException.BadRequest("The file was changed while it was sent; send it again.", shorter);
        } catch (IOException failure) {
            throw LocalFailures.of(failure);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
