package org.skerry.system.bench.query;

import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.query.AllDocs;

/** One question to a storage. */
sealed interface Ask {

    /** What somebody does before he asks; its time does not count. */
    default void prepare(Storage storage) {}

    /**
     * Asks.
     *
     * @return how many records match
     */
    long of(Storage storage);

    record Get(RecordId id) implements Ask {
        @Override
        public long of(Storage storage) {
            storage.get(id);
            return 1;
        }
    }

    record Find(AllDocs request) implements Ask {
        @Override
        public long of(Storage storage) {
            return storage.allDocs(request).totalCount();
        }
    }

    /** The next page of what was shown before. */
    record FindNext(AllDocs before, AllDocs request) implements Ask {
        @Override
        public void prepare(Storage storage) {
            storage.allDocs(before);
        }

        @Override
        public long of(Storage storage) {
            return storage.allDocs(request).totalCount();
        }
    }
}
