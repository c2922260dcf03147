package org.skerry.jio.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/** JavaScript's ways between values, texts and numbers, on which jIO's comparisons rest (ECMA-262, String and Number). */
final class JsText {

    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    /** More digits than this, in any radix from 2, are beyond the largest double. */
    private static final int MAX_FINITE_DIGITS = 1024;

    private JsText() {}

    /** JavaScript's String(value). */
    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.stringValue();
            case NUMBER -> ofNumber(value);
            case BOOLEAN -> String.valueOf(value.booleanValue());
            case NULL -> "null";
            case MISSING -> "undefined";
            case ARRAY -> joined(value);
            case OBJECT, BINARY -> "[object Object]";
            case POJO -> String.valueOf(((POJONode) value).getPojo());
        };
    }

    /** JavaScript's text of a JSON number. */
    static String ofNumber(JsonNode number) {
        return isSafeInteger(number) ? Long.toString(number.longValue()) : of(doubleOf(number));
    }

    /** The exact text of a number that JavaScript could not hold, as 9007199254740993. */
    static Optional<String> exact(JsonNode number) {
        if (isSafeInteger(number) || number.isDouble() || number.isFloat()) {
            return Optional.empty();
        }
        BigDecimal exact = number.decimalValue();
        double rounded = exact.doubleValue();
        if (Double.isFinite(rounded) && new BigDecimal(Double.toString(rounded)).compareTo(exact) == 0) {
            return Optional.empty();
        }
        return Optional.of(number.isIntegralNumber() ? exact.toBigInteger().toString() : exact.toString());
    }

    private static boolean isSafeInteger(JsonNode number) {
        return number.isInt()
                || number.isLong() && number.longValue() <= MAX_SAFE_INTEGER && number.longValue() >= -MAX_SAFE_INTEGER;
    }

    /** JavaScript's Number(value) of a JSON value. */
    static double toNumber(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> doubleOf(value);
            case BOOLEAN -> value.booleanValue() ? 1 : 0;
            case NULL -> 0;
            case MISSING, POJO -> Double.NaN;
            case STRING, ARRAY, OBJECT, BINARY -> toNumber(of(value));
        };
    }

    private static double doubleOf(JsonNode number) {
        if (number.isInt() || number.isLong()) {
            return number.longValue();
        }
        if (number.isBigInteger()) {
            return number.bigIntegerValue().doubleValue();
        }
        return number.isBigDecimal() ? number.decimalValue().doubleValue() : number.doubleValue();
    }

    private static String joined(JsonNode array) {
        StringBuilder text = new StringBuilder();
        for (JsonNode item : array) {
            text.append(item.isNull() ? "" : of(item)).append(',');
        }
        return text.isEmpty() ? "" : text.substring(0, text.length() - 1);
    }

    /** JavaScript's String(number). */
    static String of(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (number == 0) {
            return "0";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale(); // where the decimal point stands, from the first digit
        return (number < 0 ? "-" : "") + place(digits, point);
    }

    // Double.toString gives two digits at least (4.9E-324), JavaScript one where one will do (5e-324).
    private static BigDecimal shortest(double number) {
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (decimal.precision() == 2) {
            BigDecimal digit = decimal.round(new MathContext(1, RoundingMode.HALF_UP));
            return digit.doubleValue() == number ? digit.stripTrailingZeros() : decimal;
        }
        return decimal;
    }

    private static String place(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
        return count == 1 ? digits + exponent : digits.charAt(0) + "." + digits.substring(1) + exponent;
    }

    /** JavaScript's Number(text): blank is 0, what is no number is NaN. */
    static double toNumber(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return 0;
        }
        String trimmed = text.substring(start, end);
        if (trimmed.length() > 2 && trimmed.charAt(0) == '0') {
            int radix = radix(trimmed.charAt(1));
            if (radix > 0) {
                return digits(trimmed.substring(2), radix);
            }
        }
        return switch (trimmed) {
            case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> isDecimal(trimmed) ? Double.parseDouble(trimmed) : Double.NaN;
        };
    }

    private static int radix(char letter) {
        return switch (letter) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
        };
    }

    private static double digits(String digits, int radix) {
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c > 'f' || Character.digit(c, radix) < 0) {
                return Double.NaN;
            }
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > MAX_FINITE_DIGITS
                ? Double.POSITIVE_INFINITY
                : new BigInteger(significant, radix).doubleValue();
    }

    /** Whether a text is digits with at most one sign, point and exponent, as JavaScript's StrDecimalLiteral. */
    private static boolean isDecimal(String text) {
        int at = skipSign(text, 0);
        int whole = skipDigits(text, at);
        int end = whole;
        boolean hasDigits = whole > at;
        if (end < text.length() && text.charAt(end) == '.') {
            int fraction = skipDigits(text, end + 1);
            hasDigits |= fraction > end + 1;
            end = fraction;
        }
        if (!hasDigits) {
            return false;
        }
        if (end < text.length() && (text.charAt(end) | 0x20) == 'e') {
            int exponent = skipSign(text, end + 1);
            end = skipDigits(text, exponent);
            return end > exponent && end == text.length();
        }
        return end == text.length();
    }

    private static int skipSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? at + 1 : at;
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** JavaScript's white space, line terminators included. */
    static boolean isWhiteSpace(char c) {
        if (c <= ' ') {
            return c == ' ' || c >= '\t' && c <= '\r';
        }
        return c == '\u00a0'
                || c == '\ufeff'
                || c == '\u2028'
                || c == '\u2029'
                || c > '\u00a0' && Character.getType(c) == Character.SPACE_SEPARATOR;
    }
}
