package org.skerry.protocol.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ByteRange;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.storage.SessionSource;

/**
 * Transfers to and from a master. Up to four at a time, the others wait for their turn. Where the connection breaks, a transfer
 * goes on in the next one from where it was; so it does when it is begun again after this program was stopped. The content is
 * checked by its SHA-256 at both ends.
 */
public final class AttachmentTransfers implements Transfers, AutoCloseable {

    private static final int AT_A_TIME = 4;

    private final SessionSource sessions;
    private final Storage storage;
    private final Duration patience;
    private final String writer = PeerStorage.randomWriter();
    private final AtomicLong counter = new AtomicLong();
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final Set<Transfer> running = new HashSet<>(); // guarded by itself
    private boolean isClosed; // guarded by running

    /**
     * @param sessions of the master; neither they nor their source are closed here
     * @param storage the same master's, for the small calls
     * @param patience how long the master may be away before a transfer fails; positive
     */
    public AttachmentTransfers(SessionSource sessions, Storage storage, Duration patience) {
        this.sessions = Objects.requireNonNull(sessions);
        this.storage = Objects.requireNonNull(storage);
        this.patience = Objects.requireNonNull(patience);
    }

    @Override
    public AttachmentInfo put(
            Path file, RecordId id, String name, String type, ExpectedAttachment expected, Transfer transfer) {
        return run(transfer, () -> {
            try (LocalFile content = LocalFile.open(file, type, transfer)) {
                Attempts attempts = new Attempts(sessions, patience, transfer);
                if (!attempts.isOffered()) {
                    putWhole(content, file, id, name, expected);
                } else {
                    WriteKey key = new WriteKey.Numbered(writer, counter.incrementAndGet());
                    Write.AttachUploaded write = new Write.AttachUploaded(id, name, content.info(), expected);
                    new FileUpload(content, id, name, transfer, attempts).run(() -> attach(write, key));
                }
                return content.info();
            }
        });
    }

    /** An earlier attempt may have done it, under another key. */
    private void attach(Write.AttachUploaded write, WriteKey key) {
        try {
            storage.apply(write, key);
        } catch (StorageException.Conflict another) {
            boolean isDone = Optional.ofNullable(
                            storage.attachmentInfos(write.id()).get(write.name()))
                    .equals(Optional.of(write.content()));
            if (!isDone) {
                throw another;
            }
        }
    }

    private void putWhole(LocalFile content, Path file, RecordId id, String name, ExpectedAttachment expected)
            throws IOException {
        if (content.info().size() > Attachment.MAX_BYTES) {
            throw new StorageException.TooLarge(
                    "This master takes attachments of up to %d bytes; an update of it would help."
                            .formatted(Attachment.MAX_BYTES));
        }
        Attachment whole = new Attachment(content.info().type(), Files.readAllBytes(file));
        storage.apply(new Write.PutAttachment(id, name, whole, expected), WriteKey.NONE);
    }

    @Override
    public AttachmentInfo get(RecordId id, String name, Path target, Transfer transfer) {
        return run(transfer, () -> {
            Attempts attempts = new Attempts(sessions, patience, transfer);
            return attempts.isOffered()
                    ? new FileDownload(id, name, target, PartFile::become, transfer, attempts).run(() -> info(id, name))
                    : getWhole(id, name, target, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        });
    }

    @Override
    public AttachmentInfo getNew(RecordId id, String name, Path target, Transfer transfer) {
        return run(transfer, () -> {
            Attempts attempts = new Attempts(sessions, patience, transfer);
            return attempts.isOffered()
                    ? new FileDownload(id, name, target, PartFile::becomeNew, transfer, attempts)
                            .run(() -> info(id, name))
                    : getWhole(id, name, target, StandardOpenOption.CREATE_NEW);
        });
    }

    private AttachmentInfo info(RecordId id, String name) {
        return Optional.ofNullable(storage.attachmentInfos(id).get(name))
                .orElseThrow(() -> StorageException.NotFound.attachment(id, name));
    }

    private AttachmentInfo getWhole(RecordId id, String name, Path target, OpenOption... how) throws IOException {
        Attachment content = storage.getAttachment(id, name, ByteRange.ALL);
        try (OutputStream file = Files.newOutputStream(target, how)) {
            file.write(content.bytes());
        }
        return new AttachmentInfo(Signature.of(content.bytes()), content.bytes().length, content.type());
    }

    private interface Work {
        AttachmentInfo run() throws IOException, InterruptedException;
    }

    private AttachmentInfo run(Transfer transfer, Work work) {
        begin(transfer);
        try {
            turns.acquire();
            try {
                return work.run();
            } finally {
                turns.release();
            }
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw Transfer.givenUp();
        } catch (IOException failure) {
            throw LocalFailures.of(failure);
        } catch (StorageException failure) {
            throw transfer.isCancelled() ? Transfer.givenUp() : failure;
        } finally {
            synchronized (running) {
                running.remove(transfer);
            }
            transfer.leave();
        }
    }

    private void begin(Transfer transfer) {
        synchronized (running) {
            if (isClosed) {
                throw new StorageException.Unreachable("Nothing is transferred here any more.");
            }
            transfer.enter();
            running.add(transfer);
        }
    }

    /** Ends all that is under way, which may go on another time; idempotent. */
    @Override
    public void close() {
        Set<Transfer> ending;
        synchronized (running) {
            isClosed = true;
            ending = Set.copyOf(running);
        }
        ending.forEach(Transfer::end);
    }
}
