package org.skerry.jio;

/** Halves of surrogate pairs: JSON texts may hold them as escapes, UTF-8 cannot hold them at all. */
final class Surrogates {

    private static final int ESCAPE_LENGTH = "\\uD83D".length();

    private Surrogates() {}

    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isLone(text, i)) {
                return false;
            }
            if (Character.isHighSurrogate(text.charAt(i))) {
                i++;
            }
        }
        return true;
    }

    /** JSON text with each half as an escape, so that it can become UTF-8. */
    static String escapeLone(String json) {
        if (isWellFormed(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            if (isLone(json, i)) {
                escaped.append("\\u%04x".formatted((int) json.charAt(i)));
            } else if (Character.isHighSurrogate(json.charAt(i))) {
                escaped.append(json, i, i + 2);
                i++;
            } else {
                escaped.append(json.charAt(i));
            }
        }
        return escaped.toString();
    }

    /** JSON text with escaped surrogates as characters: Jackson refuses an escaped half in a key. */
    static String unescape(String json) {
        int first = firstEscape(json);
        if (first < 0) {
            return json;
        }
        StringBuilder unescaped = new StringBuilder(json.length());
        unescaped.append(json, 0, first);
        for (int i = first; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c != '\\' || i + 1 == json.length()) {
                unescaped.append(c);
            } else if (isEscape(json, i)) {
                unescaped.append((char) Integer.parseInt(json, i + 2, i + ESCAPE_LENGTH, 16));
                i += ESCAPE_LENGTH - 1;
            } else {
                unescaped.append(json, i, i + 2); // the second backslash of a pair begins nothing
                i++;
            }
        }
        return unescaped.toString();
    }

    /** The first backslash from which on surrogates may be escaped, -1 if there is none; most texts have none at all. */
    private static int firstEscape(String json) {
        boolean mayHave = json.contains("\\ud") || json.contains("\\uD");
        return mayHave ? json.indexOf('\\') : -1;
    }

    private static boolean isEscape(String json, int i) {
        return i + ESCAPE_LENGTH <= json.length()
                && json.charAt(i + 1) == 'u'
                && (json.charAt(i + 2) | 0x20) == 'd'
                && "89abcdefABCDEF".indexOf(json.charAt(i + 3)) >= 0
                && isHex(json.charAt(i + 4))
                && isHex(json.charAt(i + 5));
    }

    private static boolean isHex(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    private static boolean isLone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c);
    }
}
