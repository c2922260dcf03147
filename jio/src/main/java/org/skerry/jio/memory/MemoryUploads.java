package org.skerry.jio.memory;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentContent;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.StorageException;

/** Contents that are on their way into a storage in memory, or wait to be attached. Thread-safe. */
final class MemoryUploads {

    /** The largest content that is kept in memory, in bytes. */
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    /** Uploads of one owner: of more, his oldest is thrown away. */
    static final int MAX_OF_AN_OWNER = 4;

    /** What all may have together, in bytes, those that are still to come included: of more, the oldest are thrown away. */
    static final long MAX_BYTES_OF_ALL = 4L * MAX_BYTES;

    /** Of all owners together. */
    private static final int MAX = 64;

    /** Where an upload is for, what it is, and whose. */
    record Place(RecordId id, String name, AttachmentInfo content, String key, String person) {

        private boolean isOfOwnerOf(Place other) {
            return key.equals(other.key) && person.equals(other.person);
        }
    }

    private final Map<Place, Upload> uploads = new LinkedHashMap<>(); // guarded by this

    synchronized AttachmentUpload begin(Place place) {
        if (place.content().size() > MAX_BYTES) {
            throw new StorageException.TooLarge(
                    "This master keeps attachments in memory, of up to %d bytes each.".formatted(MAX_BYTES));
        }
        Upload before = uploads.remove(place);
        makeRoom(place);
        Upload upload = new Upload(place, before == null ? new ByteArrayOutputStream() : before.bytes);
        uploads.put(place, upload);
        return upload;
    }

    private void makeRoom(Place place) {
        List<Place> his = uploads.keySet().stream().filter(place::isOfOwnerOf).toList();
        if (his.size() >= MAX_OF_AN_OWNER) {
            uploads.remove(his.getFirst());
        }
        while (uploads.size() >= MAX || bytes() + place.content().size() > MAX_BYTES_OF_ALL) {
            uploads.remove(uploads.keySet().iterator().next());
        }
    }

    private long bytes() {
        return uploads.keySet().stream()
                .mapToLong(place -> place.content().size())
                .sum();
    }

    /** Throws away what a PC has begun. */
    synchronized void forgetAll(String key) {
        uploads.keySet().removeIf(place -> place.key().equals(key));
    }

    /** What was uploaded whole, and checked; it is not here any more. */
    synchronized Optional<Attachment> take(Place place) {
        Upload upload = uploads.get(place);
        if (upload == null || !upload.isDone) {
            return Optional.empty();
        }
        uploads.remove(place);
        return Optional.of(new Attachment(place.content().type(), upload.bytes.toByteArray()));
    }

    /** @param unused of a record that is there */
    static StorageException.NotFound missing(MemoryRecords.Entry unused) {
        return new StorageException.NotFound(
                "This attachment was not uploaded, or not to its end; begin its upload again.");
    }

    static AttachmentInfo info(Attachment content) {
        return new AttachmentInfo(Signature.of(content.bytes()), content.bytes().length, content.type());
    }

    static AttachmentContent content(Attachment content) {
        AttachmentInfo info = info(content);
        return new AttachmentContent() {
            @Override
            public AttachmentInfo info() {
                return info;
            }

            @Override
            public int read(long position, byte[] into, int from, int length) {
                int read = (int) Math.min(length, Math.max(0, info.size() - position));
                if (read > 0) {
                    System.arraycopy(content.bytes(), (int) position, into, from, read);
                }
                return read;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    private final class Upload implements AttachmentUpload {

        private final Place place;
        private final ByteArrayOutputStream bytes;
        private boolean isDone;

        Upload(Place place, ByteArrayOutputStream bytes) {
            this.place = place;
            this.bytes = bytes;
        }

        @Override
        public long received() {
            synchronized (MemoryUploads.this) {
                return bytes.size();
            }
        }

        @Override
        public void append(byte[] more, int from, int length) {
            synchronized (MemoryUploads.this) {
                checkMine();
                if (bytes.size() + (long) length > place.content().size()) {
                    throw new StorageException.BadRequest("More came than the %d bytes that were announced."
                            .formatted(place.content().size()));
                }
                bytes.write(more, from, length);
            }
        }

        @Override
        public void finish() {
            synchronized (MemoryUploads.this) {
                checkMine();
                if (bytes.size() < place.content().size()) {
                    throw new StorageException.BadRequest("%d of %d bytes have not come."
                            .formatted(
                                    place.content().size() - bytes.size(),
                                    place.content().size()));
                }
                if (!Signature.of(bytes.toByteArray()).equals(place.content().sha256())) {
                    uploads.remove(place);
                    throw new StorageException.BadRequest(
                            "What came is not what was announced: the file has changed meanwhile, or was damaged on the way. Send it again.");
                }
                isDone = true;
            }
        }

        @Override
        public void discard() {
            synchronized (MemoryUploads.this) {
                uploads.remove(place, this);
            }
        }

        @Override
        public void close() {
            // what came stays
        }

        private void checkMine() {
            if (uploads.get(place) != this) {
                throw new StorageException.Conflict(
                        "This upload was begun again elsewhere, or thrown away; it goes on there.");
            }
        }
    }
}
