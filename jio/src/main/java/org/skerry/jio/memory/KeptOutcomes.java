package org.skerry.jio.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;

/** The outcomes of writes that may be repeated. Its owner's lock guards it. */
final class KeptOutcomes {

    private final Map<String, TreeMap<Long, Optional<StorageException.Conflict>>> byWriter =
            new LinkedHashMap<>(16, 0.75f, true);
    private int size;

    /**
     * The outcome of this write if it was seen before: empty for a success.
     *
     * @return null if it is new
     * @throws StorageException.Conflict if nobody knows any more
     */
    @Nullable
    Optional<StorageException.Conflict> find(WriteKey.Numbered key) {
        TreeMap<Long, Optional<StorageException.Conflict>> outcomes = byWriter.get(key.writer());
        if (outcomes == null) {
            return null;
        }
        Optional<StorageException.Conflict> outcome = outcomes.get(key.counter());
        if (outcome == null && key.counter() <= outcomes.lastKey() - WriteKey.KEPT_PER_WRITER) {
            throw key.tooOld();
        }
        return outcome;
    }

    void keep(WriteKey.Numbered key, Optional<StorageException.Conflict> outcome) {
        TreeMap<Long, Optional<StorageException.Conflict>> outcomes =
                byWriter.computeIfAbsent(key.writer(), writer -> new TreeMap<>());
        outcomes.put(key.counter(), outcome);
        Map<Long, Optional<StorageException.Conflict>> old =
                outcomes.headMap(outcomes.lastKey() - WriteKey.KEPT_PER_WRITER, true);
        size += 1 - old.size();
        old.clear();
        for (Iterator<TreeMap<Long, Optional<StorageException.Conflict>>> longestUnused =
                        byWriter.values().iterator();
                size > WriteKey.KEPT; ) {
            size -= longestUnused.next().size();
            longestUnused.remove();
        }
    }
}
