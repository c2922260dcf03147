package org.skerry.jio.local.index;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.search.FieldDoc;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.SortKey;

/**
 * Remembers where pages ended, so that the next page of a long result begins there and not at its first row. Valid for one
 * state of the index. May be used by any thread.
 */
final class Cursors {

    private static final int MAX_QUERIES = 64;
    private static final int MAX_CURSORS = 32;

    /** Pages nearer to the first row are found as fast without. */
    static final int MIN_PLACE = 1_000;

    /**
     * A result: a query and an order on one state of the index.
     *
     * @param request its hash, because a query itself may be megabytes
     */
    record Key(long version, String request) {

        static Key of(long version, Query query, List<SortKey> sortOn) {
            var request = new AllDocs(query, sortOn, Limit.NONE, List.of(), false);
            byte[] hash = ValueTerm.sha256(JsonText.write(AllDocsJson.write(request)));
            return new Key(version, HexFormat.of().formatHex(hash));
        }
    }

    /** @param last the row before that place */
    record Cursor(long place, @Nullable FieldDoc last) {}

    private static final Cursor START = new Cursor(0, null);

    private final Map<Key, TreeMap<Long, Cursor>> results = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, TreeMap<Long, Cursor>> eldest) {
            return size() > MAX_QUERIES;
        }
    };

    /** The last known place at or before a row. */
    synchronized Cursor before(Key key, long row) {
        TreeMap<Long, Cursor> places = results.get(key);
        Map.Entry<Long, Cursor> nearest = places == null ? null : places.floorEntry(row);
        return nearest == null ? START : nearest.getValue();
    }

    synchronized void keep(Key key, Cursor cursor) {
        if (cursor.place() < MIN_PLACE) {
            return;
        }
        TreeMap<Long, Cursor> places = results.computeIfAbsent(key, unused -> new TreeMap<>());
        places.put(cursor.place(), cursor);
        if (places.size() > MAX_CURSORS) {
            places.pollFirstEntry();
        }
    }
}
