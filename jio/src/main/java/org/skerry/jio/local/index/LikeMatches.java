package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.DocIdSetBuilder;
import org.apache.lucene.util.LongBitSet;
import org.jspecify.annotations.Nullable;
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

    private final List<SearchedField> fields = new ArrayList<>();

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
            if (reader.getFieldInfos().fieldInfo(FieldNames.values(name)) != null) {
                fields.add(new SearchedField(name));
            }
        }
    }

    boolean isImpossible() {
        return fields.isEmpty();
    }

    /** Whether one document matches; documents in ascending order. */
    boolean test(int document) throws IOException {
        for (SearchedField field : fields) {
            if (field.values().test(document)) {
                return true;
            }
        }
        return false;
    }

    /** Adds all documents that match. */
    void gather(DocIdSetBuilder found) throws IOException {
        for (SearchedField field : fields) {
            field.gather(found);
            field.opened = null;
        }
    }

    private boolean matches(BytesRef term) {
        boolean isLeftOut = searchedOnly && ValueTerm.tag(term) == ValueTerm.FALSY;
        return !isLeftOut && matches(term.bytes, term.offset + 1, term.offset + ValueTerm.foldedEnd(term));
    }

    private boolean matches(byte[] folded, int from, int end) {
        return bytes.isPresent()
                ? bytes.get().matches(folded, from, end)
                : pattern.matches(Utf16Bytes.text(folded, from, end));
    }

    /** One field in this segment. Its values are opened when they are needed: where the grams are nowhere, they are not. */
    private final class SearchedField {

        private final String name;
        private @Nullable FieldValues opened;

        SearchedField(String name) {
            this.name = name;
        }

        FieldValues values() throws IOException {
            if (opened == null) {
                opened = new FieldValues(name, DocValues.getSortedSet(reader, FieldNames.values(name)));
            }
            return opened;
        }

        void gather(DocIdSetBuilder found) throws IOException {
            if (grams.isEmpty()) {
                values().gatherAll(found);
                return;
            }
            List<PostingsEnum> candidates = candidates();
            if (!candidates.isEmpty()
                    && candidates.getFirst().cost() > values().count() / MANY_CANDIDATES
                    && !isOneGram) {
                values().gatherAll(found);
                return;
            }
            if (!candidates.isEmpty()) {
                gatherAmong(candidates, found);
            }
            PostingsEnum withoutGrams = postings(RecordDocument.isMarked(RecordDocument.HAS_NO_GRAMS, name));
            if (withoutGrams != null) {
                opened = null; // values can be read in the order of documents only, and this begins anew
                values().gatherAmong(withoutGrams, found);
            }
        }

        private void gatherAmong(List<PostingsEnum> candidates, DocIdSetBuilder found) throws IOException {
            if (isOneGram) {
                Interrupts.check();
                found.add(candidates.getFirst());
            } else if (candidates.size() == 1) {
                values().gatherAmong(candidates.getFirst(), found);
            } else {
                values().gatherAmong(
                                ConjunctionUtils.intersectIterators(new ArrayList<DocIdSetIterator>(candidates)),
                                found);
            }
        }

        private @Nullable PostingsEnum postings(Term term) throws IOException {
            Terms terms = reader.terms(term.field());
            TermsEnum found = terms == null ? TermsEnum.EMPTY : terms.iterator();
            return found.seekExact(term.bytes()) ? found.postings(null, PostingsEnum.NONE) : null;
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
    }

    /** The values of one field in this segment. */
    private final class FieldValues {

        private final String name;
        private final SortedSetDocValues values;
        /** Opened when the first long text is met: it takes memory. */
        private @Nullable BinaryDocValues longTexts;

        /** The number of the first value that is a {@link ValueTerm#LONG} one: they are the last. */
        private final long firstLong;

        private final LongBitSet compared;
        private final LongBitSet matching;

        FieldValues(String name, SortedSetDocValues values) throws IOException {
            this.name = name;
            this.values = values;
            long place = values.lookupTerm(ValueTerm.prefix(ValueTerm.LONG, ""));
            this.firstLong = place < 0 ? -place - 1 : place;
            this.compared = new LongBitSet(values.getValueCount());
            this.matching = new LongBitSet(values.getValueCount());
        }

        boolean test(int document) throws IOException {
            if (!values.advanceExact(document)) {
                return false;
            }
            boolean hasLong = false;
            for (int i = 0; i < values.docValueCount(); i++) {
                long value = values.nextOrd();
                if (value >= firstLong) {
                    hasLong = true;
                } else if (isMatching(value)) {
                    return true;
                }
            }
            return hasLong && longTexts().advanceExact(document) && hasLongMatch();
        }

        private BinaryDocValues longTexts() throws IOException {
            if (longTexts == null) {
                longTexts = DocValues.getBinary(reader, FieldNames.longTexts(name));
            }
            return longTexts;
        }

        private boolean hasLongMatch() throws IOException {
            return LongTexts.anyMatches(longTexts().binaryValue(), LikeMatches.this::matches);
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

        long count() {
            return values.getValueCount();
        }

        /** Adds those of some documents that match. */
        void gatherAmong(DocIdSetIterator candidates, DocIdSetBuilder found) throws IOException {
            DocIdSetBuilder.BulkAdder adder = found.grow((int) Math.min(candidates.cost(), reader.maxDoc()));
            int steps = 0;
            for (int doc = candidates.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = candidates.nextDoc()) {
                if (++steps % STEPS_BETWEEN_CHECKS == 0) {
                    Interrupts.check();
                }
                if (test(doc)) {
                    adder.add(doc);
                }
            }
        }

        /** Compares all values in order, and adds the documents of those that match. */
        void gatherAll(DocIdSetBuilder found) throws IOException {
            long matched = compareAll();
            if (matched > MAX_LOOKUPS) {
                gatherByDocuments(found);
            } else if (matched > 0) {
                gatherByTerms(found);
            }
            if (firstLong < values.getValueCount()) {
                gatherLong(found);
            }
        }

        private void gatherLong(DocIdSetBuilder found) throws IOException {
            BinaryDocValues all = longTexts();
            DocIdSetBuilder.BulkAdder adder = found.grow((int) Math.min(all.cost(), reader.maxDoc()));
            for (int doc = all.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = all.nextDoc()) {
                Interrupts.check();
                if (hasLongMatch()) {
                    adder.add(doc);
                }
            }
        }

        private long compareAll() throws IOException {
            TermsEnum all = values.termsEnum();
            long matched = 0;
            for (BytesRef term = all.next(); term != null && all.ord() < firstLong; term = all.next()) {
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
                    Interrupts.check();
                    found.add(postings);
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
    }
}
