package org.skerry.system.reliability;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.skerry.jio.Expected;
import org.skerry.jio.ForwardingStorage;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import tools.jackson.databind.node.ObjectNode;

/** What somebody could do wrong in a storage. */
enum Mistake {
    /** It is acknowledged and not done. */
    LOSES_A_WRITE,
    /** An expectation is not looked at. */
    FORGETS_WHAT_WAS_EXPECTED,
    /** What is removed is as if it had never been. */
    FORGETS_TOMBSTONES,
    /** {@code gone} is not looked at. */
    OVERWRITES_A_SUCCESSOR,
    /** A conflict is told, and the write done all the same. */
    WRITES_WHAT_IT_REFUSES,
    /** Something is refused that fits. */
    REFUSES_WHAT_FITS,
    /** Reads give what was there before the last write. */
    READS_THE_PAST,
    /** Reads change between the present and the past. */
    READS_TO_AND_FRO,
    /** A query gives what was there before the last write. */
    ASKS_AN_OLD_INDEX,
    /** An earlier write is done once more, later. */
    WRITES_TWICE,
    /** What was removed comes back. */
    RESURRECTS,
    /** A removal is acknowledged and not done. */
    KEEPS_WHAT_IS_REMOVED;

    /** One call in so many goes wrong, where all would be too easy to find. */
    private static final int SELDOM = 7;

    Storage made(Storage storage) {
        return new Made(storage, this);
    }

    private static final class Made extends ForwardingStorage {
        private final Storage storage;
        private final Mistake mistake;
        private final AtomicInteger calls = new AtomicInteger();
        private final Map<RecordId, Optional<ObjectNode>> past = new HashMap<>();
        private Optional<Write.Put> earlier = Optional.empty();

        Made(Storage storage, Mistake mistake) {
            super(storage);
            this.storage = storage;
            this.mistake = mistake;
        }

        private boolean isSeldom() {
            return calls.incrementAndGet() % SELDOM == 0;
        }

        @Override
        public synchronized void apply(Write write, WriteKey key) {
            Optional<ObjectNode> before = there(write.id());
            switch (mistake) {
                case LOSES_A_WRITE -> {
                    if (!isSeldom()) {
                        storage.apply(write, key);
                    }
                }
                case FORGETS_WHAT_WAS_EXPECTED -> storage.apply(any(write), key);
                case FORGETS_TOMBSTONES -> storage.apply(with(write, Expected.ABSENT, Expected.GONE), key);
                case OVERWRITES_A_SUCCESSOR -> storage.apply(with(write, Expected.GONE, Expected.ANY), key);
                case WRITES_WHAT_IT_REFUSES -> {
                    try {
                        storage.apply(write, key);
                    } catch (StorageException.Conflict conflict) {
                        storage.apply(any(write), key);
                        throw conflict;
                    }
                }
                case REFUSES_WHAT_FITS -> {
                    if (isSeldom()) {
                        throw new StorageException.Conflict("No.");
                    }
                    storage.apply(write, key);
                }
                case WRITES_TWICE -> {
                    storage.apply(write, key);
                    if (isSeldom()) {
                        earlier.ifPresent(put -> storage.apply(any(put), WriteKey.NONE));
                    }
                    earlier = write instanceof Write.Put put ? Optional.of(put) : earlier;
                }
                case RESURRECTS -> {
                    storage.apply(write, key);
                    if (write instanceof Write.Remove) {
                        before.ifPresent(body -> storage.put(write.id(), body));
                    }
                }
                case KEEPS_WHAT_IS_REMOVED -> {
                    if (!(write instanceof Write.Remove remove && remove.expected() instanceof Expected.Any)) {
                        storage.apply(write, key);
                    }
                }
                case READS_THE_PAST, READS_TO_AND_FRO, ASKS_AN_OLD_INDEX -> storage.apply(write, key);
            }
            past.put(write.id(), before);
        }

        private Optional<ObjectNode> there(RecordId id) {
            try {
                return Optional.of(storage.get(id));
            } catch (StorageException.NotFound none) {
                return Optional.empty();
            }
        }

        private static Write any(Write write) {
            return switch (write) {
                case Write.Put put -> new Write.Put(put.id(), put.body(), Expected.ANY);
                case Write.Remove remove -> new Write.Remove(remove.id(), Expected.ANY);
                default -> write;
            };
        }

        private static Write with(Write write, Expected one, Expected other) {
            return write instanceof Write.Put put && put.expected().equals(one)
                    ? new Write.Put(put.id(), put.body(), other)
                    : write;
        }

        @Override
        public synchronized ObjectNode get(RecordId id) {
            boolean isPast = mistake == READS_THE_PAST || (mistake == READS_TO_AND_FRO && isSeldom());
            return isPast && past.containsKey(id)
                    ? past.get(id).orElseThrow(() -> StorageException.NotFound.record(id))
                    : storage.get(id);
        }

        @Override
        public synchronized Answer allDocs(AllDocs request) {
            return mistake == ASKS_AN_OLD_INDEX && isSeldom() ? new Answer(List.of(), 0) : storage.allDocs(request);
        }
    }
}
