package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StoredRecord;

/**
 * Puts rows in the order of jIO's {@code sort_on}, keeping no more of them than the limit needs.
 *
 * <p>The order is JavaScript's wherever JavaScript has one. Where a sort key holds values of unlike types and JavaScript's
 * comparison contradicts itself on the rows found, or where more than {@link #MAX_CHECKED} rows would have to be looked at
 * to know, numbers come before texts; this depends on the records found and not on the limit, so that pages fit together.
 */
final class RowSorter {

    /** Up to so many rows with values of unlike types are compared pairwise for contradictions, which takes some 50 ms. */
    static final int MAX_CHECKED = 1_000;

    /** A record's sort values; rows that compare equal stay in the order they came. */
    private record Entry(List<SortValue> values, long place, Row row) {}

    private record Column(KeySchema.Resolved key, SortKey.Direction direction) {}

    private final List<Column> columns;
    private final long needed;
    private final int capacity;
    private final int[] typesSeen;
    private List<Entry> entries = new ArrayList<>();
    private @Nullable Entry worst;
    private long added;

    /** @param needed how many of the first rows are wanted */
    RowSorter(List<SortKey> sortOn, KeySchema schema, long needed) {
        columns = sortOn.stream()
                .map(key -> new Column(schema.resolveForSort(key.field()), key.direction()))
                .toList();
        typesSeen = new int[columns.size()];
        this.needed = needed;
        capacity =
                (int) Math.min(2 * Math.max(Math.min(needed, Integer.MAX_VALUE), MAX_CHECKED), Integer.MAX_VALUE - 8);
    }

    void add(StoredRecord candidate, Supplier<Row> row) {
        List<SortValue> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            SortValue value = read(columns.get(i).key(), candidate);
            typesSeen[i] |= value.types();
            values.add(value);
        }
        added++;
        if (worst == null || compare(values, worst.values(), Comparator.naturalOrder()) < 0) {
            entries.add(new Entry(values, added, row.get()));
            if (entries.size() == capacity) {
                dropSurplus();
            }
        }
    }

    // There are more than MAX_CHECKED rows by now: the total order is settled.
    private void dropSurplus() {
        entries.sort(this::totalOrder);
        entries = new ArrayList<>(entries.subList(0, (int) Math.min(needed, entries.size())));
        worst = entries.isEmpty() ? null : entries.getLast();
    }

    /** The first rows in order, as many as needed. */
    List<Row> sorted() {
        if (!hasMixedTypes() || added > MAX_CHECKED || !sortAsJavaScript()) {
            entries.sort(this::totalOrder);
        }
        return entries.stream().limit(needed).map(Entry::row).toList();
    }

    private static SortValue read(KeySchema.Resolved key, StoredRecord candidate) {
        if (key.readFrom().equals(RecordMatcher.ID)) {
            return new SortValue(
                    List.of(new SortValue.Element.Text(candidate.id().text())));
        }
        var value = candidate.body().path(key.readFrom());
        KeySchema.Cast cast = key.cast();
        return SortValue.of(cast == null ? value : RecordMatcher.castOrMissing(cast, value));
    }

    private boolean hasMixedTypes() {
        for (int types : typesSeen) {
            if (Integer.bitCount(types) > 1) {
                return true;
            }
        }
        return false;
    }

    private int totalOrder(Entry left, Entry right) {
        int sign = compare(left.values(), right.values(), Comparator.naturalOrder());
        return sign != 0 ? sign : Long.compare(left.place(), right.place());
    }

    private static boolean isAscending(Column column) {
        return column.direction() == SortKey.Direction.ASCENDING;
    }

    private int jsOrder(Entry left, Entry right) {
        return compare(left.values(), right.values(), SortValue::jsCompare);
    }

    private int compare(List<SortValue> left, List<SortValue> right, Comparator<SortValue> order) {
        for (int i = 0; i < columns.size(); i++) {
            int sign = order.compare(left.get(i), right.get(i));
            if (sign != 0) {
                return isAscending(columns.get(i)) ? sign : -sign;
            }
        }
        return 0;
    }

    // Insertion sort never minds a comparison that contradicts itself; afterwards each pair is checked.
    private boolean sortAsJavaScript() {
        List<Entry> ordered = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            int at = ordered.size();
            while (at > 0 && jsOrder(ordered.get(at - 1), entry) > 0) {
                at--;
            }
            ordered.add(at, entry);
        }
        if (!isConsistent(ordered)) {
            return false;
        }
        entries = ordered;
        return true;
    }

    private boolean isConsistent(List<Entry> ordered) {
        int tieStart = 0;
        for (int right = 1; right < ordered.size(); right++) {
            Interrupts.check();
            if (jsOrder(ordered.get(right - 1), ordered.get(right)) < 0) {
                tieStart = right;
            }
            for (int left = 0; left < right; left++) {
                int sign = jsOrder(ordered.get(left), ordered.get(right));
                if (left < tieStart ? sign >= 0 : sign != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
