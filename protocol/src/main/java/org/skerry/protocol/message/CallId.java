package org.skerry.protocol.message;

import java.util.regex.Pattern;
import org.skerry.jio.JsonText;

/**
 * Names one call of a session. The caller chose it and gets it back character by character.
 *
 * @param json a JSON number as it was written, or a JSON text
 */
public record CallId(String json) {

    /** How long an id may be when it is a text, in UTF-16 units. */
    public static final int MAX_TEXT = 64;

    /** How long an id may be when it is a number, in characters: the digits of a number, its sign, point and exponent. */
    public static final int MAX_NUMBER = JsonText.MAX_DIGITS + 10;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** @throws IllegalArgumentException if it is neither a number nor a text */
    public CallId {
        if (!json.startsWith("\"") && (json.length() > MAX_NUMBER || !isNumber(json))) {
            throw new IllegalArgumentException("not an id: " + json);
        }
    }

    public static CallId of(long number) {
        return new CallId(Long.toString(number));
    }

    /** @throws IllegalArgumentException if the text is longer than {@link #MAX_TEXT} */
    public static CallId text(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("an id of %d characters is too long".formatted(text.length()));
        }
        return new CallId(JsonText.write(JsonText.nodes().stringNode(text)));
    }

    @Override
    public String toString() {
        return json;
    }

    private static boolean isNumber(String json) {
        for (int i = 0; i < json.length(); i++) {
            if (json.charAt(i) < '0' || json.charAt(i) > '9') {
                return NUMBER.matcher(json).matches();
            }
        }
        return !json.isEmpty() && (json.length() == 1 || json.charAt(0) != '0');
    }
}
