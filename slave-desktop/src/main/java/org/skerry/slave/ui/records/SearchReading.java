package org.skerry.slave.ui.records;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.FullText;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryParser;

/**
 * What the search line means: words to look for, or a query in jIO's language.
 *
 * @param query of no use where there is a mistake
 */
public record SearchReading(Kind kind, Query query, Optional<QueryMistake> mistake) {

    static final SearchReading NOTHING = new SearchReading(Kind.NOTHING, Query.ALL, Optional.empty());

    /** What nobody types who looks for words. */
    private static final Pattern LANGUAGE = Pattern.compile("[:\"<>=]|\\b(?:AND|OR|NOT)\\b");

    /** What the line was taken for. */
    public enum Kind {
        /** Empty: everything. */
        NOTHING,
        /** Found anywhere in a record, the best first. */
        WORDS,
        /** jIO's language. */
        QUERY
    }

    public static SearchReading of(String text, SearchMode mode) {
        if (text.isBlank()) {
            return NOTHING;
        }
        return switch (mode) {
            case WORDS -> words(text);
            case QUERY -> query(text);
            case BY_ITSELF -> byItself(text);
        };
    }

    public boolean isRight() {
        return mistake.isEmpty();
    }

    private static SearchReading byItself(String text) {
        if (!LANGUAGE.matcher(text).find()) {
            return words(text);
        }
        SearchReading query = query(text);
        return query.isRight() && text.indexOf('"') < 0 && isWords(query.query()) ? words(text) : query;
    }

    private static SearchReading words(String text) {
        Query query = new Query.Compare(FullText.KEY, Query.Operator.DEFAULT, text.strip());
        return new SearchReading(Kind.WORDS, query, Optional.empty());
    }

    private static SearchReading query(String text) {
        try {
            return new SearchReading(Kind.QUERY, QueryParser.parse(text), Optional.empty());
        } catch (StorageException.BadRequest unreadable) {
            QueryMistake mistake = QueryMistake.at(text, unreadable.column().orElse(text.length() + 1));
            return new SearchReading(Kind.QUERY, Query.ALL, Optional.of(mistake));
        }
    }

    /** Whether nothing but words came out. */
    private static boolean isWords(Query query) {
        return switch (query) {
            case Query.And(List<Query> parts) -> parts.stream().allMatch(SearchReading::isWords);
            case Query.Compare(Query.Key.AnyField any, Query.Operator operator, var operand) ->
                operator == Query.Operator.DEFAULT;
            case Query.Compare other -> false;
            case Query.All all -> true;
            case Query.Or or -> false;
            case Query.Not not -> false;
        };
    }
}
