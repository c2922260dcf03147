package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.QueryTokens.Kind;
import org.skerry.jio.query.QueryTokens.Token;

/**
 * Reads jIO's query language.
 *
 * <p>The grammar, as jIO has it (the same texts mean the same there, in ERP5 and here):
 *
 * <pre>
 * query  := and | and query | and OR query        juxtaposition means AND at the level of OR, from the right
 * and    := bool | bool AND and
 * bool   := NOT expr | expr
 * expr   := ( query ) | word : expr | value
 * value  := [operator] (word | quoted)
 * </pre>
 */
public final class QueryParser {

    private final QueryTokens tokens;
    private int open;

    private QueryParser(String text) {
        tokens = new QueryTokens(text);
    }

    /**
     * The query that a text means; the empty text matches everything.
     *
     * @throws StorageException.BadRequest if it is not a query or nested more than {@link Query#MAX_DEPTH} levels deep; the
     *     sentence names the column of the mistake, counted from 1 in UTF-16 units, as the exception does
     */
    public static Query parse(String text) {
        if (text.isEmpty()) {
            return Query.ALL;
        }
        QueryParser parser = new QueryParser(text);
        Query query = parser.query(Query.Key.ANY_FIELD).query();
        Token rest = parser.tokens.peek();
        if (rest.kind() != Kind.END) {
            throw QueryTokens.unexpected(rest, rest.kind() == Kind.COLON ? "The name of a field" : "The end");
        }
        return query;
    }

    static StorageException.BadRequest mistake(String what, int column) {
        return new StorageException.BadRequest("This is not a query: " + what + " (column " + column + ").", column);
    }

    /** A part of the query and how deep it is nested. */
    private record Part(Query query, int depth) {}

    private enum Join {
        AND,
        OR
    }

    private Part query(Query.Key key) {
        List<Part> parts = new ArrayList<>();
        List<Join> joins = new ArrayList<>();
        parts.add(and(key));
        while (true) {
            if (tokens.takeIf(Kind.OR).isPresent()) {
                joins.add(Join.OR);
            } else if (startsBool(tokens.peek().kind())) {
                joins.add(Join.AND);
            } else {
                return fromTheRight(parts, joins);
            }
            parts.add(and(key));
        }
    }

    // a b OR c is AND(a, OR(b, c)). A run of the same join becomes one list, gathered back to front.
    private Part fromTheRight(List<Part> parts, List<Join> joins) {
        Part result = parts.getLast();
        int i = joins.size() - 1;
        while (i >= 0) {
            Join join = joins.get(i);
            List<Part> run = new ArrayList<>();
            run.add(result);
            for (; i >= 0 && joins.get(i) == join; i--) {
                run.add(parts.get(i));
            }
            result = join(join, run.reversed());
        }
        return result;
    }

    private Part and(Query.Key key) {
        List<Part> parts = new ArrayList<>();
        do {
            parts.add(bool(key));
        } while (tokens.takeIf(Kind.AND).isPresent());
        return parts.size() == 1 ? parts.getFirst() : join(Join.AND, parts);
    }

    private Part join(Join join, List<Part> parts) {
        List<Query> flat = new ArrayList<>();
        int depth = 0;
        for (Part part : parts) {
            switch (part.query()) {
                case Query.And(var inner) when join == Join.AND -> flat.addAll(inner);
                case Query.Or(var inner) when join == Join.OR -> flat.addAll(inner);
                case Query other -> flat.add(other);
            }
            depth = Math.max(depth, part.depth());
        }
        return deeper(join == Join.AND ? new Query.And(flat) : new Query.Or(flat), depth);
    }

    private Part bool(Query.Key key) {
        if (tokens.takeIf(Kind.NOT).isEmpty()) {
            return expression(key);
        }
        Part part = expression(key);
        return part.query() instanceof Query.Not(var inner)
                ? new Part(inner, part.depth())
                : deeper(new Query.Not(part.query()), part.depth());
    }

    private Part expression(Query.Key outerKey) {
        Query.Key key = outerKey;
        while (true) {
            Token token = tokens.take();
            switch (token.kind()) {
                case OPEN -> {
                    return parenthesised(key, token);
                }
                case OPERATOR -> {
                    return compare(key, Query.Operator.of(token.text()), value(tokens.take()));
                }
                case QUOTED -> {
                    return compare(key, Query.Operator.DEFAULT, token.text());
                }
                case WORD -> {
                    if (tokens.takeIf(Kind.COLON).isEmpty()) {
                        return compare(key, Query.Operator.DEFAULT, token.text());
                    }
                    key = new Query.Key.Field(token.text()); // in a:b:c the nearest key counts
                }
                case CLOSE, COLON, AND, OR, NOT, END -> throw QueryTokens.unexpected(token, "A value");
            }
        }
    }

    private Part parenthesised(Query.Key key, Token opening) {
        if (++open > Query.MAX_DEPTH) {
            throw tooDeep(opening.column());
        }
        Part inner = query(key);
        Token closing = tokens.take();
        if (closing.kind() != Kind.CLOSE) {
            throw QueryTokens.unexpected(closing, "The ) for column " + opening.column());
        }
        open--;
        return inner;
    }

    private static Part compare(Query.Key key, Query.Operator operator, String value) {
        return new Part(new Query.Compare(key, operator, JsonText.nodes().stringNode(value)), 1);
    }

    private static String value(Token token) {
        if (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED) {
            throw QueryTokens.unexpected(token, "A word or a quoted text");
        }
        return token.text();
    }

    private Part deeper(Query query, int depth) {
        if (depth >= Query.MAX_DEPTH) {
            throw tooDeep(tokens.peek().column());
        }
        return new Part(query, depth + 1);
    }

    private static StorageException.BadRequest tooDeep(int column) {
        return mistake("it is nested more than " + Query.MAX_DEPTH + " levels deep", column);
    }

    private static boolean startsBool(Kind kind) {
        return switch (kind) {
            case OPEN, NOT, OPERATOR, WORD, QUOTED -> true;
            case CLOSE, COLON, AND, OR, END -> false;
        };
    }
}
