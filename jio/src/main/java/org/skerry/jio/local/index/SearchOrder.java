package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldComparator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Pruning;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.skerry.jio.query.FieldView;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.SortKey;

/** How Lucene puts matches in order: as a request wants them, then by id. For one state of the index, by one thread. */
final class SearchOrder {

    /** Up to so many matches the ids are compared; to find out which ids could come first takes longer. */
    private static final int FEW_IDS = 50_000;

    private static final SortField BY_ID = new SortField(RecordDocument.ID, SortField.Type.STRING);

    /** The same order, without looking for the ids that could come first. */
    private static final SortField BY_COMPARED_ID = new SortField(RecordDocument.ID, SortField.Type.STRING) {
        @Override
        public FieldComparator<?> getComparator(int rows, Pruning pruning) {
            return super.getComparator(rows, Pruning.NONE);
        }
    };

    static final Sort IDS = new Sort(BY_ID);
    static final Sort RANKED = new Sort(SortField.FIELD_SCORE, BY_ID);

    private static final Sort COMPARED_IDS = new Sort(BY_COMPARED_ID);

    private final IndexSearcher searcher;
    private final FieldNames names;
    private final FieldMarks marks;
    private final KeySchema schema;

    SearchOrder(IndexSearcher searcher, FieldNames names, FieldMarks marks, KeySchema schema) {
        this.searcher = searcher;
        this.names = names;
        this.marks = marks;
        this.schema = schema;
    }

    /** The index cannot sort that; the evaluator can. */
    static final class NotIndexed extends Exception {
        private static final long serialVersionUID = 1L;

        NotIndexed() {
            super("the index has no order for this", null, false, false);
        }
    }

    /**
     * The order as bytes, in which any place can be found again.
     *
     * @param query what is put in order: what others have does not matter
     */
    Sort of(List<SortKey> sortOn, Query query) throws IOException, NotIndexed {
        List<SortField> fields = new ArrayList<>();
        for (SortKey key : sortOn) {
            field(key, query).ifPresent(fields::add);
        }
        fields.add(BY_ID);
        return new Sort(fields.toArray(SortField[]::new));
    }

    private Optional<SortField> field(SortKey key, Query query) throws IOException, NotIndexed {
        if (!schema.sortsPlainly(key.field())) {
            throw new NotIndexed();
        }
        boolean isDescending = key.direction() == SortKey.Direction.DESCENDING;
        if (key.field().equals(FieldView.ID)) {
            return Optional.of(new SortField(RecordDocument.ID, SortField.Type.STRING, isDescending));
        }
        if (names.isOwn(key.field())) {
            checkCut(key.field(), query);
            return Optional.of(new SortField(FieldNames.sort(key.field()), SortField.Type.STRING, isDescending));
        }
        if (count(query, RecordDocument.has(key.field())) > 0) {
            throw new NotIndexed();
        }
        return Optional.empty();
    }

    /** Two cut values may be equal here and not in truth. */
    private void checkCut(String field, Query query) throws IOException, NotIndexed {
        if (marks.has(RecordDocument.IS_CUT, field)
                && count(query, RecordDocument.isMarked(RecordDocument.IS_CUT, field)) > 1) {
            throw new NotIndexed();
        }
    }

    /** How many records of a query have a term; not those of older records. */
    private int count(Query query, Term term) throws IOException {
        if (searcher.getIndexReader().docFreq(term) == 0) {
            return 0;
        }
        return searcher.count(new BooleanQuery.Builder()
                .add(query, Occur.FILTER)
                .add(new TermQuery(term), Occur.FILTER)
                .build());
    }

    /**
     * The same order for a first page, which Lucene finds sooner: by numbers, of which it looks only at those that could come
     * first, where all values are; by ids without that, where there are few.
     *
     * @param matches how many there are; negative if nobody knows
     */
    Sort ofFirstPage(List<SortKey> sortOn, Sort order, int matches) throws IOException {
        if (sortOn.isEmpty()) {
            return order.equals(IDS) && matches >= 0 && matches <= FEW_IDS ? COMPARED_IDS : order;
        }
        SortKey first = sortOn.getFirst();
        if (!names.isOwn(first.field()) || !isOnlyNumbers(first.field())) {
            return order;
        }
        SortField[] fields = order.getSort().clone();
        fields[0] = new SortField(
                FieldNames.number(first.field()),
                SortField.Type.DOUBLE,
                fields[0].getReverse(),
                Double.NEGATIVE_INFINITY); // for the missing ones, which come first
        return new Sort(fields);
    }

    private boolean isOnlyNumbers(String field) throws IOException {
        if (marks.has(RecordDocument.SORTS_OTHERWISE, field)) {
            return false;
        }
        for (LeafReaderContext segment : searcher.getLeafContexts()) {
            if (segment.reader().getPointValues(FieldNames.number(field)) != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether there are numbers and texts among what a request is sorted by. */
    boolean hasUnlikeTypes(List<SortKey> sortOn) throws IOException {
        for (SortKey key : sortOn) {
            boolean hasNumbers = marks.has(RecordDocument.SORTS_AS_NUMBER, key.field());
            if (hasNumbers && marks.has(RecordDocument.SORTS_AS_TEXT, key.field())) {
                return true;
            }
        }
        return false;
    }
}
