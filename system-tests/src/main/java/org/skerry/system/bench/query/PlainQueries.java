package org.skerry.system.bench.query;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.QueryBuilder;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.FullText;
import org.skerry.jio.query.Query.Compare;
import org.skerry.jio.query.Query.Key;
import org.skerry.jio.query.Query.Operator;
import org.skerry.jio.query.SortKey;

/** The questions in Lucene's own words, for {@link PlainFields}. Not a translation of any query: of these only. */
final class PlainQueries {

    private final QueryBuilder words;

    PlainQueries(Analyzer analyzer) {
        words = new QueryBuilder(analyzer);
    }

    Query of(org.skerry.jio.query.Query query) {
        return switch (query) {
            case org.skerry.jio.query.Query.All() -> MatchAllDocsQuery.INSTANCE;
            case org.skerry.jio.query.Query.And(var parts) -> {
                BooleanQuery.Builder all = new BooleanQuery.Builder();
                parts.forEach(part -> all.add(of(part), Occur.FILTER));
                yield all.build();
            }
            case org.skerry.jio.query.Query.Or(var parts) -> {
                BooleanQuery.Builder any = new BooleanQuery.Builder();
                parts.forEach(part -> any.add(of(part), Occur.SHOULD));
                yield new ConstantScoreQuery(any.build());
            }
            case org.skerry.jio.query.Query.Not(var part) ->
                new BooleanQuery.Builder()
                        .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                        .add(of(part), Occur.MUST_NOT)
                        .build();
            case Compare(Key key, var operator, var operand) -> compare(key, operator, operand.asString(""));
        };
    }

    private Query compare(Key key, Operator operator, String operand) {
        return switch (key) {
            case Key.AnyField() -> contains(PlainFields.ANY, operand);
            case Key.Field(var name)
            when name.equals(FullText.KEY) -> words.createBooleanQuery(PlainFields.TEXT, operand, Occur.MUST);
            case Key.Field(var name)
            when name.equals(PlainFields.POPULATION) -> population(operator, Double.parseDouble(operand));
            case Key.Field(var name) -> text(name, operand);
            case Key.Custom _, Key.None() -> throw new IllegalArgumentException("nobody asks for " + key);
        };
    }

    private static Query population(Operator operator, double value) {
        double low = operator == Operator.GREATER ? DoublePoint.nextUp(value) : value;
        double high = operator == Operator.LESS ? DoublePoint.nextDown(value) : value;
        return switch (operator) {
            case GREATER, GREATER_OR_EQUAL ->
                DoubleField.newRangeQuery(PlainFields.POPULATION, low, Double.POSITIVE_INFINITY);
            case LESS, LESS_OR_EQUAL ->
                DoubleField.newRangeQuery(PlainFields.POPULATION, Double.NEGATIVE_INFINITY, high);
            case DEFAULT, EQUAL, NOT_EQUAL -> throw new IllegalArgumentException("nobody asks for " + operator);
        };
    }

    private static Query text(String field, String value) {
        if (!value.endsWith("%")) {
            return new TermQuery(new Term(PlainFields.EXACT + field, value));
        }
        String part = PlainFields.fold(value.replace("%", ""));
        return value.startsWith("%")
                ? contains(field, part)
                : new PrefixQuery(new Term(PlainFields.LOWER + field, part));
    }

    private static Query contains(String field, String unfolded) {
        String part = PlainFields.fold(unfolded);
        if (part.length() < PlainFields.GRAM) {
            return new TermQuery(new Term(PlainFields.GRAMS + field + part.length(), part));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int at = 0; at + PlainFields.GRAM <= part.length(); at++) {
            phrase.add(new Term(PlainFields.GRAMS + field, part.substring(at, at + PlainFields.GRAM)));
        }
        return phrase.build();
    }

    /** The order asked for; else by id as a storage has it, or full text by relevance. */
    static Sort sort(AllDocs request) {
        if (request.sortOn().isEmpty()) {
            return isFullText(request)
                    ? Sort.RELEVANCE
                    : new Sort(new SortField(PlainFields.SORT + PlainFields.ID, SortField.Type.STRING));
        }
        return new Sort(request.sortOn().stream().map(PlainQueries::sortField).toArray(SortField[]::new));
    }

    private static SortField sortField(SortKey key) {
        boolean isDescending = key.direction() == SortKey.Direction.DESCENDING;
        return key.field().equals(PlainFields.POPULATION)
                ? DoubleField.newSortField(key.field(), isDescending, SortedNumericSelector.Type.MIN)
                : new SortField(PlainFields.SORT + key.field(), SortField.Type.STRING, isDescending);
    }

    static boolean isFullText(AllDocs request) {
        return request.query() instanceof Compare(Key.Field(var name), var _, var _) && name.equals(FullText.KEY);
    }
}
