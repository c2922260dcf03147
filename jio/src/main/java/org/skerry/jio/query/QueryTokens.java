package org.skerry.jio.query;

import java.util.Optional;
import org.skerry.jio.StorageException;

/** Cuts a query text into tokens, one at a time, as jIO's lexer does. */
final class QueryTokens {

    enum Kind {
        OPEN("("),
        CLOSE(")"),
        COLON(":"),
        AND("AND"),
        OR("OR"),
        NOT("NOT"),
        OPERATOR("an operator"),
        WORD("a word"),
        QUOTED("a quoted text"),
        END("the end");

        private final String name;

        Kind(String name) {
            this.name = name;
        }
    }

    /**
     * @param text a quoted text without its quotes and escapes, else as written
     * @param column of its first character, from 1, in UTF-16 units
     */
    record Token(Kind kind, String text, int column) {

        /** As an error message names it. */
        String shown() {
            return switch (kind) {
                case WORD, OPERATOR -> "\"" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "\"";
                case OPEN, CLOSE, COLON, AND, OR, NOT, QUOTED, END -> kind.name;
            };
        }
    }

    private final String text;
    private int at;
    private Token next;

    QueryTokens(String text) {
        this.text = text;
        this.next = scan();
    }

    /** The next token, which stays. */
    Token peek() {
        return next;
    }

    /** The next token. */
    Token take() {
        Token taken = next;
        next = taken.kind() == Kind.END ? taken : scan();
        return taken;
    }

    /** The next token if it is of that kind; else it stays. */
    Optional<Token> takeIf(Kind kind) {
        return next.kind() == kind ? Optional.of(take()) : Optional.empty();
    }

    private Token scan() {
        while (at < text.length() && JsText.isWhiteSpace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, "", at + 1);
        }
        return switch (text.charAt(at)) {
            case '(' -> token(Kind.OPEN, 1);
            case ')' -> token(Kind.CLOSE, 1);
            case ':' -> token(Kind.COLON, 1);
            case '=' -> token(Kind.OPERATOR, 1);
            case '<', '>' -> token(Kind.OPERATOR, charAt(at + 1) == '=' ? 2 : 1);
            case '!' -> {
                if (charAt(at + 1) != '=') {
                    throw QueryParser.mistake("a ! stands only before =", at + 1);
                }
                yield token(Kind.OPERATOR, 2);
            }
            case '"' -> quoted();
            default -> keywordOrWord();
        };
    }

    // A quote after backslashes is part of the text, and takes the last of them with it where their number is odd.
    private Token quoted() {
        int start = at++;
        StringBuilder value = new StringBuilder();
        int backslashes = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' && backslashes == 0) {
                at++;
                return new Token(Kind.QUOTED, value.toString(), start + 1);
            }
            if (c == '"' && backslashes % 2 == 1) {
                value.setLength(value.length() - 1);
            }
            value.append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        throw QueryParser.mistake("this quote is never closed", start + 1);
    }

    private Token keywordOrWord() {
        for (Kind keyword : new Kind[] {Kind.AND, Kind.OR, Kind.NOT}) {
            int end = at + keyword.name.length();
            if (text.startsWith(keyword.name, at) && !isAsciiWordPart(charAt(end))) {
                return token(keyword, keyword.name.length());
            }
        }
        int end = at;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return token(Kind.WORD, end - at);
    }

    private Token token(Kind kind, int length) {
        Token token = new Token(kind, text.substring(at, at + length), at + 1);
        at += length;
        return token;
    }

    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : ' ';
    }

    private static boolean isWordPart(char c) {
        return switch (c) {
            case '"', '(', ')', ':', '>', '<', '!', '=' -> false;
            default -> !JsText.isWhiteSpace(c);
        };
    }

    // A keyword ends at a word boundary in the ASCII sense: "AND-x" starts with AND, "ANDROID" does not.
    private static boolean isAsciiWordPart(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
    }

    static StorageException.BadRequest unexpected(Token token, String wanted) {
        return QueryParser.mistake(wanted + " is expected before " + token.shown(), token.column());
    }
}
