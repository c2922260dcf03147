package org.skerry.jio.query;

import java.time.LocalDate;
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
    private final Day day = new Day();
    private final Time time = new Time();
    private final Zone zone = new Zone();

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

    private static final class Day {

        private final int[] numbers = {1, 1, 1};
        private int count;
        private int namedMonth;
        private boolean isIso;

        boolean isEmpty() {
            return count == 0;
        }

        boolean add(int number) {
            if (count == numbers.length) {
                return false;
            }
            numbers[count++] = number;
            return true;
        }

        OptionalLong epochDay() {
            if (count == 0) {
                return OptionalLong.empty();
            }
            int year;
            int month;
            int date;
            if (namedMonth == 0) {
                boolean yearFirst = isIso || !isDate(numbers[0]);
                year = yearFirst ? numbers[0] : numbers[2];
                month = yearFirst ? numbers[1] : numbers[0];
                date = yearFirst ? numbers[2] : numbers[1];
            } else {
                boolean yearFirst = !isDate(numbers[0]);
                year = yearFirst ? numbers[0] : numbers[1];
                month = namedMonth;
                date = yearFirst ? numbers[1] : numbers[0];
            }
            if (!isIso && year >= 0 && year < 100) {
                year += year < 50 ? 2000 : 1900;
            }
            if (month < 1 || month > 12 || !isDate(date) || Math.abs(year) > 400_000) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(LocalDate.of(year, month, 1).toEpochDay() + date - 1);
        }

        private static boolean isDate(int number) {
            return number >= 1 && number <= 31;
        }
    }

    private static final class Time {

        private final int[] numbers = new int[4];
        private int count;
        private int hourOffset = -1;

        boolean isEmpty() {
            return count == 0;
        }

        boolean expects(int number) {
            return (count == 1 || count == 2) && number < 60 || count == 3 && number < 1000;
        }

        boolean add(int number) {
            if (count == numbers.length) {
                return false;
            }
            numbers[count++] = number;
            return true;
        }

        boolean addLast(int number) {
            add(number);
            count = numbers.length;
            return true;
        }

        OptionalLong millis() {
            int hour = numbers[0];
            if (hourOffset >= 0) {
                if (hour > 12) {
                    return OptionalLong.empty();
                }
                hour = hour % 12 + hourOffset;
            }
            long rest = (numbers[1] * 60L + numbers[2]) * 1000 + numbers[3];
            boolean inRange = hour < 24 && numbers[1] < 60 && numbers[2] < 60 && numbers[3] < 1000;
            return inRange || hour == 24 && rest == 0
                    ? OptionalLong.of(hour * 3_600_000L + rest)
                    : OptionalLong.empty();
        }
    }

    private static final class Zone {

        private int sign;
        private int hour = -1;
        private int minute = -1;

        void set(int hours) {
            sign = hours < 0 ? -1 : 1;
            hour = Math.abs(hours);
            minute = 0;
        }

        boolean isUtc() {
            return hour == 0 && minute == 0;
        }

        boolean expects(int number) {
            return hour >= 0 && minute < 0 && number < 60;
        }

        long offsetMillis() {
            return sign * (Math.max(hour, 0) * 60L + Math.max(minute, 0)) * 60_000;
        }
    }
}
