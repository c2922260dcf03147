package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.DocIdSetBuilder;
import org.apache.lucene.util.LongBitSet;
import org.skerry.jio.query.Interrupts;
import org.skerry.jio.query.LikePattern;

/**
 * Finds in one segment the documents whose values match a pattern. Each distinct value is compared at most once, and there
 * are two ways to the values: all of them in order, or those of the documents that have the pattern's grams. Where the
 * pattern asks for a single gram, having it is enough.
 */
final class LikeMatches {

    /** With candidates for one in so many values, all values in order are faster than the candidates' one by one. */
    private static final int MANY_CANDIDATES = 12;

    /** How many matching values are looked up in the terms; more are looked for in all documents. */
    private static final int MAX_LOOKUPS = 1_024;

    private static final int STEPS_BETWEEN_CHECKS = 1 << 10;

    private final LeafReader reader;
    private final LikePattern pattern;
    private final Optional<TermPattern> bytes;
    private final boolean searchedOnly;
    private final Set<String> grams;

    /** Who has the gram matches. */
    private final boolean isOneGram;

    private final List<FieldValues> fields = new ArrayList<>();

    LikeMatches(LeafReader reader, List<String> names, LikePattern pattern, boolean searchedOnly) throws IOException {
        this.reader = reader;
        this.pattern = pattern;
        this.bytes = TermPattern.of(pattern);
        this.searchedOnly = searchedOnly;
        this.grams = Grams.of(pattern);
        this.isOneGram = pattern.onlyPart()
                .filter(part -> Grams.isOne(part) && !(searchedOnly && ValueTerm.mayBeInFalsy(part)))
                .isPresent();
        for (String name : names) {
            SortedSetDocValues values = reader.getSortedSetDocValues(FieldNames.values(name));
            if (values != null) {
                fields.add(new FieldValues(name, values));
            }
        }
    }

    boolean isImpossible() {
        return fields.isEmpty();
    }

    /** Whether one document matches; documents in ascending order. */
    boolean test(int document) throws IOException {
        for (FieldValues field : fields) {
            if (field.test(document)) {
                return true;
            }
        }
        return false;
    }

    /** Adds all documents that match. */
    void gather(DocIdSetBuilder found) throws IOException {
        for (FieldValues field : fields) {
            field.gather(found);
        }
    }

    private boolean matches(BytesRef term) {
        int tag = ValueTerm.tag(term);
        return tag != ValueTerm.LONG
                && !(searchedOnly && tag == ValueTerm.FALSY)
                && (bytes.isPresent() ? bytes.get().matches(term) : pattern.matches(ValueTerm.folded(term)));
    }

    /** The values of one field in this segment. */
    private final class FieldValues {

        private final String name;
        private final SortedSetDocValues values;
        private final LongBitSet compared;
        private final LongBitSet matching;

        FieldValues(String name, SortedSetDocValues values) {
            this.name = name;
            this.values = values;
            this.compared = new LongBitSet(values.getValueCount());
            this.matching = new LongBitSet(values.getValueCount());
        }

        boolean test(int document) throws IOException {
            if (!values.advanceExact(document)) {
                return false;
            }
            for (int i = 0; i < values.docValueCount(); i++) {
                if (isMatching(values.nextOrd())) {
                    return true;
                }
            }
            return false;
        }

        private boolean isMatching(long value) throws IOException {
            if (!compared.get(value)) {
                compared.set(value);
                if (matches(values.lookupOrd(value))) {
                    matching.set(value);
                }
            }
            return matching.get(value);
        }

        void gather(DocIdSetBuilder found) throws IOException {
            if (grams.isEmpty()) {
                gatherByAllValues(found);
                return;
            }
            List<PostingsEnum> candidates = candidates();
            if (candidates.isEmpty()) {
                return;
            }
            PostingsEnum rarest = candidates.getFirst();
            if (isOneGram) {
                add(rarest, found);
            } else if (rarest.cost() > values.getValueCount() / MANY_CANDIDATES) {
                gatherByAllValues(found);
            } else {
                gatherByCandidates(candidates, found);
            }
        }

        /** Who has the grams, the rarest first; empty if some gram is nowhere. */
        private List<PostingsEnum> candidates() throws IOException {
            Terms terms = reader.terms(FieldNames.grams(name));
            if (terms == null) {
                return List.of();
            }
            List<PostingsEnum> candidates = new ArrayList<>();
            TermsEnum all = terms.iterator();
            for (String gram : grams) {
                if (!all.seekExact(Utf16Bytes.of(gram))) {
                    return List.of();
                }
                candidates.add(all.postings(null, PostingsEnum.NONE));
            }
            candidates.sort(Comparator.comparingLong(DocIdSetIterator::cost));
            return candidates;
        }

        private void gatherByCandidates(List<PostingsEnum> candidates, DocIdSetBuilder found) throws IOException {
            DocIdSetIterator both = candidates.size() == 1
                    ? candidates.getFirst()
                    : ConjunctionUtils.intersectIterators(new ArrayList<DocIdSetIterator>(candidates));
            DocIdSetBuilder.BulkAdder adder = found.grow((int) Math.min(both.cost(), reader.maxDoc()));
            int steps = 0;
            for (int doc = both.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = both.nextDoc()) {
                if (++steps % STEPS_BETWEEN_CHECKS == 0) {
                    Interrupts.check();
                }
                if (test(doc)) {
                    adder.add(doc);
                }
            }
        }

        private void gatherByAllValues(DocIdSetBuilder found) throws IOException {
            long matched = compareAll();
            if (matched == 0) {
                return;
            }
            if (matched <= MAX_LOOKUPS) {
                gatherByTerms(found);
            } else {
                gatherByDocuments(found);
            }
        }

        private long compareAll() throws IOException {
            TermsEnum all = values.termsEnum();
            long matched = 0;
            for (BytesRef term = all.next(); term != null; term = all.next()) {
                if (all.ord() % STEPS_BETWEEN_CHECKS == 0) {
                    Interrupts.check();
                }
                if (matches(term)) {
                    matching.set(all.ord());
                    matched++;
                }
            }
            return matched;
        }

        private void gatherByTerms(DocIdSetBuilder found) throws IOException {
            TermsEnum terms = reader.terms(FieldNames.values(name)).iterator();
            PostingsEnum postings = null;
            for (long ord = nextMatching(0); ord >= 0; ord = nextMatching(ord + 1)) {
                if (terms.seekExact(values.lookupOrd(ord))) {
                    postings = terms.postings(postings, PostingsEnum.NONE);
                    add(postings, found);
                }
            }
        }

        private long nextMatching(long from) {
            return from >= matching.length() ? -1 : matching.nextSetBit(from);
        }

        private void gatherByDocuments(DocIdSetBuilder found) throws IOException {
            DocIdSetBuilder.BulkAdder adder = found.grow((int) Math.min(values.cost(), reader.maxDoc()));
            int steps = 0;
            SortedDocValues single = DocValues.unwrapSingleton(reader.getSortedSetDocValues(FieldNames.values(name)));
            if (single != null) {
                gatherSingle(single, adder);
                return;
            }
            for (int doc = values.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = values.nextDoc()) {
                if (++steps % STEPS_BETWEEN_CHECKS == 0) {
                    Interrupts.check();
                }
                for (int i = 0; i < values.docValueCount(); i++) {
                    if (matching.get(values.nextOrd())) {
                        adder.add(doc);
                        break;
                    }
                }
            }
        }

        private void gatherSingle(SortedDocValues single, DocIdSetBuilder.BulkAdder adder) throws IOException {
            for (int doc = single.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = single.nextDoc()) {
                if (matching.get(single.ordValue())) {
                    adder.add(doc);
                }
            }
        }

        private void add(DocIdSetIterator documents, DocIdSetBuilder found) throws IOException {
            Interrupts.check();
            found.add(documents);
        }
    }
}
