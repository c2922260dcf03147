package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.skerry.jio.query.Facet;
import org.skerry.jio.query.FacetCounts;
import org.skerry.jio.query.FacetCounts.ValueCount;
import org.skerry.jio.query.Interrupts;
import org.skerry.jio.query.LikePattern;

/**
 * Puts the counts of all segments together: their terms are in order, so the same value comes up in all of them at once, and
 * no more than the most frequent values is held.
 */
final class FacetMerge {

    /** The most frequent first. */
    private static final Comparator<ValueCount> ORDER =
            Comparator.comparingLong(ValueCount::count).reversed().thenComparing(ValueCount::value);

    private final Facet facet;
    private final String prefix;
    private final PriorityQueue<Cursor> cursors = new PriorityQueue<>(Comparator.comparing(cursor -> cursor.term));
    private final PriorityQueue<ValueCount> best = new PriorityQueue<>(ORDER.reversed());

    /** Values that JavaScript takes for false have terms of their own, the first of all; few. */
    private final Map<String, Long> falsy = new HashMap<>();

    private long distinct;

    /** A segment's terms that were met, in order. */
    private static final class Cursor {
        private final TermsEnum terms;
        private final int[] counts;
        private BytesRef term = new BytesRef();

        Cursor(FacetSearch.Segment segment) throws IOException {
            this.terms = segment.values().termsEnum();
            this.counts = segment.counts();
        }

        boolean next() throws IOException {
            for (BytesRef next = terms.next(); next != null; next = terms.next()) {
                if (count() > 0) {
                    term = next;
                    return true;
                }
            }
            return false;
        }

        int count() throws IOException {
            return counts[(int) terms.ord()];
        }
    }

    FacetMerge(Facet facet, List<FacetSearch.Segment> segments) throws IOException {
        this.facet = facet;
        this.prefix = LikePattern.fold(facet.prefix());
        for (FacetSearch.Segment segment : segments) {
            Cursor cursor = new Cursor(segment);
            if (cursor.next()) {
                cursors.add(cursor);
            }
        }
    }

    FacetCounts counts() throws IOException {
        while (!cursors.isEmpty()) {
            Interrupts.check();
            BytesRef term = BytesRef.deepCopyOf(cursors.element().term);
            long count = 0;
            while (!cursors.isEmpty() && cursors.element().term.equals(term)) {
                Cursor cursor = cursors.remove();
                count += cursor.count();
                if (cursor.next()) {
                    cursors.add(cursor);
                }
            }
            add(term, count);
        }
        falsy.forEach(this::addValue);
        List<ValueCount> values = new ArrayList<>(best);
        values.sort(ORDER);
        return new FacetCounts(facet.field(), values, distinct);
    }

    private void add(BytesRef term, long count) {
        if (ValueTerm.tag(term) == ValueTerm.LONG || !ValueTerm.folded(term).startsWith(prefix)) {
            return;
        }
        String text = ValueTerm.text(term);
        if (ValueTerm.tag(term) == ValueTerm.FALSY) {
            falsy.put(text, count);
        } else {
            Long more = falsy.remove(text);
            addValue(text, more == null ? count : count + more);
        }
    }

    private void addValue(String text, long count) {
        distinct++;
        best.add(new ValueCount(text, count));
        if (best.size() > facet.limit()) {
            best.remove();
        }
    }
}
