package org.skerry.jio.query;

import java.util.OptionalLong;
import org.skerry.jio.query.JsDateTokens.Token;

/**
 * The moment that JavaScript's {@code new Date(text)} means, as V8 (Chromium, Node) reads texts: ISO 8601 first, else a
 * forgiving search for numbers, month names, times and zones.
 *
 * <p>Texts without a zone are UTC, not local time: a query must mean the same on every machine.
 */
final class JsDate {

    private static final long MAX_MILLIS = 8_640_000_000_000_000L;

    private final JsDateTokens tokens;
    private final JsDateParts.Day day = new JsDateParts.Day();
    private final JsDateParts.Time time = new JsDateParts.Time();
    private final JsDateParts.Zone zone = new JsDateParts.Zone();

    private JsDate(String text) {
        tokens = new JsDateTokens(text);
    }

    /** Milliseconds since 1970, or empty where JavaScript has an invalid date. */
    static OptionalLong millis(String text) {
        JsDate date = new JsDate(text);
        return date.read() ? date.result() : OptionalLong.empty();
    }

    private OptionalLong result() {
        OptionalLong date = day.epochDay();
        OptionalLong millis = time.millis();
        if (date.isEmpty() || millis.isEmpty()) {
            return OptionalLong.empty();
        }
        long moment = date.getAsLong() * 86_400_000L + millis.getAsLong() - zone.offsetMillis();
        return Math.abs(moment) <= MAX_MILLIS ? OptionalLong.of(moment) : OptionalLong.empty();
    }

    private enum Iso {
        DONE,
        INVALID,
        GO_ON
    }

    private boolean read() {
        return switch (readIso()) {
            case DONE -> true;
            case INVALID -> false;
            case GO_ON -> readLegacy();
        };
    }

    // Where a text is no ISO date, the token that was unexpected is the first the forgiving reader sees.
    private Iso readIso() {
        if (tokens.peek().isSign()) {
            int start = tokens.position();
            int sign = tokens.next().isSymbol('-') ? -1 : 1;
            if (!tokens.peek().isNumber(6) || sign < 0 && tokens.peek().number() == 0) {
                tokens.goBackTo(start);
                return Iso.GO_ON;
            }
            day.add(sign * tokens.next().number());
        } else if (tokens.peek().isNumber(4)) {
            day.add(tokens.next().number());
        } else {
            return Iso.GO_ON;
        }
        if (tokens.skip('-')) {
            if (!tokens.peek().isNumber(2, 1, 12)) {
                return Iso.GO_ON;
            }
            day.add(tokens.next().number());
            if (tokens.skip('-')) {
                if (!tokens.peek().isNumber(2, 1, 31)) {
                    return Iso.GO_ON;
                }
                day.add(tokens.next().number());
            }
        }
        if (tokens.peek().word() == JsDateTokens.Word.TIME_SEPARATOR) {
            tokens.next();
            if (!readIsoTime() || !readIsoZone() || !tokens.peek().isEnd()) {
                return Iso.INVALID;
            }
        } else if (!tokens.peek().isEnd()) {
            return Iso.GO_ON;
        }
        day.isIso = true;
        return Iso.DONE;
    }

    private boolean readIsoTime() {
        if (!tokens.peek().isNumber(2, 0, 24)) {
            return false;
        }
        boolean midnight = tokens.peek().number() == 24; // 24:00 is allowed, 24:01 is not
        time.add(tokens.next().number());
        if (!tokens.skip(':') || !tokens.peek().isNumber(2, 0, midnight ? 0 : 59)) {
            return false;
        }
        time.add(tokens.next().number());
        if (!tokens.skip(':')) {
            return true;
        }
        if (!tokens.peek().isNumber(2, 0, midnight ? 0 : 59)) {
            return false;
        }
        time.add(tokens.next().number());
        if (tokens.skip('.')) {
            if (!tokens.peek().isNumber() || midnight && tokens.peek().number() > 0) {
                return false;
            }
            time.add(tokens.next().asMillis());
        }
        return true;
    }

    private boolean readIsoZone() {
        if (tokens.peek().isZ()) {
            tokens.next();
            zone.set(0);
        } else if (tokens.peek().isSign()) {
            zone.sign = tokens.next().isSymbol('+') ? 1 : -1;
            if (tokens.peek().isNumber(4)) {
                int hhmm = tokens.next().number();
                zone.hour = hhmm / 100;
                zone.minute = hhmm % 100;
                return zone.hour < 24 && zone.minute < 60;
            }
            if (!tokens.peek().isNumber(2, 0, 23)) {
                return false;
            }
            zone.hour = tokens.next().number();
            if (!tokens.skip(':') || !tokens.peek().isNumber(2, 0, 59)) {
                return false;
            }
            zone.minute = tokens.next().number();
        }
        return true;
    }

    private boolean readLegacy() {
        boolean hasReadNumber = !day.isEmpty();
        for (Token token = tokens.next(); !token.isEnd(); token = tokens.next()) {
            if (token.isNumber()) {
                hasReadNumber = true;
                if (!readNumber(token.number())) {
                    return false;
                }
            } else if (token.isWord()) {
                if (!readWord(token, hasReadNumber)) {
                    return false;
                }
            } else if (token.isSign() && (zone.isUtc() || !time.isEmpty())) {
                hasReadNumber = true;
                if (!readOffset(token.isSymbol('+') ? 1 : -1)) {
                    return false;
                }
            } else if ((token.isSign() || token.isSymbol(')')) && hasReadNumber) {
                return false;
            }
        }
        return true;
    }

    private boolean readNumber(int number) {
        if (tokens.skip(':')) {
            if (tokens.skip(':')) {
                return time.isEmpty() && time.add(number) && time.add(0);
            }
            boolean added = time.add(number);
            tokens.skip('.');
            return added;
        }
        if (tokens.peek().isSymbol('.') && time.expects(number)) {
            tokens.next();
            time.add(number);
            return tokens.peek().isNumber() && time.addLast(tokens.next().asMillis());
        }
        tokens.skip('.');
        if (zone.expects(number)) {
            zone.minute = number;
            return true;
        }
        if (time.expects(number)) {
            time.addLast(number);
            Token after = tokens.peek();
            return after.isEnd() || after.isWhiteSpace() || after.isZ() || after.isSign();
        }
        boolean added = day.add(number);
        tokens.skip('-');
        return added;
    }

    private boolean readWord(Token token, boolean hasReadNumber) {
        JsDateTokens.Word word = token.word();
        switch (word.kind()) {
            case AM_PM -> {
                if (!time.isEmpty()) {
                    time.hourOffset = word.value();
                    return true;
                }
            }
            case MONTH -> {
                day.namedMonth = word.value();
                tokens.skip('-');
                return true;
            }
            case ZONE -> {
                if (hasReadNumber) {
                    zone.set(word.value());
                    return true;
                }
            }
            case OTHER -> {}
        }
        // Other words may only stand before the first number, apart from it.
        return !hasReadNumber && !tokens.peek().isNumber();
    }

    private boolean readOffset(int sign) {
        zone.sign = sign;
        int number = 0;
        int length = 0;
        if (tokens.peek().isNumber()) {
            length = tokens.peek().length();
            number = tokens.next().number();
        }
        if (tokens.peek().isSymbol(':')) {
            zone.hour = number;
            zone.minute = -1;
        } else if (length == 1 || length == 2) {
            zone.hour = number;
            zone.minute = 0;
        } else if (length == 3 || length == 4) {
            zone.hour = number / 100;
            zone.minute = number % 100;
        } else {
            return false;
        }
        return true;
    }
}
