package org.skerry.jio.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.Caller;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.StorageException;

/**
 * Contents that are on their way or wait to be attached: {@code blobs/partial/OWNER/NAME-SIZE.part}. OWNER is the one who
 * uploads, beginning with the PC, NAME where it is for and what it is; so nobody learns, or can attach, what somebody else has
 * uploaded. Thread-safe.
 */
final class UploadFolder implements AutoCloseable {

    private static final Logger LOG = System.getLogger(UploadFolder.class.getName());

    /** Uploads of one owner that are not attached yet; of more, the one longest left alone is thrown away. */
    static final int MAX_OF_AN_OWNER = 16;

    /** The same of all together; of more, the one of anybody that was longest left alone is thrown away. */
    static final int MAX = 512;

    /** How many bytes the uploads of one owner may have together, those that are still to come included. */
    static final long MAX_BYTES_OF_AN_OWNER = 4 * AttachmentInfo.MAX_SIZE;

    /** After so long without a byte an upload is thrown away. */
    static final Duration PATIENCE = Duration.ofDays(7);

    private static final int OWNER_DIGITS = 32;
    private static final int PC_DIGITS = 16;

    private record Name(String owner, String upload) {}

    /** Whether there is space for so much. */
    @FunctionalInterface
    interface Room {
        boolean isThere(Path place, long bytes) throws IOException;
    }

    private final Path partial;
    private final Room room;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Name, UploadFile> uploads = new HashMap<>(); // guarded by lock
    private boolean isClosed; // guarded by lock

    /** @throws StorageException if the folder cannot be read */
    UploadFolder(Path dataFolder) {
        this(dataFolder, DiskReserve::hasRoom);
    }

    UploadFolder(Path dataFolder, Room room) {
        this.room = room;
        this.partial = dataFolder.resolve("blobs").resolve("partial");
        try (DirectoryStream<Path> owners = Files.newDirectoryStream(partial)) {
            for (Path owner : owners) {
                if (Files.isDirectory(owner)) {
                    load(owner);
                }
            }
        } catch (NoSuchFileException none) {
            // nothing was ever uploaded
        } catch (IOException failure) {
            throw FileFailures.failure("The folder %s cannot be used; check its rights.".formatted(partial), failure);
        }
        sweep();
    }

    private void load(Path owner) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(owner, "*.{part,done}")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String upload = name.substring(0, name.lastIndexOf('.'));
                OptionalLong size = size(upload);
                if (size.isEmpty()) {
                    LOG.log(Level.WARNING, "Not one of our files: {0}", file);
                    continue;
                }
                uploads.put(
                        new Name(owner.getFileName().toString(), upload),
                        new UploadFile(owner, upload, size.getAsLong()));
            }
        }
    }

    /** As its name says; empty if that is no name of an upload. */
    private static OptionalLong size(String upload) {
        try {
            return OptionalLong.of(Long.parseLong(upload.substring(upload.lastIndexOf('-') + 1)));
        } catch (NumberFormatException foreign) {
            return OptionalLong.empty();
        }
    }

    private static Name name(Caller caller, RecordId id, String attachment, AttachmentInfo content) {
        String pc = caller.key().isEmpty() ? caller.pc() : "";
        return new Name(
                ofPc(caller.key()) + digest(caller.key(), pc, caller.person()).substring(0, OWNER_DIGITS),
                digest(id.text(), attachment, content.sha256()) + "-" + content.size());
    }

    /** What the owners of one PC begin with, whoever sits there. */
    private static String ofPc(String key) {
        return digest(key).substring(0, PC_DIGITS);
    }

    private static String digest(String... texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            all.append(text.length()).append(':').append(text);
        }
        return Signature.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** See {@link org.skerry.jio.Storage#beginUpload}; who may was decided. */
    AttachmentUpload begin(RecordId id, String attachment, AttachmentInfo content, Caller caller) {
        Name name = name(caller, id, attachment, content);
        try {
            return prepared(name, content).begun(content);
        } catch (IOException failure) {
            throw FileFailures.failure("The attachment could not be written to the disk.", failure);
        }
    }

    private UploadFile prepared(Name name, AttachmentInfo content) throws IOException {
        lock.lock();
        try {
            if (isClosed) {
                throw new StorageException.Unreachable("The storage is closed.");
            }
            UploadFile upload = uploads.get(name);
            if (upload == null || upload.isGone()) {
                uploads.remove(name);
                makeRoom(name.owner(), content.size());
                checkSpace(content.size());
                Path folder = partial.resolve(name.owner());
                DurableFiles.createFolders(folder);
                upload = new UploadFile(folder, name.upload(), content.size());
                uploads.put(name, upload);
            } else {
                checkSpace(upload.isOpen() ? 0 : upload.missing());
            }
            return upload;
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom(String owner, long bytes) {
        while (hasEnough(owner, bytes)) {
            delete(longestLeftAlone(name -> name.owner().equals(owner)));
        }
        while (uploads.size() >= MAX) {
            delete(longestLeftAlone(name -> true));
        }
    }

    private Name longestLeftAlone(Predicate<Name> which) {
        return uploads.keySet().stream()
                .filter(name -> which.test(name) && upload(name).isIdle(Duration.ZERO))
                .min(Comparator.comparing(name -> upload(name).moved()))
                .orElseThrow(() -> new StorageException.TooMany(
                        "Too many attachments are being sent at once; try again when some are there."));
    }

    private boolean hasEnough(String owner, long bytes) {
        List<UploadFile> his = uploads.entrySet().stream()
                .filter(upload -> upload.getKey().owner().equals(owner))
                .map(Map.Entry::getValue)
                .toList();
        return his.size() >= MAX_OF_AN_OWNER
                || his.stream().mapToLong(UploadFile::size).sum() + bytes > MAX_BYTES_OF_AN_OWNER;
    }

    /**
     * Keeps room for what is on its way; not for what somebody announced and left.
     *
     * @param more how many bytes are to come besides
     */
    private void checkSpace(long more) throws IOException {
        Files.createDirectories(partial);
        long missing = uploads.values().stream()
                        .filter(UploadFile::isOpen)
                        .mapToLong(UploadFile::missing)
                        .sum()
                + more;
        if (missing > 0 && !room.isThere(partial, missing)) {
            throw new StorageException.Full(
                    "There is no space left for this attachment on the master's disk. Free some space there and try again.");
        }
    }

    /** The file of a content that was uploaded whole, and checked. */
    Optional<Path> uploaded(RecordId id, String attachment, AttachmentInfo content, Caller caller) {
        lock.lock();
        try {
            return Optional.ofNullable(uploads.get(name(caller, id, attachment, content)))
                    .map(UploadFile::checked);
        } finally {
            lock.unlock();
        }
    }

    /** Throws an upload away, if it is there: it was attached, or never will be. */
    void forget(RecordId id, String attachment, AttachmentInfo content, Caller caller) {
        lock.lock();
        try {
            Name name = name(caller, id, attachment, content);
            if (uploads.containsKey(name)) {
                delete(name);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Throws away all that a PC has begun, whoever sat there; one that goes on with it is refused. */
    void forgetAll(String key) {
        lock.lock();
        try {
            uploads.keySet().stream()
                    .filter(name -> name.owner().startsWith(ofPc(key)))
                    .toList()
                    .forEach(this::delete);
        } finally {
            lock.unlock();
        }
    }

    /** Throws away what nobody has gone on with for long. */
    void sweep() {
        lock.lock();
        try {
            List<Name> left = new ArrayList<>(uploads.keySet());
            left.removeIf(name -> !upload(name).isIdle(PATIENCE));
            left.forEach(this::delete);
            if (!left.isEmpty()) {
                LOG.log(Level.INFO, "Uploads were thrown away that nobody went on with count={0}", left.size());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops those that are under way; they may go on another time. */
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            uploads.values().forEach(UploadFile::stop);
        } finally {
            lock.unlock();
        }
    }

    private UploadFile upload(Name name) {
        UploadFile upload = uploads.get(name);
        if (upload == null) {
            throw new IllegalStateException("not here: " + name);
        }
        return upload;
    }

    private void delete(Name name) {
        upload(name).delete();
        uploads.remove(name);
    }
}
