package org.skerry.slave.ui.records;

import java.util.AbstractList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableListBase;

/**
 * The numbers 0, 1, 2 ... as a list: the table's items. They cost nothing, however many records there are, and stay the same
 * while what the rows show comes and goes.
 */
public final class RowNumbers extends ObservableListBase<Integer> {

    private int size;

    RowNumbers() {}

    @Override
    public Integer get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return index;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int indexOf(Object number) {
        return number instanceof Integer index && index >= 0 && index < size ? index : -1;
    }

    @Override
    public int lastIndexOf(Object number) {
        return indexOf(number);
    }

    @Override
    public boolean contains(Object number) {
        return indexOf(number) >= 0;
    }

    void resize(int next) {
        int before = size;
        if (next != before) {
            size = next;
            fireChange(new Resized(this, Math.min(before, next), before, next));
        }
    }

    /** Numbers were added or removed at the end; none is copied, unlike in the changes that JavaFX makes itself. */
    private static final class Resized extends ListChangeListener.Change<Integer> {

        private final int from;
        private final int before;
        private final int after;
        private boolean isAtChange;

        Resized(RowNumbers numbers, int from, int before, int after) {
            super(numbers);
            this.from = from;
            this.before = before;
            this.after = after;
        }

        @Override
        public boolean next() {
            boolean isFirst = !isAtChange;
            isAtChange = true;
            return isFirst;
        }

        @Override
        public void reset() {
            isAtChange = false;
        }

        @Override
        public int getFrom() {
            return from;
        }

        @Override
        public int getTo() {
            return Math.max(from, after);
        }

        @Override
        public List<Integer> getRemoved() {
            int removed = Math.max(0, before - after);
            return new AbstractList<>() {
                @Override
                public Integer get(int index) {
                    return from + index;
                }

                @Override
                public int size() {
                    return removed;
                }
            };
        }

        @Override
        protected int[] getPermutation() {
            return new int[0];
        }
    }
}
