package org.skerry.jio;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** The limits on numbers: whatever passes here is written as a text that passes again. */
final class JsonNumbers {

    private JsonNumbers() {}

    /** Checks the exponent in a number's text before a value is made of it: 1e999999999 must cost nothing. */
    static void checkExponent(String number) {
        int e = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (e < 0) {
            return;
        }
        int start = e + 1;
        while (start < number.length() - 1 && "+-0".indexOf(number.charAt(start)) >= 0) {
            start++;
        }
        if (number.length() - start > 5
                || Integer.parseInt(number, start, number.length(), 10) > JsonText.MAX_EXPONENT) {
            throw outOfRange();
        }
    }

    /** @throws StorageException.BadRequest if the number is none of JSON (NaN), too long, or too large or small */
    static JsonNode checked(JsonNode number) {
        boolean fits = switch (number.numberType()) {
            case INT, LONG -> true;
            case BIG_INTEGER ->
                number.bigIntegerValue().bitLength() <= 4 * JsonText.MAX_DIGITS
                        && new BigDecimal(number.bigIntegerValue()).precision() <= JsonText.MAX_DIGITS;
            case FLOAT, DOUBLE -> Double.isFinite(number.doubleValue());
            case BIG_DECIMAL -> fits(number.decimalValue());
        };
        if (!fits) {
            throw outOfRange();
        }
        return number;
    }

    /** By the exponent of the scientific notation, because that is how it will be written. */
    private static boolean fits(BigDecimal number) {
        long exponent = (long) number.precision() - number.scale() - 1;
        return number.precision() <= JsonText.MAX_DIGITS && Math.abs(exponent) <= JsonText.MAX_EXPONENT;
    }

    static StorageException.BadRequest outOfRange() {
        return new StorageException.BadRequest("A number may have up to %d digits and an exponent up to %d."
                .formatted(JsonText.MAX_DIGITS, JsonText.MAX_EXPONENT));
    }
}
