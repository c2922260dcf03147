package org.skerry.jio.query;

import java.util.Locale;

/** Cuts a date text into tokens, for {@link JsDate}. */
final class JsDateTokens {

    /** What a word means in a date. */
    enum Word {
        JAN(Kind.MONTH, 1),
        FEB(Kind.MONTH, 2),
        MAR(Kind.MONTH, 3),
        APR(Kind.MONTH, 4),
        MAY(Kind.MONTH, 5),
        JUN(Kind.MONTH, 6),
        JUL(Kind.MONTH, 7),
        AUG(Kind.MONTH, 8),
        SEP(Kind.MONTH, 9),
        OCT(Kind.MONTH, 10),
        NOV(Kind.MONTH, 11),
        DEC(Kind.MONTH, 12),
        AM(Kind.AM_PM, 0),
        PM(Kind.AM_PM, 12),
        UT(Kind.ZONE, 0),
        UTC(Kind.ZONE, 0),
        Z(Kind.ZONE, 0),
        GMT(Kind.ZONE, 0),
        EST(Kind.ZONE, -5),
        EDT(Kind.ZONE, -4),
        CST(Kind.ZONE, -6),
        CDT(Kind.ZONE, -5),
        MST(Kind.ZONE, -7),
        MDT(Kind.ZONE, -6),
        PST(Kind.ZONE, -8),
        PDT(Kind.ZONE, -7),
        TIME_SEPARATOR(Kind.OTHER, 0),
        UNKNOWN(Kind.OTHER, 0);

        enum Kind {
            MONTH,
            AM_PM,
            ZONE,
            OTHER
        }

        private final Kind kind;
        private final int value;

        Word(Kind kind, int value) {
            this.kind = kind;
            this.value = value;
        }

        Kind kind() {
            return kind;
        }

        int value() {
            return value;
        }

        static Word of(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (lower.equals("t")) {
                return TIME_SEPARATOR;
            }
            for (Word word : values()) {
                String name = word.name().toLowerCase(Locale.ROOT);
                // Only a month's name may go on after three letters.
                if (word.kind == Kind.MONTH ? lower.startsWith(name) : word.kind != Kind.OTHER && lower.equals(name)) {
                    return word;
                }
            }
            return UNKNOWN;
        }
    }

    private enum Kind {
        NUMBER,
        SYMBOL,
        WORD,
        WHITE_SPACE,
        OTHER,
        END
    }

    record Token(Kind kind, int number, int length, char symbol, Word word) {

        boolean isNumber() {
            return kind == Kind.NUMBER;
        }

        boolean isNumber(int digits) {
            return isNumber() && length == digits;
        }

        boolean isNumber(int digits, int min, int max) {
            return isNumber(digits) && number >= min && number <= max;
        }

        boolean isSymbol(char c) {
            return kind == Kind.SYMBOL && symbol == c;
        }

        boolean isSign() {
            return isSymbol('+') || isSymbol('-');
        }

        boolean isWord() {
            return kind == Kind.WORD;
        }

        boolean isZ() {
            return word == Word.Z;
        }

        boolean isWhiteSpace() {
            return kind == Kind.WHITE_SPACE;
        }

        boolean isEnd() {
            return kind == Kind.END;
        }

        /** The digits as the fraction of a second. */
        int asMillis() {
            int digits = Math.min(length, MAX_DIGITS);
            int millis = number;
            for (; digits < 3; digits++) {
                millis *= 10;
            }
            for (; digits > 3; digits--) {
                millis /= 10;
            }
            return millis;
        }
    }

    private static final int MAX_DIGITS = 9;

    private final String text;
    private int at;
    private int currentStart;
    private Token current;

    JsDateTokens(String text) {
        this.text = text;
        current = scan();
    }

    Token peek() {
        return current;
    }

    Token next() {
        Token taken = current;
        current = scan();
        return taken;
    }

    /** Where the next token starts, for {@link #goBackTo}. */
    int position() {
        return currentStart;
    }

    void goBackTo(int position) {
        at = position;
        current = scan();
    }

    boolean skip(char symbol) {
        if (!current.isSymbol(symbol)) {
            return false;
        }
        next();
        return true;
    }

    private Token scan() {
        int start = at;
        currentStart = at;
        if (at == text.length()) {
            return token(Kind.END, start);
        }
        char c = text.charAt(at);
        if (isDigit(c)) {
            return number();
        }
        if (c == ':' || c == '-' || c == '+' || c == '.' || c == ')') {
            at++;
            return new Token(Kind.SYMBOL, 0, 1, c, Word.UNKNOWN);
        }
        if (isLetter(c)) {
            while (at < text.length() && isLetter(text.charAt(at))) {
                at++;
            }
            String word = text.substring(start, at);
            return new Token(Kind.WORD, 0, at - start, ' ', Word.of(word));
        }
        if (JsText.isWhiteSpace(c)) {
            at++;
            return token(Kind.WHITE_SPACE, start);
        }
        if (c == '(') {
            skipParentheses();
            return token(Kind.OTHER, start);
        }
        at++;
        return token(Kind.OTHER, start);
    }

    private Token token(Kind kind, int start) {
        return new Token(kind, 0, at - start, ' ', Word.UNKNOWN);
    }

    private Token number() {
        int start = at;
        while (at < text.length() && text.charAt(at) == '0') {
            at++;
        }
        int number = 0;
        int significant = 0;
        for (; at < text.length() && isDigit(text.charAt(at)); at++) {
            if (significant++ < MAX_DIGITS) {
                number = number * 10 + text.charAt(at) - '0';
            }
        }
        return new Token(Kind.NUMBER, number, at - start, ' ', Word.UNKNOWN);
    }

    private void skipParentheses() {
        int open = 0;
        do {
            char c = text.charAt(at++);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        } while (open > 0 && at < text.length());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    // Everything from "A" on counts as a letter, as in V8: "_" and Chinese characters too.
    private static boolean isLetter(char c) {
        return c >= 'A' && !JsText.isWhiteSpace(c);
    }
}
