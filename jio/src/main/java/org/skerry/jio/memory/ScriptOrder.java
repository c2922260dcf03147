package org.skerry.jio.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordId;

/**
 * A map in the order of a JavaScript object, which is the order of jIO's memory storage: array indices ascending, then
 * the others as they were first put.
 */
final class ScriptOrder<V> {

    /** ECMAScript's largest array index is 2^32 - 2. */
    private static final long MAX_INDEX = (1L << 32) - 2;

    private static final int MAX_INDEX_DIGITS = 10;

    private final Map<Long, V> indexed = new TreeMap<>();
    private final Map<RecordId, V> named = new LinkedHashMap<>();

    @Nullable
    V get(RecordId id) {
        long index = indexOf(id.text());
        return index < 0 ? named.get(id) : indexed.get(index);
    }

    void put(RecordId id, V value) {
        long index = indexOf(id.text());
        if (index < 0) {
            named.put(id, value);
        } else {
            indexed.put(index, value);
        }
    }

    void remove(RecordId id) {
        long index = indexOf(id.text());
        if (index < 0) {
            named.remove(id);
        } else {
            indexed.remove(index);
        }
    }

    List<V> values() {
        List<V> all = new ArrayList<>(indexed.size() + named.size());
        all.addAll(indexed.values());
        all.addAll(named.values());
        return all;
    }

    /** -1 for a text that is not the shortest decimal form of an index. */
    private static long indexOf(String text) {
        boolean hasLeadingZero = text.length() > 1 && text.charAt(0) == '0';
        if (text.length() > MAX_INDEX_DIGITS || hasLeadingZero || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        long index = Long.parseLong(text);
        return index <= MAX_INDEX ? index : -1;
    }
}
