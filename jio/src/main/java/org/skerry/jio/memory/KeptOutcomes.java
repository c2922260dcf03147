package org.skerry.jio.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Caller;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;

/** The outcomes of writes that may be repeated. Its owner's lock guards it. */
final class KeptOutcomes {

    /** What became of a write; the digest tells what it was. */
    private record Outcome(String digest, Optional<StorageException.Conflict> conflict) {}

    /** A writer at a PC: what others have under the same name is not his. */
    private record Writer(String pc, String name) {}

    private final Map<Writer, TreeMap<Long, Outcome>> byWriter = new LinkedHashMap<>(16, 0.75f, true);
    private int size;

    /**
     * The outcome of this write if it was seen before: empty for a success.
     *
     * @return null if it is new
     * @throws StorageException.Conflict if nobody knows any more, or another write has the key
     */
    @Nullable
    Optional<StorageException.Conflict> find(Caller caller, WriteKey.Numbered key, String digest) {
        TreeMap<Long, Outcome> outcomes = byWriter.get(new Writer(caller.key(), key.writer()));
        if (outcomes == null) {
            return null;
        }
        Outcome outcome = outcomes.get(key.counter());
        if (outcome == null && key.counter() <= outcomes.lastKey() - WriteKey.KEPT_PER_WRITER) {
            throw key.tooOld();
        }
        if (outcome == null) {
            return null;
        }
        if (!outcome.digest().equals(digest)) {
            throw key.usedBefore();
        }
        return outcome.conflict();
    }

    void keep(Caller caller, WriteKey.Numbered key, String digest, Optional<StorageException.Conflict> outcome) {
        TreeMap<Long, Outcome> outcomes =
                byWriter.computeIfAbsent(new Writer(caller.key(), key.writer()), writer -> new TreeMap<>());
        outcomes.put(key.counter(), new Outcome(digest, outcome));
        Map<Long, Outcome> old = outcomes.headMap(outcomes.lastKey() - WriteKey.KEPT_PER_WRITER, true);
        size += 1 - old.size();
        old.clear();
        for (Iterator<TreeMap<Long, Outcome>> longestUnused = byWriter.values().iterator(); size > WriteKey.KEPT; ) {
            size -= longestUnused.next().size();
            longestUnused.remove();
        }
    }
}
