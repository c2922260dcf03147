package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;

/**
 * Puts rows in the order of jIO's {@code sort_on}, or of how well they fit, keeping no more of them than the limit needs.
 *
 * <p>The order is JavaScript's wherever JavaScript has one. Where a sort key holds values of unlike types and JavaScript's
 * comparison contradicts itself on the rows found, or where more than {@link #MAX_CHECKED} rows or very long values would have
 * to be looked at to know, numbers come before texts; this depends on the records found and not on the limit, so that pages fit
 * together.
 */
final class RowSorter {

    /** Up to so many rows with values of unlike types are compared pairwise for contradictions, which takes some 50 ms. */
    static final int MAX_CHECKED = 1_000;

    /** How much the values of rows may weigh that are compared pairwise, in bytes of memory. */
    private static final long MAX_CHECKED_WEIGHT = RowWeight.MAX / 4;

    /** When so much is held, what the limit does not need is dropped. */
    private static final long MAX_WEIGHT = RowWeight.MAX;

    /** How much the needed rows may weigh: dropping the others then makes room for many more. */
    private static final long MAX_NEEDED_WEIGHT = RowWeight.MAX / 4 * 3;

    private static final int ENTRY = 128;
    private static final int ELEMENT = 32;

    /** A row to be: where its record is to be had. */
    record Found(RecordId id, Supplier<StoredRecord> record) {}

    /** A record's sort values; rows that compare equal stay in the order they came. */
    private record Entry(List<SortValue> values, long place, long weight, Found found) {}

    private record Column(Function<StoredRecord, SortValue> value, SortKey.Direction direction) {}

    private final List<Column> columns;
    private final long needed;
    private final int capacity;
    private final int[] typesSeen;
    private List<Entry> entries = new ArrayList<>();
    private @Nullable Entry worst;
    private long added;
    private long addedWeight;
    private long heldWeight;

    private RowSorter(List<Column> columns, long needed) {
        this.columns = columns;
        typesSeen = new int[columns.size()];
        this.needed = needed;
        capacity =
                (int) Math.min(2 * Math.max(Math.min(needed, Integer.MAX_VALUE), MAX_CHECKED), Integer.MAX_VALUE - 8);
    }

    /** @param needed how many of the first rows are wanted */
    static RowSorter by(List<SortKey> sortOn, KeySchema schema, long needed) {
        List<Column> columns = new ArrayList<>();
        for (SortKey key : sortOn) {
            KeySchema.Resolved resolved = schema.resolveForSort(key.field());
            columns.add(new Column(candidate -> read(resolved, candidate), key.direction()));
        }
        return new RowSorter(columns, needed);
    }

    /** What fits best comes first. */
    static RowSorter by(ToDoubleFunction<StoredRecord> score, long needed) {
        Function<StoredRecord, SortValue> value =
                candidate -> new SortValue(List.of(new SortValue.Element.Numeric(score.applyAsDouble(candidate))));
        return new RowSorter(List.of(new Column(value, SortKey.Direction.DESCENDING)), needed);
    }

    /** @throws org.skerry.jio.StorageException.TooLarge if the rows that the limit needs hold too much */
    void add(StoredRecord candidate, Function<StoredRecord, Supplier<StoredRecord>> again) {
        List<SortValue> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            SortValue value = columns.get(i).value().apply(candidate);
            typesSeen[i] |= value.types();
            values.add(value);
        }
        long weight = weight(candidate.id(), values);
        added++;
        addedWeight += weight;
        if (worst == null || compare(values, worst.values(), Comparator.naturalOrder()) < 0) {
            entries.add(new Entry(values, added, weight, new Found(candidate.id(), again.apply(candidate))));
            heldWeight += weight;
            if (entries.size() == capacity || heldWeight > MAX_WEIGHT) {
                dropSurplus();
            }
        }
    }

    private static long weight(RecordId id, List<SortValue> values) {
        long weight = ENTRY + RowWeight.text(id.text());
        for (SortValue value : values) {
            for (SortValue.Element element : value.elements()) {
                weight += ELEMENT + (element instanceof SortValue.Element.Text(var text) ? RowWeight.text(text) : 0);
            }
        }
        return weight;
    }

    // So many or such heavy rows are not checked pairwise: the total order is settled.
    private void dropSurplus() {
        entries.sort(this::totalOrder);
        entries = new ArrayList<>(entries.subList(0, (int) Math.min(needed, entries.size())));
        heldWeight = entries.stream().mapToLong(Entry::weight).sum();
        if (heldWeight > MAX_NEEDED_WEIGHT) {
            throw RowWeight.tooLarge();
        }
        if (entries.size() == needed) {
            worst = entries.getLast();
        }
    }

    /** The first rows in order, as many as needed. */
    List<Found> sorted() {
        boolean isTotal = added > MAX_CHECKED || addedWeight > MAX_CHECKED_WEIGHT;
        if (!hasMixedTypes() || isTotal || !sortAsJavaScript()) {
            entries.sort(this::totalOrder);
        }
        return entries.stream().limit(needed).map(Entry::found).toList();
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
        Interrupts.check();
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
