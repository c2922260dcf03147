package org.skerry.jio.local.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermQuery;
import org.skerry.jio.query.FieldView;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.LikePattern;
import org.skerry.jio.query.Meaning;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryEvaluator;

/**
 * Turns a jIO query into a Lucene query that matches exactly the records which match it. What the index cannot tell by itself
 * it only narrows down, and leaves to the evaluator ({@link RecheckQuery}). Words count for the score, nothing else does.
 *
 * <p>For one query on one state of the index, by one thread.
 */
final class QueryTranslator {

    private static final org.apache.lucene.search.Query NONE = MatchNoDocsQuery.INSTANCE;
    private static final org.apache.lucene.search.Query EVERY = MatchAllDocsQuery.INSTANCE;

    private final IndexSearcher searcher;
    private final FieldNames names;
    private final FieldMarks marks;
    private final KeySchema schema;
    private final QueryEvaluator evaluator;
    private final LuceneWords words;
    private final RecordSource records;
    private final WordsForm form;

    /** How words are asked for. */
    enum WordsForm {
        /** As they rank. */
        RANKED,
        /** Only where a record has every word as it is, ranked. */
        EXACT,
        /** Without a rank. */
        UNRANKED
    }

    /** @param evaluator of the same schema and words */
    QueryTranslator(
            IndexSearcher searcher,
            FieldNames names,
            FieldMarks marks,
            KeySchema schema,
            QueryEvaluator evaluator,
            LuceneWords words,
            RecordSource records,
            WordsForm form) {
        this.searcher = searcher;
        this.names = names;
        this.marks = marks;
        this.schema = schema;
        this.evaluator = evaluator;
        this.words = words;
        this.records = records;
        this.form = form;
    }

    /** @throws org.skerry.jio.StorageException.BadRequest if the query uses a key that the schema has wrong */
    org.apache.lucene.search.Query translate(Query query) throws IOException {
        return switch (query) {
            case Query.All() -> EVERY;
            case Query.And(var parts) -> and(parts);
            case Query.Or(var parts) -> or(parts);
            case Query.Not(var part) -> not(unranked(part));
            case Query.Compare compare -> compare(compare);
        };
    }

    /** Under NOT nothing ranks, and all that matches is meant. */
    private org.apache.lucene.search.Query unranked(Query part) throws IOException {
        return new QueryTranslator(searcher, names, marks, schema, evaluator, words, records, WordsForm.UNRANKED)
                .translate(part);
    }

    private org.apache.lucene.search.Query and(List<Query> parts) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(EVERY, Occur.FILTER);
        for (Query part : parts) {
            if (part instanceof Query.Not(var excluded)) {
                all.add(unranked(excluded), Occur.MUST_NOT);
            } else {
                all.add(translate(part), hasWords(part) ? Occur.MUST : Occur.FILTER);
            }
        }
        return all.build();
    }

    private org.apache.lucene.search.Query or(List<Query> parts) throws IOException {
        List<org.apache.lucene.search.Query> any = new ArrayList<>();
        for (Query part : parts) {
            any.add(hasWords(part) ? translate(part) : unscored(translate(part)));
        }
        return anyOf(any);
    }

    private static org.apache.lucene.search.Query anyOf(List<org.apache.lucene.search.Query> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        parts.forEach(part -> any.add(part, Occur.SHOULD));
        return any.build();
    }

    private static org.apache.lucene.search.Query allOf(org.apache.lucene.search.Query... parts) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (var part : parts) {
            all.add(part, Occur.FILTER);
        }
        return all.build();
    }

    private static org.apache.lucene.search.Query not(org.apache.lucene.search.Query part) {
        return new BooleanQuery.Builder()
                .add(EVERY, Occur.FILTER)
                .add(part, Occur.MUST_NOT)
                .build();
    }

    private static org.apache.lucene.search.Query unscored(org.apache.lucene.search.Query part) {
        return new BoostQuery(new ConstantScoreQuery(part), 0);
    }

    /** Whether a query has words that count for the score. */
    boolean hasWords(Query query) {
        return switch (query) {
            case Query.All() -> false;
            case Query.And(var parts) -> parts.stream().anyMatch(this::hasWords);
            case Query.Or(var parts) -> parts.stream().anyMatch(this::hasWords);
            case Query.Not not -> false;
            case Query.Compare compare -> Meaning.of(compare, schema, true) instanceof Meaning.Words;
        };
    }

    private org.apache.lucene.search.Query compare(Query.Compare compare) throws IOException {
        return switch (Meaning.of(compare, schema, true)) {
            case Meaning.Nothing() -> NONE;
            case Meaning.Words(var text) -> words(text);
            case Meaning.AnyField(var pattern) -> anyField(pattern, compare);
            case Meaning.Function() -> recheck(EVERY, compare);
            case Meaning.Equal(var field, var text) -> equal(field, text, compare);
            case Meaning.NotEqual(var field, var text) -> {
                // the evaluator says it for fields that are not own, and for ids
                if (!isOwn(field)) {
                    yield otherField(field, compare);
                }
                yield new BooleanQuery.Builder()
                        .add(has(field), Occur.FILTER)
                        .add(equal(field, text, compare), Occur.MUST_NOT)
                        .build();
            }
            case Meaning.Like(var field, var pattern) -> like(field, pattern, compare);
            case Meaning.Relation relation -> relation(relation, compare);
            case Meaning.NumberRelation(var field, var operator, var number) -> {
                if (!isOwn(field)) {
                    yield otherField(field, compare);
                }
                yield anyOf(List.of(
                        numbers(field, operator, number),
                        recheck(marked(RecordDocument.SORTS_AS_TEXT, field), compare)));
            }
        };
    }

    private org.apache.lucene.search.Query words(String text) {
        WordsQuery found = words.words(text);
        return switch (form) {
            case RANKED -> found.query(LuceneWords.FIELD);
            case EXACT -> found.exactly(LuceneWords.FIELD);
            case UNRANKED -> found.unscored(LuceneWords.FIELD);
        };
    }

    /**
     * Whether records that have all words as they are rank before all others: where nothing else can make up for a word. A
     * word counts 8 and less than 1 as it is, at most 4 otherwise, so that up to five words are few enough.
     */
    boolean isExactFirst(Query query) {
        int count = switch (query) {
            case Query.Compare compare -> wordsIn(compare);
            case Query.And(var parts) -> {
                boolean isPlain = parts.stream().allMatch(part -> part instanceof Query.Compare || !hasWords(part));
                yield isPlain ? parts.stream().mapToInt(this::wordsIn).sum() : Integer.MAX_VALUE;
            }
            case Query.All all -> Integer.MAX_VALUE;
            case Query.Or or -> Integer.MAX_VALUE;
            case Query.Not not -> Integer.MAX_VALUE;
        };
        return count > 0 && count <= 5;
    }

    private int wordsIn(Query part) {
        return part instanceof Query.Compare compare
                        && Meaning.of(compare, schema, true) instanceof Meaning.Words(var text)
                ? words.words(text).size()
                : 0;
    }

    private boolean isOwn(String field) {
        return !field.equals(FieldView.ID) && names.isOwn(field);
    }

    /** A field of which the index only knows who has it; or the id. */
    private org.apache.lucene.search.Query otherField(String field, Query.Compare compare) throws IOException {
        return field.equals(FieldView.ID) ? new IdQuery(evaluator.matcher(compare)) : recheck(has(field), compare);
    }

    private org.apache.lucene.search.Query recheck(org.apache.lucene.search.Query candidates, Query.Compare compare) {
        return candidates == NONE ? NONE : new RecheckQuery(candidates, evaluator.matcher(compare), records);
    }

    private org.apache.lucene.search.Query equal(String field, String text, Query.Compare compare) throws IOException {
        if (field.equals(FieldView.ID)) {
            return term(new Term(RecordDocument.ID, Utf16Bytes.of(text)));
        }
        if (!isOwn(field)) {
            return otherField(field, compare);
        }
        String values = FieldNames.values(field);
        var searched = term(new Term(values, ValueTerm.of(text, true)));
        var falsy = term(new Term(values, ValueTerm.of(text, false)));
        return falsy == NONE ? searched : searched == NONE ? falsy : anyOf(List.of(searched, falsy));
    }

    private org.apache.lucene.search.Query like(String field, LikePattern pattern, Query.Compare compare)
            throws IOException {
        if (!isOwn(field)) {
            return otherField(field, compare);
        }
        String prefix = pattern.onlyPrefix().orElse("");
        if (!prefix.isEmpty() && prefix.length() <= ValueTerm.MAX_LENGTH) {
            return prefix(field, prefix);
        }
        var kept = new LikeQuery(List.of(field), pattern, false);
        var unkept = marked(RecordDocument.HAS_UNKEPT, field);
        return unkept == NONE ? kept : anyOf(List.of(kept, recheck(unkept, compare)));
    }

    private org.apache.lucene.search.Query prefix(String field, String prefix) throws IOException {
        List<Integer> tags = new ArrayList<>(List.of(ValueTerm.WHOLE));
        if (ValueTerm.mayBeInFalsy(prefix)) {
            tags.add(ValueTerm.FALSY);
        }
        if (marked(RecordDocument.HAS_LONG, field) != NONE) {
            tags.add(ValueTerm.LONG);
        }
        return anyOf(tags.stream()
                .<org.apache.lucene.search.Query>map(
                        tag -> new PrefixQuery(new Term(FieldNames.values(field), ValueTerm.prefix(tag, prefix))))
                .toList());
    }

    private org.apache.lucene.search.Query anyField(LikePattern pattern, Query.Compare compare) throws IOException {
        Set<String> own = names.all();
        var kept = new LikeQuery(own, pattern, true);
        List<org.apache.lucene.search.Query> rest = new ArrayList<>();
        for (String field : own) {
            rest.add(marked(RecordDocument.HAS_UNKEPT, field));
        }
        rest.add(marked(RecordDocument.HAS_OTHER_FIELDS, ""));
        rest.removeIf(part -> part == NONE);
        return rest.isEmpty() ? kept : anyOf(List.of(kept, recheck(anyOf(rest), compare)));
    }

    private org.apache.lucene.search.Query relation(Meaning.Relation relation, Query.Compare compare)
            throws IOException {
        String field = relation.field();
        if (!isOwn(field)) {
            return otherField(field, compare);
        }
        var numbers = numbers(field, relation.operator(), relation.number());
        var texts = marked(RecordDocument.SORTS_AS_TEXT, field);
        if (texts != NONE) {
            texts = SortTerm.isTooLong(relation.text())
                    ? recheck(texts, compare)
                    : range(field, SortTerm.texts(relation.operator(), relation.text()));
        }
        return texts == NONE ? numbers : anyOf(List.of(numbers, texts));
    }

    private static org.apache.lucene.search.Query range(String field, SortTerm.Range range) {
        return SortedDocValuesField.newSlowRangeQuery(FieldNames.sort(field), range.from(), range.to(), true, false);
    }

    private static org.apache.lucene.search.Query numbers(String field, Query.Operator operator, double number) {
        String points = FieldNames.number(field);
        if (Double.isNaN(number)) {
            return NONE;
        }
        return switch (operator) {
            case LESS ->
                number == Double.NEGATIVE_INFINITY
                        ? NONE
                        : DoublePoint.newRangeQuery(points, Double.NEGATIVE_INFINITY, Math.nextDown(number));
            case LESS_OR_EQUAL -> DoublePoint.newRangeQuery(points, Double.NEGATIVE_INFINITY, number);
            case GREATER ->
                number == Double.POSITIVE_INFINITY
                        ? NONE
                        : DoublePoint.newRangeQuery(points, Math.nextUp(number), Double.POSITIVE_INFINITY);
            case GREATER_OR_EQUAL -> DoublePoint.newRangeQuery(points, number, Double.POSITIVE_INFINITY);
            case DEFAULT, EQUAL, NOT_EQUAL -> throw new IllegalArgumentException(operator + " is no order");
        };
    }

    private org.apache.lucene.search.Query has(String field) throws IOException {
        return term(RecordDocument.has(field));
    }

    private org.apache.lucene.search.Query marked(int mark, String field) throws IOException {
        return marks.has(mark, field) ? term(RecordDocument.isMarked(mark, field)) : NONE;
    }

    /** Nothing where no document has the term; and where it stands, so that it need not be looked for again. */
    private org.apache.lucene.search.Query term(Term term) throws IOException {
        TermStates places = TermStates.build(searcher, term, true);
        return places.docFreq() == 0 ? NONE : new ConstantScoreQuery(new TermQuery(term, places));
    }
}
