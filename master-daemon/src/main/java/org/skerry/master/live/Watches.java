package org.skerry.master.live;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.skerry.jio.Storage;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.RecordView;

/** The queries that are followed, each once for all who see alike; those that nobody holds any more are forgotten. */
final class Watches {

    private static final int FIRST_TIDY = 1_024;

    private record Key(Query query, RecordView view) {}

    private final Storage storage;
    private final Map<Key, WeakReference<Watch>> watches = new HashMap<>();
    private int nextTidy = FIRST_TIDY;

    Watches(Storage storage) {
        this.storage = storage;
    }

    Watch of(Query query, RecordView view) {
        Key key = new Key(query, view);
        WeakReference<Watch> known = watches.get(key);
        Watch watch = known == null ? null : known.get();
        if (watch == null) {
            watch = new Watch(view, storage.evaluator().matcherOfFew(query));
            watches.put(key, new WeakReference<>(watch));
            tidy();
        }
        return watch;
    }

    private void tidy() {
        if (watches.size() >= nextTidy) {
            watches.values().removeIf(watch -> watch.get() == null);
            nextTidy = Math.max(FIRST_TIDY, 2 * watches.size());
        }
    }
}
